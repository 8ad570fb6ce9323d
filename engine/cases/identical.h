// Rows that say the same thing twice.
#pragma once

#include "cases/import_problems.h"
#include "cases/rows.h"

#include <string_view>
#include <vector>

namespace outturn {

// Reports each row that equals an earlier one in everything but its line.
void report_identical(const std::vector<StartRow>& rows,
                      std::string_view file,
                      ImportProblems& problems);
void report_identical(const std::vector<EventRow>& rows,
                      std::string_view file,
                      ImportProblems& problems);

}  // namespace outturn
