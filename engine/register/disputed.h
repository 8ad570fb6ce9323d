// What a dispute says of a statement, held against the documents of its run.
#pragma once

#include "register/ledger.h"
#include "store/register_file.h"

#include <optional>

namespace outturn {

// Why a dispute can't be about what it names: the statement has no such line, its evidence no such
// person, counted or left out, or more would be held than is due, whoever pays it: of the line, or
// in total when the total or a person is disputed. Throws what document_of throws, and
// InputError(not_a_statement).
std::optional<Objection> objection_to_subject(const RegisterFile& file,
                                              const Prepared& run,
                                              const DisputeOpened& dispute);

}  // namespace outturn
