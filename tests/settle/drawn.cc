#include "settle/drawn.h"

#include <algorithm>
#include <set>

namespace outturn {
namespace {

using naive::Condition;
using naive::Consequence;
using naive::Day;
using naive::Line;
using naive::Measure;
using naive::Price;

Ratio thousandths(Random& random, std::int64_t least, std::int64_t most) {
  return Ratio(random.between(least, most), 1000);
}

Ratio pence(Random& random) {
  return Ratio(random.between(0, 3) == 0 ? random.between(1, 9) : random.between(100, 1'000'000));
}

// One value, or a value that changes some day in 2015.
naive::DatedValues dated(Random& random, const std::function<Ratio()>& value) {
  naive::DatedValues values = {{"2010-01-01", value()}};
  if (chance(random, 25)) {
    values.emplace_back(day_between(random, "2015-01-01", 364), value());
  }
  return values;
}

// --- prices ---

bool is_rate(const Measure& measure) {
  return measure.kind.ends_with("rate");
}

std::vector<std::string> keys_that_fit(const Line& line, const Measure& measure) {
  std::vector<std::string> keys = {"amount", "share", "bands"};
  if (is_rate(measure)) {
    keys.emplace_back("per_point");
  }
  if (line.effect_in == "percent") {
    keys.emplace_back("per_percent");
  }
  if (measure.kind == "binary rate") {
    keys.emplace_back("per_person");
  }
  if (measure.kind.starts_with("frequency")) {
    keys.emplace_back("per_event");
  }
  if (measure.kind.starts_with("severity")) {
    keys.emplace_back("per_severity");
  }
  if (measure.kind == "graded rate") {
    keys.emplace_back("per_person_by_outcome");
  }
  return keys;
}

void draw_bands(Random& random, Price& price) {
  price.mode = pick<std::string>(random, {"slab", "marginal", "interpolated"});
  price.edge_at_least = chance(random, 50);
  Ratio from = 0;
  for (std::int64_t row = random.between(2, 4); row > 0; --row) {
    const bool per_unit = price.mode == "marginal" || (price.mode == "slab" && chance(random, 50));
    price.rows.push_back({from, pence(random), per_unit});
    from += chance(random, 50) ? Ratio(random.between(1, 10)) : thousandths(random, 1, 20'000);
  }
}

Price draw_price(Random& random, const std::string& key) {
  Price price{key};
  price.pence = dated(random, [&] { return pence(random); });
  price.share = thousandths(random, 0, 1000);
  if (key == "bands") {
    draw_bands(random, price);
  }
  for (Ratio& amount : price.by_outcome) {
    amount = chance(random, 20) ? Ratio(0) : pence(random);
  }
  return price;
}

Consequence draw_consequence(Random& random, const std::vector<std::string>& keys, int sign) {
  if (chance(random, 15)) {
    return {};
  }
  return {chance(random, 90) ? sign : -sign, draw_price(random, pick(random, keys))};
}

// --- conditions ---

Ratio threshold(Random& random, const Line& line) {
  if (chance(random, 30)) {
    return 0;
  }
  const bool small = line.effect_in == "events";
  return chance(random, 50) ? Ratio(random.between(0, small ? 2 : 15))
                            : thousandths(random, 0, small ? 2000 : 15'000);
}

Ratio rate_near(Random& random, const Measure& measure) {
  if (is_rate(measure)) {
    return chance(random, 40) ? Ratio(random.between(0, 8), 8) : thousandths(random, 1, 999);
  }
  const bool hundred = measure.kind.find("100") != std::string::npos;
  return Ratio(random.between(0, hundred ? 400 : 12));
}

Condition significance(Random& random) {
  Condition condition{"significant"};
  condition.number = pick<Ratio>(random, {Ratio(196, 100), Ratio(1645, 1000), 1, Ratio(1, 2)});
  condition.test =
      pick<std::string>(random, {"one-sample z", "two-sample z", "two-sample pooled z"});
  condition.at_least = chance(random, 50);
  return condition;
}

Condition rate_condition(Random& random, const Measure& measure) {
  const std::string key =
      pick<std::string>(random, {"rate_at_most", "rate_below", "rate_at_least", "rate_above"});
  return {key, rate_near(random, measure)};
}

std::vector<Condition> draw_conditions(Random& random,
                                       const std::string& direction,
                                       const Line& line,
                                       const Measure& measure,
                                       const std::vector<Line>& earlier) {
  std::vector<Condition> conditions;
  if (chance(random, 98)) {
    const std::string key = direction + pick<std::string>(random, {"_at_least", "_more_than"});
    conditions.push_back({key, threshold(random, line)});
  }
  if (chance(random, 20)) {
    conditions.push_back({"people_at_least", Ratio(random.between(0, 12))});
  }
  if (chance(random, 15)) {
    conditions.push_back(rate_condition(random, measure));
  }
  if (measure.kind == "binary rate" && !measure.weighted && chance(random, 40)) {
    conditions.push_back(significance(random));
  }
  const bool hurdle = !earlier.empty() && earlier.back().compared && chance(random, 40);
  if (hurdle) {
    Condition condition{"hurdle"};
    condition.line = earlier.back().name;
    condition.verdict = pick<std::string>(random, {"reduction", "neither", "increase"});
    conditions.push_back(condition);
  }
  return conditions;
}

// Whether one list asks for nothing that the other doesn't: no contract may say so of its verdicts.
bool says_no_more(const std::vector<Condition>& few, const std::vector<Condition>& many) {
  return std::all_of(few.begin(), few.end(), [&](const Condition& condition) {
    return std::find(many.begin(), many.end(), condition) != many.end();
  });
}

// --- lines ---

void draw_baseline(Random& random, Line& line, const Measure& measure) {
  line.cohort_baseline = chance(random, 40);
  line.from = pick<std::string>(random, {"2013-01-01", "2013-07-01"});
  line.until = pick<std::string>(random, {"2014-06-30", "2014-12-31"});
  line.fixed = dated(random, [&] { return rate_near(random, measure); });
  line.nothing_if_nobody = chance(random, 30);
  line.people_behind = random.between(1, 500);
  line.adjusted = measure.kind == "binary rate" && !measure.weighted && chance(random, 40);
  line.baseline_score = thousandths(random, 300, 700);
}

Line uncompared(Random& random, Line line) {
  line.compared = false;
  line.measure = "graded";
  line.always = {
      chance(random, 80) ? 1 : -1,
      draw_price(random, pick<std::string>(random, {"amount", "share", "per_person_by_outcome"}))};
  return line;
}

Line draw_line(Random& random,
               const std::string& name,
               const std::vector<Measure>& measures,
               const std::vector<Line>& earlier) {
  Line line;
  line.name = name;
  if (chance(random, 15)) {
    return uncompared(random, line);
  }
  const Measure measure = pick(random, measures);
  line.measure = measure.name;
  draw_baseline(random, line, measure);
  const std::string own =
      is_rate(measure) ? "points" : (measure.kind.starts_with("severity") ? "severity" : "events");
  line.effect_in = chance(random, 50) ? own : "percent";
  line.reduction = draw_conditions(random, "reduction", line, measure, earlier);
  line.increase = draw_conditions(random, "increase", line, measure, earlier);
  if (says_no_more(line.reduction, line.increase) || says_no_more(line.increase, line.reduction)) {
    line.increase.clear();
  }
  const std::vector<std::string> keys = keys_that_fit(line, measure);
  line.on_reduction = draw_consequence(random, keys, 1);
  line.on_increase = draw_consequence(random, keys, -1);
  line.on_neither = draw_consequence(random, {"amount", "share"}, chance(random, 50) ? 1 : -1);
  return line;
}

// --- the rest of a contract ---

std::vector<Measure> draw_measures(Random& random) {
  std::vector<Measure> measures = {{"binary", "binary rate"},
                                   {"weighted", "binary rate", true},
                                   {"each", "frequency per reoffender"},
                                   {"hundred", "frequency per 100 people"},
                                   {"harm", "severity per reoffender"},
                                   {"harm-hundred", "severity per 100 people"},
                                   {"graded", "graded rate"}};
  for (std::size_t i = 2; i < measures.size(); ++i) {
    measures[i].weighted = chance(random, 50);
  }
  measures.back().grades = {Ratio(random.between(0, 4), 4),
                            Ratio(random.between(2, 6), 4),
                            Ratio(random.between(4, 8), 4)};
  return measures;
}

void draw_window(Random& random, naive::Contract& contract) {
  struct Lengths {
    int follow_up;
    int waiting;
    bool in_months;
  };
  const auto lengths = pick<Lengths>(
      random, {{12, 6, true}, {6, 0, true}, {3, 3, true}, {365, 0, false}, {180, 90, false}});
  contract.follow_up = lengths.follow_up;
  contract.waiting = lengths.waiting;
  contract.in_months = lengths.in_months;
  contract.clamp = chance(random, 50);
  contract.anniversary = chance(random, 50);
}

void draw_tables(Random& random, naive::Contract& contract) {
  for (const Day& from : {Day("2010-01-01"), day_between(random, "2015-01-01", 364)}) {
    contract.editions.push_back({from,
                                 {{"young", {"high", thousandths(random, 1, 3000)}},
                                  {"middle", {"plain", 1}},
                                  {"old", {"low", thousandths(random, 1, 3000)}}}});
  }
  contract.classes = {{"petty", {1, thousandths(random, 0, 2000)}},
                      {"theft", {2, thousandths(random, 0, 9000)}},
                      {"assault", {3, 10}},
                      {"robbery", {3, 10}},
                      {"murder", {4, 1000}}};
}

void draw_bounds(Random& random, naive::Contract& contract) {
  const auto pounds = [&](std::int64_t least, std::int64_t most) {
    return Ratio(100 * random.between(least, most));
  };
  const auto over = [&] { return pick<std::string>(random, {"period", "period", "year", "term"}); };
  for (const Line& line : contract.lines) {
    if (chance(random, 25)) {
      contract.bounds.push_back({true, line.name, pounds(0, 30'000), over()});
    }
    if (chance(random, 25)) {
      contract.bounds.push_back({false, line.name, pounds(-30'000, 0), over()});
    }
  }
  if (chance(random, 30)) {
    contract.bounds.push_back({true, "total", pounds(0, 30'000), over()});
  }
  if (chance(random, 30)) {
    contract.bounds.push_back({false, "total", pounds(-30'000, 0), over()});
  }
}

void draw_payers(Random& random, naive::Contract& contract) {
  const std::int64_t first = random.between(0, 1000);
  const std::int64_t second = random.between(0, 1000 - first);
  contract.payers = {{"Ministry", Ratio(first, 1000)},
                     {"Council", Ratio(second, 1000)},
                     {"Fund", Ratio(1000 - first - second, 1000)}};
  contract.odd_pennies_to = pick(random, contract.payers).first;
}

// --- people ---

void draw_events(Random& random, const std::string& person, DrawnPeople& drawn) {
  for (std::int64_t i = random.between(0, 5); i > 0; --i) {
    const Day offence = day_between(random, "2013-01-01", 1460);
    drawn.events.push_back(
        {person,
         offence,
         chance(random, 90) ? day_between(random, offence, 300) : "",
         {{"outcome",
           pick<std::string>(random, {"conviction", "conviction", "caution", "acquittal"})},
          {"breach", pick<std::string>(random, {"no", "no", "no", "yes"})},
          {"severity_class",
           pick<std::string>(random, {"petty", "theft", "assault", "robbery", "murder"})}}});
  }
}

void draw_starts(Random& random, const std::string& person, bool scored, DrawnPeople& drawn) {
  std::set<Day> days;
  for (std::int64_t i = random.between(1, 3); i > 0; --i) {
    const Day day = chance(random, 15) ? pick<std::string>(random, {"2015-08-31", "2015-01-31"})
                                       : day_between(random, "2013-01-01", 1094);
    if (!days.insert(day).second) {
      continue;
    }
    drawn.starts.push_back(
        {person,
         pick<std::string>(random, {"C01", "C01", "C01", "C01", "C02", ""}),
         day,
         {{"disposal", pick<std::string>(random, {"custody", "custody", "community", "nps"})},
          {"matched", pick<std::string>(random, {"yes", "yes", "yes", "no"})},
          {"age", pick<std::string>(random, {"young", "middle", "old"})},
          {"index_class", pick<std::string>(random, {"petty", "theft", "robbery", "murder"})}},
         scored ? std::optional(random.between(0, 1'000'000)) : std::nullopt});
  }
}

}  // namespace

naive::Contract draw_contract(Random& random) {
  naive::Contract contract;
  contract.starts_per_person = pick<std::string>(random, {"first", "last", "each"});
  draw_window(random, contract);
  contract.cautions_count = chance(random, 50);
  contract.breaches_count = chance(random, 50);
  contract.weights_by_index_date = chance(random, 50);
  draw_tables(random, contract);
  contract.measures = draw_measures(random);
  for (const std::string name : {"one", "two", "three"}) {
    if (contract.lines.empty() || chance(random, 60)) {
      contract.lines.push_back(draw_line(random, name, contract.measures, contract.lines));
    }
  }
  draw_bounds(random, contract);
  contract.round_each_line = chance(random, 50);
  contract.step = chance(random, 70) ? 1 : 100;
  contract.how = pick<std::string>(
      random,
      {"half away from zero", "half to even", "half toward zero", "toward zero", "away from zero"});
  draw_payers(random, contract);
  contract.every = pick<std::string>(random, {"quarter", "year", "year", "year"});
  contract.year_starts = contract.every == "quarter" && chance(random, 50) ? 7 : 1;
  contract.rules_as_of_last_day = chance(random, 50);
  for (Line& line : contract.lines) {
    const bool whole_years = line.from.ends_with("01-01") && line.until.ends_with("12-31");
    line.one_in_each_period = (contract.every == "quarter" || whole_years) && chance(random, 50);
  }
  return contract;
}

DrawnPeople draw_people(Random& random) {
  DrawnPeople drawn;
  const std::int64_t people = chance(random, 90) ? random.between(20, 60) : random.between(0, 10);
  const bool all_scored = chance(random, 95);
  for (std::int64_t i = 0; i < people; ++i) {
    const std::string person = "P" + std::to_string(i);
    draw_starts(random, person, all_scored || chance(random, 80), drawn);
    draw_events(random, person, drawn);
  }
  return drawn;
}

}  // namespace outturn
