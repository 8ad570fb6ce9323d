// The form of an audit: CSV with the rows that were drawn, and three blank columns for what the
// auditor finds. docs/audit.md.
#pragma once

#include "audit/sample.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A header and a row for each start of the sample; every row says what it was drawn by. Cells that
// a spreadsheet would run as a formula get an apostrophe before them.
std::string form_of(const Sample& sample);

// What an auditor found of one start.
struct Answer {
  bool in_cohort = false;
  std::optional<std::size_t> reoffences;  // nothing for somebody who isn't in the cohort
  std::string note;
};

// A form as it came back.
struct FilledForm {
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
  };
  std::string name;
  std::vector<Row> rows;  // at least one
};

// Reads the form of a CSV file. Throws InputError: csv_header, csv_columns, missing_value for a
// form without a row, and what csv::Reader throws.
FilledForm read_form(std::string_view text, const std::string& name);

// What the form says that it was drawn by. Throws InputError for what can't be a draw.
Draw draw_of(const FilledForm& form);

// The answers, in the order of the sample that was drawn anew; the rows of the form may be in any
// order. Throws InputError with every problem: digest_differs for a form of another statement;
// inconsistent for a row that isn't drawn, a cell that says something else than the sample, or
// reoffences of somebody who isn't in the cohort; duplicate_row; missing_value for a row or an
// answer that isn't there; unknown_word; bad_number.
std::vector<Answer> answers_of(const FilledForm& form, const Sample& sample);

}  // namespace outturn
