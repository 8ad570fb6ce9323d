#include "rules/contract.h"

#include <algorithm>

namespace outturn {
namespace {

template <typename T>
const T* find_named(const std::vector<T>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// The days on either side of these are parts of periods. A listed period that never ran is none.
std::vector<Period> planned(const Cadence& cadence, const std::vector<Period>& ran) {
  if (cadence.every != Cadence::Every::listed) {
    return ran;
  }
  std::vector<Period> all;
  for (const ListedPeriod& listed : cadence.listed) {
    all.push_back(listed.period);
  }
  return all;
}

}  // namespace

Date WindowRule::offences_before(Date index_date) const {
  return add(index_date, follow_up, month_end) + (anniversary_counts ? 1 : 0);
}

Date WindowRule::proven_before(Date index_date) const {
  return add(index_date, together(follow_up, waiting), month_end) + (anniversary_counts ? 1 : 0);
}

std::vector<Period> Contract::periods() const {
  std::vector<Period> all = periods_within(cadence, first, last);
  if (settles_parts.value_or(false)) {
    const std::vector<Period> parts = parts_beside(planned(cadence, all), first, last);
    all.insert(all.end(), parts.begin(), parts.end());
    std::sort(
        all.begin(), all.end(), [](const Period& a, const Period& b) { return a.first < b.first; });
  }
  return all;
}

const MeasureRule* Contract::find_measure(std::string_view name) const {
  return find_named(measures, name);
}

const LineRule* Contract::find_line(std::string_view name) const {
  return find_named(lines, name);
}

bool Contract::is_in(Settled settled, const Period& period) const {
  switch (settled) {
    case Settled::every_period:
      return true;
    case Settled::first_period:
      return period == periods().front();
    case Settled::last_period:
      return period == periods().back();
  }
  throw Defect("unknown periods of a term");
}

Date Contract::first_day_of(Over over, const Period& period) const {
  switch (over) {
    case Over::period:
      return period.first;
    case Over::year:
      return year_around(period.first, cadence.year_starts_month.value()).first;
    case Over::term:
      return first;
  }
  throw Defect("unknown stretch of a contract");
}

std::vector<Period> Contract::periods_of(Over over, const Period& period) const {
  const Date first_day = first_day_of(over, period);
  std::vector<Period> found = periods();
  std::erase_if(found, [&](const Period& other) {
    return over == Over::period ? other != period : first_day_of(over, other) != first_day;
  });
  return found;
}

const Figure* FigureSet::find(const Period& period, std::string_view figure) const {
  for (const OfPeriod& entry : periods) {
    const bool same_days = entry.period.first == period.first && entry.period.last == period.last;
    for (const auto& [figure_name, value] : entry.figures) {
      if (same_days && figure_name == figure) {
        return &value;
      }
    }
  }
  return nullptr;
}

}  // namespace outturn
