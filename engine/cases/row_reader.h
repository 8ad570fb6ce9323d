// One row of a file, by a mapping bound to the file's header.
#pragma once

#include "cases/binding.h"
#include "cases/cells.h"
#include "cases/mapping.h"
#include "cases/rows.h"

#include <optional>
#include <string_view>

namespace outturn {

// Reads rows in file order. A row of which anything is wrong gives nothing but its problems.
class RowReader {
 public:
  // Reports columns that the mapping asks for and the header lacks.
  RowReader(const Mapping& mapping, const Header& header, Problems& problems);

  // The rule that needs every row counted before the first is read, or nullptr.
  Spread* spread();

  void read(const RowCells& row, Rows& rows);

 private:
  void read_start(const RowCells& row, std::optional<Date> index_date, Rows& rows);
  void read_event(const RowCells& row, std::optional<Date> index_date, Rows& rows);
  std::optional<Date> index_date_of(const RowCells& row);
  std::optional<Date> offence_date_of(const RowCells& row, std::optional<Date> index_date) const;
  std::optional<Date> proven_date_of(const RowCells& row, std::optional<Date> offence_date) const;
  static void check_order(const EventRow& event, const RowCells& row);
  void check_observed(std::optional<Date> date, std::string_view field, const RowCells& row) const;

  const Mapping& mapping_;
  std::optional<BoundStarts> starts_;
  std::optional<BoundEvents> events_;
};

}  // namespace outturn
