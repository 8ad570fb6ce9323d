#include "support/naive_yaml.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::naive {
namespace {

std::string money(const Ratio& pence) {
  const std::string pounds = to_decimal(magnitude(pence) / 100, 2);
  return (pence < 0 ? "-£" : "£") + pounds;
}

// A number in the unit of a measure's rate, or of an effect.
std::string rate(const Ratio& value, const std::string& kind) {
  if (kind.ends_with("rate")) {
    return to_plain(value * 100) + "%";
  }
  return to_plain(value) + (kind.starts_with("severity") ? " severity" : " events");
}

std::string effect(const Ratio& value, const std::string& unit) {
  return to_plain(value) + (unit == "percent" ? "%" : " " + unit);
}

std::string dated(const DatedValues& values,
                  const std::string& key,
                  const std::function<std::string(const Ratio&)>& text) {
  if (values.size() == 1) {
    return text(values.front().second);
  }
  std::string list;
  for (const auto& [from, value] : values) {
    list += fmt::format("{}{{from: {}, {}: {}}}", list.empty() ? "" : ", ", from, key, text(value));
  }
  return "[" + list + "]";
}

std::string bands(const Price& price, const std::string& unit) {
  const std::string per =
      unit == "points" || unit == "events" ? unit.substr(0, unit.size() - 1) : unit;
  std::string rows;
  for (const Row& row : price.rows) {
    rows += fmt::format("{}{{from: {}, pays: {}{}}}",
                        rows.empty() ? "" : ", ",
                        effect(row.from, unit),
                        money(row.pence),
                        row.per_unit ? " per " + per : "");
  }
  return fmt::format("{{mode: {}, edge: {}, rows: [{}]}}",
                     price.mode,
                     price.edge_at_least ? "at least" : "more than",
                     rows);
}

std::string price_text(const Price& price, const std::string& unit) {
  if (price.key == "bands") {
    return "bands: " + bands(price, unit);
  }
  if (price.key == "per_person_by_outcome") {
    return fmt::format(
        "per_person_by_outcome: {{no_reoffence: {}, less_serious: {}, as_serious: {}, "
        "more_serious: {}}}",
        money(price.by_outcome[0]),
        money(price.by_outcome[1]),
        money(price.by_outcome[2]),
        money(price.by_outcome[3]));
  }
  const std::string amount = dated(price.pence, "amount", money);
  if (price.key == "share") {
    return fmt::format("share: {}%, of: {}", to_plain(price.share * 100), amount);
  }
  return price.key + ": " + amount;
}

std::string consequence(const Consequence& one, const std::string& unit) {
  if (one.sign == 0) {
    return "nothing";
  }
  return fmt::format(
      "{{{}: {{{}}}}}", one.sign > 0 ? "pay" : "deduct", price_text(one.price, unit));
}

std::string condition(const Condition& one, const Line& line, const std::string& kind) {
  if (one.key == "significant") {
    return fmt::format("significant: {{test: {}, z: {}, boundary: {}}}",
                       one.test,
                       to_plain(one.number),
                       one.at_least ? "at least" : "more than");
  }
  if (one.key == "hurdle") {
    return fmt::format("hurdle: {{line: {}, verdict: {}}}", one.line, one.verdict);
  }
  if (one.key == "people_at_least") {
    return "people_at_least: " + to_plain(one.number);
  }
  return one.key + ": " +
         (one.key.starts_with("rate_") ? rate(one.number, kind)
                                       : effect(one.number, line.effect_in));
}

std::string conditions(const std::vector<Condition>& list,
                       const Line& line,
                       const std::string& kind) {
  std::string text;
  for (const Condition& one : list) {
    text += (text.empty() ? "" : ", ") + condition(one, line, kind);
  }
  return list.empty() ? "never" : "[" + text + "]";
}

std::string baseline(const Line& line, const std::string& kind) {
  std::string text =
      line.cohort_baseline
          ? fmt::format("cohort: {{from: {}, until: {}, one_start_per_person_in: {}}}",
                        line.from,
                        line.until,
                        line.one_in_each_period ? "each period" : "the whole baseline")
          : "fixed: " +
                dated(line.fixed, "rate", [&](const Ratio& value) { return rate(value, kind); });
  if (!line.cohort_baseline) {
    text += fmt::format(", baseline_people: {}", line.people_behind);
  }
  if (line.adjusted) {
    text += ", adjusted_for: mean score";
    text += line.cohort_baseline ? "" : ", baseline_mean_score: " + to_plain(line.baseline_score);
  }
  return text;
}

std::string line_text(const Line& line, const Contract& contract) {
  const auto measure = std::find_if(contract.measures.begin(),
                                    contract.measures.end(),
                                    [&](const Measure& m) { return m.name == line.measure; });
  std::string text = fmt::format("  {}:\n    title: T\n    measure: {}\n", line.name, line.measure);
  if (!line.compared) {
    return text + "    pays: " + consequence(line.always, "") + "\n";
  }
  const std::string& unit = line.effect_in;
  return text + fmt::format(
                    "    compare_with: {{{}}}\n    effect_in: {}\n    reduction_when: {}\n"
                    "    increase_when: {}\n    on_reduction: {}\n    on_neither: {}\n"
                    "    on_increase: {}\n{}",
                    baseline(line, measure->kind),
                    unit,
                    conditions(line.reduction, line, measure->kind),
                    conditions(line.increase, line, measure->kind),
                    consequence(line.on_reduction, unit),
                    consequence(line.on_neither, unit),
                    consequence(line.on_increase, unit),
                    line.nothing_if_nobody ? "    if_nobody: nothing\n" : "");
}

std::string measure_text(const Measure& measure) {
  std::string text = fmt::format("  {}: {{kind: {}, weighted: {}",
                                 measure.name,
                                 measure.kind,
                                 measure.weighted ? "yes" : "no");
  if (measure.kind == "graded rate") {
    text += fmt::format(", grades: {{less_serious: {}, as_serious: {}, more_serious: {}}}",
                        to_plain(measure.grades[0]),
                        to_plain(measure.grades[1]),
                        to_plain(measure.grades[2]));
  }
  return text + "}\n";
}

std::string people_text(const Contract& contract) {
  const std::string unit = contract.in_months ? "months" : "days";
  return fmt::format(
      "cohort:\n"
      "  only: [{{attribute: disposal, counted: [custody, community], not_counted: [nps]}}]\n"
      "  measurable: [{{attribute: matched, counted: [\"yes\"], not_counted: [\"no\"]}}]\n"
      "  starts_per_person: {}\n  people_without_provider: counted\n"
      "window:\n  follow_up: {} {}\n  waiting_period: {} {}\n  month_end: {}\n  anniversary: {}\n"
      "counts:\n  outcomes: {{counted: [conviction{}], not_counted: [acquittal{}]}}\n"
      "  breaches: {}\nweights: {{table: weights, as_of: {}}}\nseverity: {{scale: classes}}\n",
      contract.starts_per_person,
      contract.follow_up,
      unit,
      contract.waiting,
      unit,
      contract.clamp ? "last day of the month" : "first of the next month",
      contract.anniversary ? "counted" : "not counted",
      contract.cautions_count ? ", caution" : "",
      contract.cautions_count ? "" : ", caution",
      contract.breaches_count ? "counted" : "not counted",
      contract.weights_by_index_date ? "index date" : "first day of the period");
}

std::string bounds_text(const Contract& contract) {
  std::string text;
  for (const Bound& bound : contract.bounds) {
    text += fmt::format("{}{{{}: {}, at: {}, over: {}}}",
                        text.empty() ? "" : ", ",
                        bound.cap ? "cap" : "floor",
                        bound.on,
                        money(bound.pence),
                        bound.over);
  }
  return "bounds: [" + text + "]\n";
}

std::string end_text(const Contract& contract) {
  std::string shares;
  for (const auto& [name, share] : contract.payers) {
    shares += fmt::format("{}{}: {}%", shares.empty() ? "" : ", ", name, to_plain(share * 100));
  }
  return fmt::format(
      "{}rounding: {{each: {}, to: {}, how: {}}}\n"
      "payers: {{shares: {{{}}}, odd_pennies_to: {}}}\n",
      bounds_text(contract),
      contract.round_each_line ? "line" : "total",
      contract.step == 1 ? "penny" : "pound",
      contract.how,
      shares,
      contract.odd_pennies_to);
}

}  // namespace

std::string contract_text(const Contract& contract) {
  std::string text = fmt::format(
      "contract: drawn\ntitle: Drawn\ncommissioner: Ministry\n"
      "provider: {{name: Company, code: C01}}\ncurrency: GBP\n"
      "term: {{from: 2015-01-01, until: 2015-12-31}}\n"
      "periods: {{every: {}, year_starts: 1 {}, rules_as_of: {} day}}\n",
      contract.every,
      contract.year_starts == 1 ? "January" : "July",
      contract.rules_as_of_last_day ? "last" : "first");
  text += people_text(contract) + "break_down_by: [age, complexity_band]\nmeasures:\n";
  for (const Measure& measure : contract.measures) {
    text += measure_text(measure);
  }
  text += "lines:\n";
  for (const Line& line : contract.lines) {
    text += line_text(line, contract);
  }
  return text + end_text(contract);
}

std::map<std::string, std::string> table_texts(const Contract& contract) {
  std::string weights = "weights: weights\ntitle: W\nversion: \"1\"\nby: [age]\neditions:\n";
  for (const Edition& edition : contract.editions) {
    weights +=
        fmt::format("  - from: {}\n    columns: [age, band, weight]\n    rows:\n", edition.from);
    for (const auto& [age, weight] : edition.by_age) {
      weights += fmt::format("      - [{}, {}, {}]\n", age, weight.band, to_plain(weight.weight));
    }
  }
  std::map<int, std::vector<std::string>> steps;
  std::map<int, Ratio> weight_of;
  for (const auto& [name, offence] : contract.classes) {
    steps[offence.rank].push_back(name);
    weight_of[offence.rank] = offence.weight;
  }
  std::string classes = "severity_scale: classes\ntitle: S\nversion: \"1\"\nsteps:\n";
  for (const auto& [rank, names] : steps) {
    classes += fmt::format("  - {{classes: [{}], weight: {}}}\n",
                           fmt::join(names, ", "),
                           to_plain(weight_of.at(rank)));
  }
  return {{"weights/weights", weights}, {"severity_scale/classes", classes}};
}

}  // namespace outturn::naive
