// Which rows of the evidence differ between two settlements of a period: changes.csv, whose columns
// docs/statement.md names. Private to the settle room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace outturn::settling {

struct ChangedRows {
  std::string lines;        // of changes.csv: by cohort, person and start; before, then after
  std::int64_t people = 0;  // different people among them
  std::int64_t events = 0;  // different events that are in one alone, or otherwise in the other
};

// The header of changes.csv, with its line break.
std::string changes_header();

// Compares two files of evidence, which may have other breakdowns: these columns are left out.
// `causes` is what the rows are put down to.
ChangedRows changed_rows(std::string_view causes, std::string_view before, std::string_view after);

}  // namespace outturn::settling
