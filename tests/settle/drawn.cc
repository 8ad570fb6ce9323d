#include "settle/drawn.h"

#include "settle/drawn_parts.h"

#include <algorithm>

namespace outturn {
namespace drawing {

bool chance(Drawing& d, int in_a_hundred) {
  return outturn::chance(d.random, in_a_hundred);
}

std::string one_of(Drawing& d, const std::vector<std::string>& words) {
  return pick(d.random, words);
}

Ratio thousandths(Drawing& d, std::int64_t least, std::int64_t most) {
  return Ratio(d.random.between(least, most), 1000);
}

Ratio pence(Drawing& d) {
  return Ratio(chance(d, 25) ? d.random.between(1, 9) : d.random.between(100, 1'000'000));
}

DatedValues dated(Drawing& d, const std::function<Ratio()>& value) {
  DatedValues values = {{"2010-01-01", value()}};
  if (chance(d, 25)) {
    const int days = *parse_date(d.contract.last) - *parse_date(d.contract.first);
    values.emplace_back(day_between(d.random, d.contract.first, days), value());
  }
  return values;
}

std::string longer_stretch(Drawing& d) {
  return d.contract.year_starts != 0 && chance(d, 50) ? "year" : "term";
}

std::string stretch(Drawing& d) {
  return chance(d, 40) ? "period" : longer_stretch(d);
}

const Measure* measure_of(const Drawing& d, const Line& line) {
  return line.measure.empty() ? nullptr : &naive::measure_named(d.contract, line.measure);
}

std::string own_unit(const Measure& measure) {
  if (in_percent(measure)) {
    return "points";
  }
  if (measure.kind == "cost") {
    return "money";
  }
  return measure.kind.starts_with("frequency")  ? "events"
         : measure.kind.starts_with("severity") ? "severity"
                                                : measure.kind;
}

bool per_person(const Measure& measure) {
  return !measure.weighted && (measure.kind.ends_with("rate") || per_hundred(measure));
}

bool compares_rates(const Line& line) {
  return line.kind == "compared" || (line.kind == "pool" && line.mean_of == "rates");
}

namespace {

void draw_window(Drawing& d) {
  struct Lengths {
    int follow_up;
    int waiting;
    bool in_months;
  };
  Contract& contract = d.contract;
  const auto lengths = pick<Lengths>(
      d.random, {{12, 6, true}, {6, 0, true}, {3, 3, true}, {365, 0, false}, {180, 90, false}});
  contract.follow_up = lengths.follow_up;
  contract.waiting = lengths.waiting;
  contract.in_months = lengths.in_months;
  contract.clamp = chance(d, 50);
  contract.anniversary = chance(d, 50);
}

void draw_tables(Drawing& d) {
  for (const Day& from : {Day("2010-01-01"), day_between(d.random, "2015-01-01", 364)}) {
    d.contract.editions.push_back({from,
                                   {{"young", {"high", thousandths(d, 1, 3000)}},
                                    {"middle", {"plain", 1}},
                                    {"old", {"low", thousandths(d, 1, 3000)}}}});
  }
  d.contract.classes = {{"petty", {1, thousandths(d, 0, 2000)}},
                        {"theft", {2, thousandths(d, 0, 9000)}},
                        {"assault", {3, 10}},
                        {"robbery", {3, 10}},
                        {"murder", {4, 1000}}};
}

void draw_cohort(Drawing& d) {
  Contract& contract = d.contract;
  contract.starts_per_person = one_of(d, {"first", "last", "each"});
  draw_window(d);
  contract.cautions_count = chance(d, 50);
  contract.breaches_count = chance(d, 50);
  contract.weights_by_index_date = chance(d, 50);
  draw_tables(d);
}

void draw_bounds_on(Drawing& d, const std::string& on, int in_a_hundred) {
  for (const bool cap : {true, false}) {
    if (!chance(d, in_a_hundred)) {
      continue;
    }
    naive::Bound bound{cap, on, {}, stretch(d)};
    bound.pence = dated(d, [&] { return Ratio((cap ? 100 : -100) * d.random.between(0, 30'000)); });
    bound.in =
        one_of(d, {"every period", "every period", "every period", "first period", "last period"});
    d.contract.bounds.push_back(bound);
  }
}

void draw_payers(Drawing& d) {
  const std::int64_t first = d.random.between(0, 1000);
  const std::int64_t second = d.random.between(0, 1000 - first);
  d.contract.payers = {{"Ministry", Ratio(first, 1000)},
                       {"Council", Ratio(second, 1000)},
                       {"Fund", Ratio(1000 - first - second, 1000)}};
  d.contract.odd_pennies_to = pick(d.random, d.contract.payers).first;
}

void draw_end(Drawing& d) {
  for (const Line& line : d.contract.lines) {
    draw_bounds_on(d, line.name, 20);
  }
  draw_bounds_on(d, "total", 30);
  d.contract.round_each_line = chance(d, 50);
  d.contract.step = chance(d, 70) ? 1 : 100;
  d.contract.how = one_of(
      d,
      {"half away from zero", "half to even", "half toward zero", "toward zero", "away from zero"});
  draw_payers(d);
}

}  // namespace
}  // namespace drawing

naive::Contract draw_contract(Random& random, const naive::Contract* prime) {
  naive::Contract contract;
  drawing::Drawing d{random, contract, prime};
  contract.reads_people = prime != nullptr ? prime->reads_people : chance(random, 50);
  if (prime == nullptr) {
    drawing::draw_periods(d);
  } else {
    contract.first = prime->first;
    contract.last = prime->last;
    contract.every = prime->every;
    contract.these = prime->these;
    contract.year_starts = prime->year_starts;
    contract.parts_of_periods = prime->parts_of_periods;
    contract.rules_as_of_last_day = chance(random, 50);
  }
  if (contract.reads_people) {
    drawing::draw_cohort(d);
  }
  drawing::draw_lines(d);
  drawing::draw_end(d);
  drawing::draw_figures(d);
  return contract;
}

}  // namespace outturn
