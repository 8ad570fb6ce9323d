#include "cases/header.h"

#include "value/utf8.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {

Header::Header(const csv::Reader& reader, std::span<const csv::Field> fields, Problems& problems) {
  for (const csv::Field& field : fields) {
    const Place place = reader.place_of(field);
    if (field.text.empty()) {
      problems.add(place, Reason::csv_header, "a column without a name");
    } else if (find(field.text)) {
      problems.add(place,
                   Reason::csv_header,
                   fmt::format("the column {} is there twice", shown(field.text)));
    }
    file_ = place.file;
    names_.emplace_back(field.text);
    places_.push_back(place);
  }
}

std::optional<std::size_t> Header::find(std::string_view column) const {
  const auto found = std::find(names_.begin(), names_.end(), column);
  return found == names_.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - names_.begin()));
}

std::optional<std::size_t> Header::require(std::string_view column,
                                           std::string_view what,
                                           Problems& problems) const {
  const auto index = find(column);
  if (!index) {
    const std::vector<std::string_view> candidates(names_.begin(), names_.end());
    const std::string near = did_you_mean(column, candidates);
    std::vector<std::string> all;
    std::transform(names_.begin(), names_.end(), std::back_inserter(all), shown);
    problems.add({file_, 1, 0},
                 Reason::csv_header,
                 fmt::format("no column {} for {}", shown(column), what),
                 near.empty() ? fmt::format("the columns are: {}", fmt::join(all, ", ")) : near);
  }
  return index;
}

}  // namespace outturn
