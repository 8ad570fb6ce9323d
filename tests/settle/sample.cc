#include "settle/sample.h"

#include "support/rule_texts.h"

#include <stdexcept>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kContract = R"(contract: small
title: A small contract
commissioner: The Ministry
provider: {{name: A Company, code: C01}}
currency: GBP
term: {{from: 2015-01-01, until: 2016-12-31}}
{}periods: {}
cohort:
  only: []
  measurable: everyone
  starts_per_person: each
  people_without_provider: counted
window:
  follow_up: 12 months
  waiting_period: 6 months
  month_end: last day of the month
  anniversary: not counted
counts:
  outcomes: {{counted: [conviction], not_counted: any other}}
  breaches: not counted
weights: {{table: weights, as_of: index date}}
severity: {{scale: classes}}
measures:
{}lines:
{}bounds: {}
rounding: {}
payers: {}
)";

constexpr std::string_view kFigures = R"(figures: assessor
title: The assessor's figures
supplied_by: An assessor
version: first
status: final
periods:
{})";

constexpr std::string_view kWeights = R"(weights: weights
title: Weights
version: "1"
by: [band]
editions:
  - from: 2000-01-01
    columns: [band, band, weight]
    rows:
      - [plain, plain, 1]
)";

constexpr std::string_view kClasses = R"(severity_scale: classes
title: Classes
version: "1"
steps:
  - {classes: [theft], weight: 1}
)";

std::string indented(const std::string& text) {
  std::string lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto to = std::min(text.find('\n', from), text.size());
    lines += "  " + text.substr(from, to - from) + "\n";
    from = to + 1;
  }
  return lines;
}

}  // namespace

Contract contract_of(const Terms& terms) {
  const std::string text = fmt::format(fmt::runtime(kContract),
                                       terms.figures.empty() ? "" : "figures: assessor\n",
                                       terms.periods,
                                       indented(terms.measures),
                                       indented(terms.lines),
                                       terms.bounds,
                                       terms.rounding,
                                       terms.payers);
  return load_contract(
      {"contract.yaml", text},
      rules_among(
          {{"weights/weights", std::string(kWeights)},
           {"severity_scale/classes", std::string(kClasses)},
           {"figures/assessor", fmt::format(fmt::runtime(kFigures), indented(terms.figures))}}));
}

std::string line_against(const std::string& name,
                         const std::string& baseline,
                         const std::string& effect_in,
                         const std::string& rest) {
  return fmt::format(
      "{}:\n  title: T\n  measure: m\n  compare_with: {{fixed: {}}}\n  effect_in: {}\n{}",
      name,
      baseline,
      effect_in,
      indented(rest));
}

std::string paying_line(const std::string& baseline,
                        const std::string& effect_in,
                        const std::string& consequence,
                        const std::string& deduction) {
  const std::string unit = effect_in == "percent" ? "%" : " " + effect_in;
  return line_against("line",
                      baseline,
                      effect_in,
                      fmt::format("reduction_when: [reduction_more_than: 0{}]\n"
                                  "increase_when: [increase_more_than: 0{}]\n"
                                  "on_reduction: {}\non_neither: nothing\non_increase: {}",
                                  unit,
                                  unit,
                                  consequence,
                                  deduction));
}

MeasuredCohort cohort_of(const Counts& counts) {
  MeasuredCohort cohort;
  cohort.spec = {
      counts.cohort, "C01", Date::of(2015, 1, 1), Date::of(2015, 12, 31), Date::of(2015, 1, 1)};
  Tally& total = cohort.total;
  total.people = counts.people;
  total.reoffenders = counts.reoffenders;
  total.reoffences = counts.reoffences == 0 ? counts.reoffenders : counts.reoffences;
  total.severity = counts.severity * kScale;
  total.weight = total.people * kScale;
  total.weighted_reoffenders = total.reoffenders * kScale;
  total.weighted_reoffences = Wide{total.reoffences} * kScale;
  total.weighted_severity = Wide{total.severity} * kScale;
  cohort.starts_by_class[0] = counts.people;
  cohort.events_by_class[0] = total.reoffences;
  cohort.people_seen = counts.people;
  return cohort;
}

Settlement settled(const Contract& contract, const std::vector<MeasuredCohort>& cohorts) {
  const Period period = {Date::of(2015, 1, 1), Date::of(2015, 12, 31), "2015"};
  return settle(contract, period, cohorts, {Date::of(2019, 12, 31), Date::of(2019, 12, 31)});
}

Settlement settled(const Terms& terms, const Counts& counts) {
  return settled(contract_of(terms), {cohort_of(counts)});
}

std::string refusal_of(const Terms& terms, const std::vector<MeasuredCohort>& cohorts) {
  try {
    settled(contract_of(terms), cohorts);
  } catch (const InputError& error) {
    return error.what();
  }
  return "settled";
}

Ratio value_of(const Settlement& settlement, const std::string& id) {
  const Ref* found = settlement.workings.find(id);
  if (found == nullptr) {
    throw std::out_of_range("no working is called " + id);
  }
  return settlement.workings.value(*found);
}

Ratio total_of(const Settlement& settlement) {
  return settlement.workings.value(settlement.total);
}

std::string verdict_of(const Settlement& settlement) {
  const LineResult& line = settlement.lines.at(0);
  return settlement.workings.shown(*settlement.workings.find(line.name + ".verdict"));
}

}  // namespace outturn
