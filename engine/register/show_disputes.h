// Disputes for whoever reads a register: on a terminal, and for programs. Fields of the JSON:
// docs/json.md.
#pragma once

#include "register/register.h"
#include "text/page.h"

#include <string>

namespace outturn {

// What is disputed: "the total", "line reoffending", "person P01".
std::string words_of(const DisputeSubject& about);

// What became of it: "open", "upheld", "rejected".
std::string state_of(const Dispute& dispute);

// Every dispute of a register, in the order in which they were opened.
std::string show_disputes(const Register& records, const Look& look);
Json json_of_disputes(const Register& records);

// What the open disputes of a run hold, added up, also where two are about the same money. Throws
// InputError(amount_too_large).
Money held_of(const Ledger& ledger, const EnteredRun& run);

// What entries of disputes say, and what was disputed of a run: parts of the page of an entry.
void show_dispute(const Register& records, const Dispute& dispute, Page& page);
void show_answer(const Register& records, const DisputeAnswered& answered, Page& page);
void show_disputes_of(const Register& records, const EnteredRun& run, Page& page);

// The entries in which disputes of a run were opened.
Json json_of_disputes_of(const Ledger& ledger, const EnteredRun& run);

}  // namespace outturn
