// What a dispute says of a statement, held against the documents of its run.
#pragma once

#include "register/ledger.h"
#include "store/register_file.h"

#include <optional>

namespace outturn {

// Why a dispute can't be about what it names: the statement has no such line, its evidence no such
// person, counted or left out, or more would be held than is due, whoever pays it: by the line that
// is disputed, and by what the statement pays, which of a re-settlement is the difference. What
// other disputes hold is the ledger's business. Throws what document_of throws, and
// InputError(not_a_statement).
std::optional<Objection> objection_to_subject(const RegisterFile& file,
                                              const Prepared& run,
                                              const DisputeOpened& dispute);

// Why an answer to a dispute of the statement of a run can't carry an amount: it is a forecast.
std::optional<Objection> objection_to_amount(const Prepared& run, Money amount);

}  // namespace outturn
