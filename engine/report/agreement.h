// What a statement says twice, it says alike. Private to the report room.
#pragma once

#include "record/json_field.h"
#include "report/statement_view.h"

#include <string>

namespace outturn {

// Compares everything that stands in a statement in two places: the exact value of a working and
// the figure shown, an amount and its working, a verdict or condition and its working, totals and
// their parts, the period's name and its days. `json` is the document that `statement` was read
// from and `name` its file's. Throws InputError(not_a_statement) naming the first twenty that
// differ: such a file isn't as the program wrote it, whichever of the two was changed.
void check_agreement(const JsonField& json,
                     const StatementView& statement,
                     const std::string& name);

}  // namespace outturn
