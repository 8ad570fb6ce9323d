#include "cases/spread.h"

#include "value/utf8.h"

#include <fmt/format.h>

namespace outturn {
namespace {

struct Bounds {
  Date first;
  std::int32_t days;
};

// The year that ends in the calendar year `text` on the rule's day.
std::optional<Bounds> year_of(std::string_view text, const SpreadEvenly& rule) {
  const auto last = parse_date(fmt::format("{}-{:02}-{:02}", text, rule.ends_month, rule.ends_day));
  if (!last || text == "1900") {  // the year before it is outside our calendar
    return std::nullopt;
  }
  const Date before = Date::of(calendar_of(*last).year - 1, rule.ends_month, rule.ends_day);
  return Bounds{before + 1, *last - before};
}

}  // namespace

void Spread::count(std::string_view year) {
  if (!year_of(year, rule_)) {
    return;
  }
  ++years_.try_emplace(std::string(year)).first->second.rows;
}

std::optional<Date> Spread::date(const RowCells& row) {
  const std::string_view text = row.text(column_);
  const auto bounds = year_of(text, rule_);
  if (!bounds) {
    row.problems.add(row.place(column_),
                     text.empty() ? Reason::missing_value : Reason::bad_date,
                     fmt::format("index_date: {} isn't a year", shown(text)),
                     "write the year in which the source's year ends, such as 2014");
    return std::nullopt;
  }
  Year& year = years_.find(text)->second;
  const std::int64_t offset = year.dated * bounds->days / year.rows;
  ++year.dated;
  return bounds->first + static_cast<std::int32_t>(offset);
}

}  // namespace outturn
