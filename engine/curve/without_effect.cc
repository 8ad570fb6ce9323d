// What results would be without an effect, as far as rules and values say.
#include "curve/scenario.h"
#include "curve/typical.h"
#include "settle/settle.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kHundred = 100;

}  // namespace

Ratio typical_value(MeasureKind kind) {
  const KindFacts& facts = facts_of(kind);
  switch (kind) {
    case MeasureKind::cases:
      return Ratio(kCases);
    case MeasureKind::days:
      return Ratio(kDays);
    case MeasureKind::cost:
      return Ratio(kMinorUnits);
    default:
      break;
  }
  if (!counts_reoffences(kind)) {
    return Ratio(1, kPeoplePerReoffender);
  }
  return facts.per_hundred() ? Ratio(kReoffencesEach * kHundred, kPeoplePerReoffender)
                             : Ratio(kReoffencesEach);
}

namespace {

// The rate of the first baseline cohort; grades don't make another number of reoffenders.
std::optional<Ratio> measured_baseline(const Contract& contract,
                                       const Period& period,
                                       const Values& values,
                                       MeasureKind kind) {
  const std::string prefix = baselines_of(contract, period).front().prefix;
  const Ratio& top = values.at(prefix + (counts_reoffenders(kind) ? "reoffenders"
                                         : is_severity(kind)      ? "severity"
                                                                  : "reoffences"));
  const Average average = facts_of(kind).average;
  const Ratio& per =
      values.at(prefix + (average == Average::per_reoffender ? "reoffenders" : "people"));
  if (per == 0) {
    return std::nullopt;
  }
  return average == Average::per_100_people ? top * kHundred / per : top / per;
}

}  // namespace

std::optional<Ratio> without_effect(const Contract& contract,
                                    const Period& period,
                                    const Values& values,
                                    const LineRule& line) {
  if (!line.comparison) {
    return std::nullopt;
  }
  const Baseline& baseline = line.comparison->baseline;
  if (const auto* fixed = std::get_if<FixedBaseline>(&baseline)) {
    return fixed->value.at(contract.rules_day(period)).value;
  }
  if (const auto* figure = std::get_if<FigureBaseline>(&baseline)) {
    const Ratio& value = values.at(figure->figure);
    if (!figure->moved_by) {
      return value;
    }
    const Ratio& then = values.at(figure->moved_by->then);
    return then == 0 ? std::nullopt
                     : std::optional(Ratio(value * values.at(figure->moved_by->now) / then));
  }
  if (const auto* blend = std::get_if<BlendedBaseline>(&baseline)) {
    Ratio sum = 0;
    for (const BlendedBaseline::Part& part : blend->parts) {
      sum += part.share * values.at(part.figure);
    }
    return sum;
  }
  return measured_baseline(contract, period, values, contract.find_measure(line.measure)->kind);
}

std::string name_of(const OfStatement& sum) {
  return fmt::format("{}.{}", sum.contract, sum.line.empty() ? "total" : sum.line);
}

std::vector<BaselineName> baselines_of(const Contract& contract, const Period& period) {
  std::vector<BaselineName> names;
  const std::vector<CohortSpec> cohorts = cohorts_needed(contract, period);
  for (std::size_t i = 1; i < cohorts.size(); ++i) {
    names.push_back({cohorts[i].name, i == 1 ? "baseline." : fmt::format("baseline.{}.", i)});
  }
  return names;
}

}  // namespace outturn
