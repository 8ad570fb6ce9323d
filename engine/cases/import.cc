#include "cases/import.h"

#include "cases/header.h"
#include "cases/identical.h"
#include "cases/import_problems.h"
#include "cases/row_reader.h"
#include "record/csv.h"
#include "value/counted.h"

#include <fmt/format.h>

namespace outturn {
namespace {

// A sheet saved where numbers have a decimal comma: by our reading it has one column. No such file
// could be read anyway, and every column missing would hide why.
void check_commas(const csv::Reader& reader, const std::vector<csv::Field>& fields) {
  const auto mark = fields.front().text.find_first_of(";\t");
  if (fields.size() > 1 || mark == std::string_view::npos) {
    return;
  }
  const bool tabs = fields.front().text[mark] == '\t';
  throw InputError(
      reader.place_of(fields.front()),
      Reason::csv_header,
      fmt::format("the columns are parted by {}, not by commas", tabs ? "tabs" : "semicolons"),
      "save the sheet as CSV with commas between columns");
}

Header read_header(csv::Reader& reader, std::string_view name) {
  std::vector<csv::Field> fields;
  if (!reader.next(fields)) {
    throw InputError({std::string(name), 0, 0},
                     Reason::csv_header,
                     "an empty file",
                     "the first row names the columns");
  }
  check_commas(reader, fields);
  Problems problems;
  Header header(reader, fields, problems);
  problems.throw_if_any();
  return header;
}

void report_width(const RowCells& row, std::size_t expected) {
  const bool is_empty = row.fields.size() == 1 && row.fields.front().text.empty();
  row.problems.add(
      row.place(std::nullopt),
      Reason::csv_columns,
      is_empty
          ? std::string("an empty line")
          : fmt::format("{} in a file of {}",
                        counted(static_cast<std::int64_t>(row.fields.size()), "value", "values"),
                        counted(static_cast<std::int64_t>(expected), "column", "columns")),
      is_empty ? "remove it" : "a value that holds a comma stands in quotes");
}

// The first of two passes: how many rows name each year.
void count_years(csv::Reader reader, const Header& header, Spread& spread) {
  std::vector<csv::Field> fields;
  while (reader.next(fields)) {
    if (fields.size() == header.size()) {
      spread.count(fields.at(spread.column()).text);
    }
  }
}

void report_identical_rows(const Rows& rows,
                           std::string_view name,
                           const Mapping& mapping,
                           ImportProblems& problems) {
  if (mapping.starts && mapping.starts->block.identical_rows == IdenticalRows::refuse) {
    report_identical(rows.starts, name, problems);
  }
  if (mapping.events && mapping.events->block.identical_rows == IdenticalRows::refuse) {
    report_identical(rows.events, name, problems);
  }
}

}  // namespace

Rows import_rows(std::string_view text, std::string_view name, const Mapping& mapping) {
  csv::Reader reader(text, name);
  const Header header = read_header(reader, name);
  Problems missing_columns;
  RowReader row_reader(mapping, header, missing_columns);
  missing_columns.throw_if_any();
  if (Spread* spread = row_reader.spread()) {
    count_years(reader, header, *spread);
  }

  Rows rows;
  ImportProblems problems;
  std::vector<csv::Field> fields;
  while (reader.next(fields)) {
    const RowCells row{reader, fields, name, problems};
    ++rows.data_rows;
    if (fields.size() != header.size()) {
      report_width(row, header.size());
    } else {
      row_reader.read(row, rows);
    }
  }
  report_identical_rows(rows, name, mapping, problems);
  problems.throw_if_any();
  return rows;
}

}  // namespace outturn
