// Lines as contracts write them.
#include "support/naive_yaml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::naive {
namespace {

std::string conditions_text(const std::vector<Condition>& list,
                            const std::string& effect_in,
                            const std::string& measured_in);

std::string condition_text(const Condition& one,
                           const std::string& effect_in,
                           const std::string& measured_in) {
  const std::string& key = one.key;
  if (key == "significant") {
    return fmt::format("significant: {{test: {}, z: {}, boundary: {}}}",
                       one.test,
                       to_plain(one.number.front().second),
                       one.at_least ? "at least" : "more than");
  }
  if (key == "hurdle") {
    return fmt::format("hurdle: {{line: {}, verdict: {}}}", one.line, one.verdict);
  }
  if (key == "nothing_paid_on") {
    return "nothing_paid_on: " + one.line;
  }
  if (key == "any_of") {
    return "any_of: " + conditions_text(one.any_of, effect_in, measured_in);
  }
  if (key == "people_at_least") {
    return "people_at_least: " + to_plain(one.number.front().second);
  }
  const bool of_measure = key.starts_with("rate_") || key.starts_with("measure_");
  const std::string& unit = of_measure ? measured_in : effect_in;
  return key + ": " + dated(one.number, of_measure ? "rate" : "value", [&](const Ratio& value) {
           return quantity(value, unit);
         });
}

std::string conditions_text(const std::vector<Condition>& list,
                            const std::string& effect_in,
                            const std::string& measured_in) {
  std::vector<std::string> texts;
  for (const Condition& one : list) {
    texts.push_back(condition_text(one, effect_in, measured_in));
  }
  return list.empty() ? "never" : fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string blend_text(const Baseline& baseline) {
  std::vector<std::string> parts;
  for (const auto& [share, figure] : baseline.blend) {
    parts.push_back(fmt::format("{{share: {}, figure: {}}}", part(share), figure));
  }
  return fmt::format("blend: [{}]", fmt::join(parts, ", "));
}

std::string basis_text(const Baseline& baseline, const std::string& unit) {
  if (baseline.kind == "cohort") {
    return fmt::format("cohort: {{from: {}, until: {}, one_start_per_person_in: {}}}",
                       baseline.from,
                       baseline.until,
                       baseline.one_in_each_period ? "each period" : "the whole baseline");
  }
  if (baseline.kind == "blend") {
    return blend_text(baseline);
  }
  if (baseline.kind == "figure") {
    return "figure: " + baseline.figure +
           (baseline.now.empty()
                ? ""
                : fmt::format(", moved_by: {{then: {}, now: {}}}", baseline.then, baseline.now));
  }
  return "fixed: " +
         dated(baseline.fixed, "rate", [&](const Ratio& value) { return quantity(value, unit); }) +
         (baseline.people == 0 ? "" : fmt::format(", baseline_people: {}", baseline.people));
}

std::string baseline_text(const Baseline& baseline, const std::string& unit) {
  std::string text = basis_text(baseline, unit);
  if (baseline.adjusted) {
    text += ", adjusted_for: mean score";
    text +=
        baseline.kind == "cohort" ? "" : ", baseline_mean_score: " + to_plain(baseline.mean_score);
  }
  if (baseline.people_at_least > 0) {
    text += fmt::format(", people_at_least: {}, otherwise: {{{}}}",
                        baseline.people_at_least,
                        baseline_text(baseline.otherwise.front(), unit));
  }
  return text;
}

std::string factor_text(const Factor& factor) {
  if (factor.kind != "index") {
    return fmt::format("{{label: F, {}: {}}}", factor.kind, dated(factor.values, "share", part));
  }
  return fmt::format("{{label: F, index: {{base: {}, values: {}}}}}",
                     factor.base,
                     dated(factor.values, "value", to_plain));
}

// What changes an amount before its bounds.
std::string changes_text(const Line& line) {
  std::string text;
  if (!line.factors.empty()) {
    std::vector<std::string> factors;
    for (const Factor& factor : line.factors) {
      factors.push_back(factor_text(factor));
    }
    text += fmt::format("    factors: [{}]\n", fmt::join(factors, ", "));
  }
  if (!line.cumulative_over.empty()) {
    text += "    cumulative_over: " + line.cumulative_over + "\n";
  }
  if (!line.less_paid.empty()) {
    text += fmt::format("    less_paid: {{lines: [{}], over: {}}}\n",
                        fmt::join(line.less_paid, ", "),
                        line.less_paid_over);
  }
  return text;
}

std::string plain_text(const Line& line, const Contract& contract) {
  const std::string unit =
      line.measure.empty() ? "" : unit_of(measure_named(contract, line.measure));
  std::string text;
  if (!line.measure.empty()) {
    text += "    measure: " + line.measure + "\n";
  }
  if (!line.paid_when.empty()) {
    text += "    paid_when: " + conditions_text(line.paid_when, "", unit) + "\n";
  }
  const std::string rows_in = unit == "%" ? "percent" : unit;
  return text + "    pays: " + consequence_text(line.always, rows_in) + "\n";
}

std::string verdict_text(const Line& line, const Contract& contract) {
  const std::string measured_in =
      line.measure.empty() ? "" : unit_of(measure_named(contract, line.measure));
  std::string text =
      line.kind == "change" ? "    effect_from: " + line.change + "\n"
      : line.kind == "pool"
          ? fmt::format("    pool: {{line: {}, mean_of: {}}}\n", line.pool_of, line.mean_of)
          : fmt::format("    measure: {}\n    compare_with: {{{}}}\n",
                        line.measure,
                        baseline_text(line.baseline, measured_in));
  const std::string& unit = line.effect_in;
  text += "    effect_in: " + unit + "\n";
  if (!line.effect_at_most.empty()) {
    text += "    effect_at_most: " +
            dated(line.effect_at_most,
                  "value",
                  [&](const Ratio& value) { return quantity(value, unit); }) +
            "\n";
  }
  return text + fmt::format(
                    "    reduction_when: {}\n    increase_when: {}\n    on_reduction: {}\n"
                    "    on_neither: {}\n    on_increase: {}\n",
                    conditions_text(line.reduction, unit, measured_in),
                    conditions_text(line.increase, unit, measured_in),
                    consequence_text(line.on_reduction, unit),
                    consequence_text(line.on_neither, unit),
                    consequence_text(line.on_increase, unit));
}

}  // namespace

std::string line_text(const Line& line, const Contract& contract) {
  return fmt::format(
      "  {}:\n    title: T\n{}{}{}{}",
      line.name,
      line.settled == "every period" ? "" : "    settled: " + line.settled + "\n",
      line.kind == "plain" ? plain_text(line, contract) : verdict_text(line, contract),
      changes_text(line),
      line.nothing_if_nobody ? "    if_nobody: nothing\n" : "");
}

}  // namespace outturn::naive
