// A file of somebody's rows, by their mapping, as rows of ours.
#pragma once

#include "cases/mapping.h"
#include "cases/rows.h"

#include <string_view>

namespace outturn {

// Reads every row of a CSV text; `name` is used in places only. All or nothing: when any row is
// wrong, throws InputError with every bad row (the first hundred problems in full, the others
// counted by reason). A file with a header and no rows gives no rows.
Rows import_rows(std::string_view text, std::string_view name, const Mapping& mapping);

}  // namespace outturn
