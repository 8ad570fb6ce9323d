// The columns of a file by name.
#pragma once

#include "record/csv.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// The first row of a file.
class Header {
 public:
  // Reports columns without a name and names used twice.
  Header(const csv::Reader& reader, std::span<const csv::Field> fields, Problems& problems);

  // The index of a column; reports csv_header, with the nearest name there is, when there is none.
  // `what` names the field that asks for it.
  std::optional<std::size_t> require(std::string_view column,
                                     std::string_view what,
                                     Problems& problems) const;
  std::optional<std::size_t> find(std::string_view column) const;

  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t index) const { return names_.at(index); }
  const Place& place(std::size_t index) const { return places_.at(index); }

 private:
  std::string file_;
  std::vector<std::string> names_;
  std::vector<Place> places_;
};

}  // namespace outturn
