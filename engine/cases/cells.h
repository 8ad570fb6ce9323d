// What a row gives for one of our fields.
#pragma once

#include "cases/bound_text.h"
#include "cases/import_problems.h"
#include "record/csv.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A row under reading: where it stands, its fields, and where to report.
struct RowCells {
  const csv::Reader& reader;
  const std::vector<csv::Field>& fields;
  std::string_view file;
  ImportProblems& problems;

  std::string_view text(std::size_t column) const { return fields.at(column).text; }
  Place place(std::optional<std::size_t> column) const;
};

// Each gives nothing both for an absent field and for one that is wrong; what is wrong has then
// been reported.
std::optional<std::string_view> text_of(const BoundText& bound, const RowCells& row);
std::optional<std::string_view> person_of(const BoundText& bound, const RowCells& row);
std::optional<std::int64_t> score_of(const BoundText& bound, const RowCells& row);
std::optional<Date> date_of(const BoundText& bound, std::string_view pattern, const RowCells& row);

// A number of days, 0 to 36,525.
std::optional<std::int32_t> days_of(std::size_t column,
                                    std::string_view field,
                                    const RowCells& row);

}  // namespace outturn
