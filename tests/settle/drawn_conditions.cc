// Random conditions of verdicts and payments.
#include "settle/drawn_parts.h"

#include <algorithm>

namespace outturn::drawing {
namespace {

Condition threshold(Drawing& d, const std::string& key, const std::function<Ratio()>& number) {
  Condition condition{key};
  condition.number = chance(d, 85) ? DatedValues{{"2010-01-01", number()}} : dated(d, number);
  return condition;
}

Condition significance(Drawing& d, const Line& line) {
  Condition condition{"significant"};
  condition.number = {
      {"", pick<Ratio>(d.random, {Ratio(196, 100), Ratio(1645, 1000), 1, Ratio(1, 2)})}};
  condition.test = line.kind == "pool" && chance(d, 90)
                       ? "one-sample z"
                       : one_of(d, {"one-sample z", "two-sample z", "two-sample pooled z"});
  condition.at_least = chance(d, 50);
  return condition;
}

Condition of_measure(Drawing& d, const Measure& measure) {
  const bool rate = in_percent(measure) || measure.kind.find(" per ") != std::string::npos;
  return threshold(
      d, (rate ? "rate_" : "measure_") + one_of(d, {"at_most", "below", "at_least", "above"}), [&] {
        return value_near(d, measure);
      });
}

Condition of_people(Drawing& d) {
  Condition condition{"people_at_least"};
  condition.number = {{"", Ratio(d.random.between(0, chance(d, 60) ? 8 : 200))}};
  return condition;
}

// The lines above with a verdict in every period in which this one is settled.
std::vector<std::string> hurdles(const Drawing& d, const Line& line) {
  std::vector<std::string> names;
  for (const Line& other : d.contract.lines) {
    if (other.kind != "plain" &&
        (other.settled == "every period" || other.settled == line.settled)) {
      names.push_back(other.name);
    }
  }
  return names;
}

Condition of_line(Drawing& d, const std::string& key, const std::string& name) {
  Condition condition{key};
  condition.line = name;
  condition.verdict = key == "hurdle" ? one_of(d, {"reduction", "neither", "increase"}) : "";
  return condition;
}

bool has_rates(const Line& line) {
  return !line.measure.empty() && !(line.kind == "pool" && line.mean_of == "reductions");
}

// Conditions on other things than the effect.
std::vector<Condition> draw_others(Drawing& d, const Line& line) {
  std::vector<Condition> conditions;
  const Measure* measure = measure_of(d, line);
  if (has_rates(line) && chance(d, 20)) {
    conditions.push_back(of_people(d));
  }
  if (has_rates(line) && chance(d, line.kind == "plain" ? 70 : 15)) {
    conditions.push_back(of_measure(d, *measure));
  }
  const std::vector<std::string> above = hurdles(d, line);
  if (!above.empty() && chance(d, 30)) {
    conditions.push_back(of_line(d, "hurdle", pick(d.random, above)));
  }
  if (!d.contract.lines.empty() && chance(d, 20)) {
    conditions.push_back(of_line(d, "nothing_paid_on", pick(d.random, d.contract.lines).name));
  }
  if (conditions.size() > 1 && chance(d, 50)) {
    Condition any{"any_of"};
    any.any_of = std::move(conditions);
    conditions = {any};
  }
  return conditions;
}

std::vector<Condition> draw_conditions(Drawing& d, const Line& line, const std::string& direction) {
  std::vector<Condition> conditions = draw_others(d, line);
  const Measure* measure = measure_of(d, line);
  const bool plain_binary = measure != nullptr && measure->kind == "binary rate" &&
                            !measure->weighted && compares_rates(line);
  if (plain_binary && chance(d, 40)) {
    conditions.push_back(significance(d, line));
  }
  if (conditions.empty() || chance(d, 98)) {
    conditions.push_back(threshold(d, direction + one_of(d, {"_at_least", "_more_than"}), [&] {
      return chance(d, 30) ? Ratio(0) : effect_near(d, line.effect_in);
    }));
  }
  return conditions;
}

// Whether one list asks for nothing that the other doesn't: no contract may say so of its verdicts.
bool says_no_more(const std::vector<Condition>& few, const std::vector<Condition>& many) {
  return std::all_of(few.begin(), few.end(), [&](const Condition& condition) {
    return std::find(many.begin(), many.end(), condition) != many.end();
  });
}

}  // namespace

void draw_verdicts(Drawing& d, Line& line) {
  line.reduction = draw_conditions(d, line, "reduction");
  line.increase = draw_conditions(d, line, "increase");
  if (says_no_more(line.reduction, line.increase) || says_no_more(line.increase, line.reduction)) {
    line.increase.clear();
  }
}

std::vector<Condition> draw_paid_when(Drawing& d, const Line& line) {
  return chance(d, 35) ? draw_others(d, line) : std::vector<Condition>{};
}

}  // namespace outturn::drawing
