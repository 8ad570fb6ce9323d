#include "support/naive_settling.h"

namespace outturn::naive {
namespace {

// The calendar year in which the contract's year of a day begins.
int year_of(const Contract& contract, const Day& day) {
  const Civil civil = civil_of(day);
  return civil.year - (civil.month < contract.year_starts ? 1 : 0);
}

bool same_stretch(const Contract& contract, const std::string& over, const Day& a, const Day& b) {
  return over == "term" || (over == "year" && year_of(contract, a) == year_of(contract, b));
}

const std::vector<Person>& counted(Settling& s,
                                   const Day& first,
                                   const Day& last,
                                   bool one_in_each_period) {
  const std::string key = first + last + (one_in_each_period ? "each" : "");
  if (s.cohorts.count(key) == 0) {
    s.cohorts[key] = cohort(s.contract, s.data, first, last, s.period.first, one_in_each_period);
  }
  return s.cohorts.at(key);
}

}  // namespace

Ratio value_on(const DatedValues& values, const Day& day) {
  Ratio found = -1;
  for (const auto& [from, value] : values) {
    if (from <= day) {
      found = value;
    }
  }
  return found;
}

Ratio in_force(const Settling& s, const DatedValues& values) {
  return value_on(values, s.contract.rules_as_of_last_day ? s.period.last : s.period.first);
}

bool is_in(const Settling& s, const std::string& settled) {
  const std::vector<Period> periods = periods_of(s.contract);
  return settled == "every period" ||
         (settled == "first period" && s.period.first == periods.front().first) ||
         (settled == "last period" && s.period.first == periods.back().first);
}

std::vector<const Result*> earlier_over(const Settling& s, const std::string& over) {
  std::vector<const Result*> found;
  for (const Result& earlier : s.before) {
    if (same_stretch(s.contract, over, earlier.period.first, s.period.first)) {
      found.push_back(&earlier);
    }
  }
  return found;
}

std::vector<Period> periods_over(const Settling& s, const std::string& over) {
  std::vector<Period> found;
  for (const Period& period : periods_of(s.contract)) {
    if (same_stretch(s.contract, over, period.first, s.period.first)) {
      found.push_back(period);
    }
  }
  return found;
}

Ratio due_before(const Settling& s, const std::string& line, const std::string& over) {
  Ratio sum = 0;
  for (const Result* earlier : earlier_over(s, over)) {
    sum += earlier->lines.at(line).due;
  }
  return sum;
}

const std::vector<Person>& people_now(Settling& s) {
  return counted(s, s.period.first, s.period.last, false);
}

const std::vector<Person>& people_before(Settling& s, const Baseline& baseline) {
  return counted(s, baseline.from, baseline.until, baseline.one_in_each_period);
}

Figure figure_named(const Settling& s, const std::string& name) {
  const auto figures = s.contract.figures.find(s.period.first);
  if (figures == s.contract.figures.end() || figures->second.count(name) == 0) {
    throw Refusal{"a figure is missing", "missing_figure"};
  }
  return figures->second.at(name);
}

std::optional<Rate> rate_now(Settling& s, const Measure& measure) {
  if (measure.figure.empty()) {
    return rate_of(measure, people_now(s));
  }
  const Figure figure = figure_named(s, measure.figure);
  const auto people = figure.people ? std::optional(Ratio(*figure.people)) : std::nullopt;
  return Rate{figure.value, people, people};
}

}  // namespace outturn::naive
