// Index dates for a source that gives only the year: spread evenly, in row order.
#pragma once

#include "cases/cells.h"
#include "cases/mapping.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace outturn {

// Two passes over the same rows: count() each of them, then date() each of them in the same order.
class Spread {
 public:
  Spread(const SpreadEvenly& rule, std::size_t column) : rule_(rule), column_(column) {}

  void count(std::string_view year);

  // The row's date; reports a year that can't be read.
  std::optional<Date> date(const RowCells& row);

  std::size_t column() const { return column_; }

 private:
  struct Year {
    std::int64_t rows = 0;
    std::int64_t dated = 0;
  };

  SpreadEvenly rule_;
  std::size_t column_;
  std::map<std::string, Year, std::less<>> years_;
};

}  // namespace outturn
