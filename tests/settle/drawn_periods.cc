// Random terms and the periods that they are cut into.
#include "settle/drawn_parts.h"

namespace outturn::drawing {
namespace {

Day later(const Day& day, int days) {
  return to_string(parse_date(day).value() + days);
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

void draw_years(Drawing& d) {
  Contract& c = d.contract;
  c.year_starts = pick<int>(d.random, {1, 1, 4, 7, 10});
  c.first = "2015-" + two_digits(c.year_starts) + "-01";
  const int years = c.year_starts == 1 && chance(d, 40) ? 2 : 1;
  c.last = naive::day_before(naive::add_months(c.first, 12 * years, true));
}

void draw_quarters(Drawing& d) {
  d.contract.first = one_of(d, {"2015-01-01", "2015-04-01"});
  d.contract.last = naive::day_before(
      naive::add_months(d.contract.first, static_cast<int>(d.random.between(1, 4)) * 3, true));
}

void draw_months(Drawing& d) {
  d.contract.first = "2015-" + two_digits(d.random.between(1, 9)) + "-01";
  d.contract.last = naive::day_before(
      naive::add_months(d.contract.first, static_cast<int>(d.random.between(2, 5)), true));
}

void draw_listed(Drawing& d) {
  Contract& c = d.contract;
  c.first = day_between(d.random, "2015-01-01", 60);
  Day from = c.first;
  const std::int64_t ran = d.random.between(0, 2);
  for (std::int64_t i = 0; i < 3; ++i) {
    from = later(from, chance(d, 40) ? static_cast<int>(d.random.between(1, 40)) : 0);
    const Day until = day_between(d.random, from, 200);
    c.these.push_back({from, until, "cohort-" + std::to_string(i), i == ran || chance(d, 75)});
    from = later(until, 1);
  }
  c.last = later(c.these.back().last, static_cast<int>(d.random.between(0, 30)));
}

// A term that begins or ends within a period, and what becomes of those days.
void draw_parts(Drawing& d) {
  Contract& c = d.contract;
  const Day first = later(c.first, static_cast<int>(d.random.between(0, 80)));
  const Day last = later(c.last, -static_cast<int>(d.random.between(0, 80)));
  if (c.every != "these" && first < last && !naive::periods_within(c, first, last).empty()) {
    c.first = first;
    c.last = last;
  }
  c.parts_of_periods = chance(d, 70) ? "settled" : "not settled";
}

}  // namespace

void draw_periods(Drawing& d) {
  Contract& c = d.contract;
  c.every = one_of(d, {"year", "year", "quarter", "quarter", "month", "these", "whole term"});
  c.rules_as_of_last_day = chance(d, 50);
  if (c.every == "year") {
    draw_years(d);
  } else if (c.every == "quarter") {
    draw_quarters(d);
  } else if (c.every == "month") {
    draw_months(d);
  } else if (c.every == "these") {
    draw_listed(d);
  } else {
    c.first = day_between(d.random, "2015-01-01", 100);
    c.last = day_between(d.random, "2015-08-01", 500);
    return;
  }
  if (c.year_starts == 0 && chance(d, 70)) {
    c.year_starts = pick<int>(d.random, {1, 4, 7, 10});
  }
  if (chance(d, 30)) {
    draw_parts(d);
  }
}

}  // namespace outturn::drawing
