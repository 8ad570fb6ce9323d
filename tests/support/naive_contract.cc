#include "support/naive_contract.h"

#include <algorithm>

namespace outturn::naive {
namespace {

std::string two_digits(int number) {
  return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::string name_of(const std::string& every, const Civil& first) {
  const std::string year = std::to_string(first.year);
  if (every == "month") {
    return year + "-" + two_digits(first.month);
  }
  if (every == "quarter") {
    return year + "-Q" + std::to_string((first.month + 2) / 3);
  }
  return first.month == 1 ? year : year + "/" + two_digits((first.year + 1) % 100);
}

// Periods of so many months, the first of a year beginning in that month.
std::vector<Period> regular(const std::string& every, int months, int month, int from, int to) {
  std::vector<Period> periods;
  for (int year = from; year <= to; ++year) {
    for (int begins = month; begins < month + 12; begins += months) {
      const Civil civil{begins > 12 ? year + 1 : year, begins > 12 ? begins - 12 : begins, 1};
      const Day first = day_of(civil);
      periods.push_back(
          {first, day_before(add_months(first, months, true)), name_of(every, civil)});
    }
  }
  return periods;
}

Period stretch(const Day& first, const Day& last) {
  return {first, last, first + ".." + last};
}

// Periods as planned: whether or not they ran.
std::vector<Period> planned_within(const Contract& contract, const Day& first, const Day& last) {
  const int from = civil_of(first).year - 1;
  const int to = civil_of(last).year;
  std::vector<Period> all = contract.every == "these"     ? contract.these
                            : contract.every == "month"   ? regular("month", 1, 1, from, to)
                            : contract.every == "quarter" ? regular("quarter", 3, 1, from, to)
                            : contract.every == "year"
                                ? regular("year", 12, contract.year_starts, from, to)
                                : std::vector<Period>{stretch(first, last)};
  std::erase_if(all, [&](const Period& one) { return one.first < first || one.last > last; });
  return all;
}

}  // namespace

const Measure& measure_named(const Contract& contract, const std::string& name) {
  return *std::find_if(contract.measures.begin(), contract.measures.end(), [&](const Measure& m) {
    return m.name == name;
  });
}

std::vector<Period> periods_within(const Contract& contract, const Day& first, const Day& last) {
  return planned_within(contract, first, last);
}

std::vector<Period> periods_of(const Contract& contract) {
  std::vector<Period> periods = planned_within(contract, contract.first, contract.last);
  if (contract.parts_of_periods == "settled") {
    const Day first = periods.front().first;
    const Day last = periods.back().last;
    if (contract.first < first) {
      periods.insert(periods.begin(), stretch(contract.first, day_before(first)));
    }
    if (last < contract.last) {
      periods.push_back(stretch(add_days(last, 1), contract.last));
    }
  }
  std::erase_if(periods, [](const Period& one) { return !one.ran; });
  return periods;
}

bool per_hundred(const Measure& measure) {
  return measure.kind.find("per 100") != std::string::npos;
}

bool in_percent(const Measure& measure) {
  return measure.kind.ends_with("rate") || measure.kind == "share";
}

}  // namespace outturn::naive
