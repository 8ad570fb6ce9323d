#include "verify/rows.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::array kNumbers = {std::pair{"score", Column::score},
                                 std::pair{"weight", Column::weight},
                                 std::pair{"reoffended", Column::reoffended},
                                 std::pair{"reoffences", Column::reoffences},
                                 std::pair{"severity", Column::severity}};

std::vector<std::string_view> split(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + mark.size());
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

Rows::Rows(std::string_view text, const std::string& name) : name_(name), reader_(text, name) {
  read_header();
}

void Rows::read_header() {
  reader_.next(fields_);
  columns_ = fields_.size();
  const bool fits = columns_ >= kEvidenceColumns.size() &&
                    std::equal(kEvidenceColumns.begin(),
                               kEvidenceColumns.end(),
                               fields_.begin(),
                               [](std::string_view column, const csv::Field& field) {
                                 return field.text == column;
                               });
  if (!fits) {
    throw InputError(Place{name_, 1, 0},
                     Reason::csv_header,
                     "these aren't the columns of an evidence file",
                     "take the file as it was sent");
  }
  std::size_t end = columns_;
  with_milestones_ = columns_ >= kEvidenceColumns.size() + 2 &&
                     at(columns_ - 2) == kPatternColumn && at(columns_ - 1) == kClaimsColumn;
  end -= with_milestones_ ? 2 : 0;
  for (std::size_t i = kEvidenceColumns.size(); i < end; ++i) {
    attributes_.emplace_back(at(i) == kBandBreakdownColumn ? kBandBreakdown : at(i));
  }
}

bool Rows::next() {
  if (!reader_.next(fields_)) {
    return false;
  }
  if (fields_.size() != columns_) {
    throw InputError(Place{name_, reader_.line(), 0},
                     Reason::csv_columns,
                     fmt::format("{} values under {} columns", fields_.size(), columns_),
                     "take the file as it was sent");
  }
  return true;
}

std::string_view Rows::pattern() const {
  return with_milestones_ ? at(columns_ - 2) : std::string_view();
}

std::string_view Rows::claims() const {
  return with_milestones_ ? at(columns_ - 1) : std::string_view();
}

Ratio Rows::number(std::string_view column) const {
  const auto* const found = std::find_if(
      kNumbers.begin(), kNumbers.end(), [&](const auto& one) { return one.first == column; });
  if (found == kNumbers.end()) {
    throw InputError(Place{name_, 1, 0},
                     Reason::csv_header,
                     fmt::format("the column {} can't be added up", shown(column)),
                     "take the statement as it was sent");
  }
  const std::string_view text = (*this)[found->second];
  const std::optional<Ratio> value = text.empty() ? std::optional<Ratio>(0) : parse_decimal(text);
  if (!value) {
    refuse(found->second, fmt::format("{}: {} is no number", column, shown(text)));
  }
  return *value;
}

void Rows::refuse(Column column, const std::string& message) const {
  throw InputError(reader_.place_of(fields_.at(static_cast<std::size_t>(column))),
                   Reason::bad_number,
                   message,
                   "take the file as it was sent");
}

std::string place_in(const Rows& rows, std::string_view column) {
  return fmt::format("line {}, {}", rows.line(), column);
}

std::vector<std::vector<std::string_view>> parts_of(std::string_view text,
                                                    std::size_t parts,
                                                    const Rows& rows,
                                                    std::string_view column) {
  std::vector<std::vector<std::string_view>> found;
  if (text.empty()) {
    return found;
  }
  for (const std::string_view one : split(text, "; ")) {
    found.push_back(split(one, "|"));
    if (found.back().size() != parts) {
      throw InputError(
          Place{rows.name(), rows.line(), 0},
          Reason::csv_columns,
          fmt::format(
              "{}: {} has {} parts, not {}", column, shown(one), found.back().size(), parts),
          "take the file as it was sent");
    }
  }
  return found;
}

}  // namespace outturn::verify
