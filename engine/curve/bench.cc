#include "curve/bench.h"

#include "curve/claimed.h"
#include "settle/statement.h"

#include <limits>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr int kHalf = 2;

Date always() {
  return Date::of(2199, 12, 31);
}

// A whole number from a value; what isn't whole or doesn't fit is refused.
std::int64_t whole(const Values& values, const std::string& name, std::int64_t otherwise) {
  const auto found = values.find(name);
  if (found == values.end()) {
    return otherwise;
  }
  const Ratio& value = found->second;
  const bool fits = denominator(value) == 1 && value >= 0 &&
                    value <= Ratio(std::numeric_limits<std::int32_t>::max());
  if (!fits) {
    throw InputError(Place{},
                     Reason::bad_number,
                     fmt::format("{} is {}, and a count is a whole number", name, to_plain(value)));
  }
  return static_cast<std::int64_t>(numerator(value));
}

// The mean score that a fixed baseline was measured at; half where rules name none, and then alike
// in every cohort.
Ratio mean_score_of(const Contract& contract) {
  for (const LineRule& line : contract.lines) {
    if (line.comparison && line.comparison->baseline_mean_score) {
      return line.comparison->baseline_mean_score->value;
    }
  }
  return Ratio(1, kHalf);
}

Wide millionths(const Ratio& value) {
  return static_cast<Wide>(round_to_integer(value * kMillion, Rounding::half_to_even));
}

Tally tally_of(const Contract& contract, const Values& values, const std::string& prefix) {
  Tally tally;
  tally.people = whole(values, prefix + "people", 0);
  tally.reoffenders = whole(values, prefix + "reoffenders", 0);
  tally.reoffences = whole(values, prefix + "reoffences", tally.reoffenders);
  const auto severity = values.find(prefix + "severity");
  tally.severity =
      severity == values.end() ? 0 : static_cast<std::int64_t>(millionths(severity->second));
  const auto grade = [&](Grade which, const char* name) {
    tally.by_grade.at(static_cast<std::size_t>(which)) = whole(values, prefix + name, 0);
  };
  grade(Grade::less_serious, "less_serious");
  grade(Grade::as_serious, "as_serious");
  grade(Grade::more_serious, "more_serious");
  tally.by_grade[0] = tally.people - tally.reoffenders;
  tally.weight = tally.people * kMillion;
  tally.weighted_reoffenders = tally.reoffenders * kMillion;
  tally.weighted_reoffences = static_cast<Wide>(tally.reoffences) * kMillion;
  tally.weighted_severity = static_cast<Wide>(tally.severity) * kMillion;
  for (std::size_t i = 0; i < tally.by_grade.size(); ++i) {
    tally.weight_by_grade.at(i) = tally.by_grade.at(i) * kMillion;
  }
  tally.score = millionths(mean_score_of(contract) * ratio_of(tally.people));
  return tally;
}

MeasuredCohort cohort_of(const Contract& contract,
                         const CohortSpec& spec,
                         const Values& values,
                         const std::string& prefix) {
  MeasuredCohort cohort{spec, tally_of(contract, values, prefix), {}, {}, {}, 0, 0, {}, {}};
  cohort.people_seen = cohort.total.people;
  cohort.starts_by_class.at(static_cast<std::size_t>(PersonClass::counted)) = cohort.total.people;
  cohort.events_by_class.at(static_cast<std::size_t>(EventClass::counted)) =
      cohort.total.reoffences;
  return cohort;
}

std::vector<MeasuredCohort> cohorts_of(const Contract& contract,
                                       const Period& period,
                                       const Values& values) {
  const std::vector<CohortSpec> specs = cohorts_needed(contract, period);
  std::vector<MeasuredCohort> cohorts;
  const std::vector<BaselineName> baselines = baselines_of(contract, period);
  for (std::size_t i = 0; i < specs.size(); ++i) {
    cohorts.push_back(cohort_of(contract, specs[i], values, i == 0 ? "" : baselines[i - 1].prefix));
  }
  return cohorts;
}

// People behind a figure: its own, or those of the scenario.
std::optional<std::int64_t> people_behind(const FigureUse& use, const Values& values) {
  const std::string own = use.name + ".people";
  const std::string name = values.contains(own) ? own : "people";
  return values.contains(name) ? std::optional(whole(values, name, 0)) : std::nullopt;
}

// The values as the figures of one period.
FigureSet figures_of(const Contract& contract, const Period& period, const Values& values) {
  FigureSet set{"curve", "the curve", "", true, "", "", {}};
  set.periods.push_back({period, {}});
  for (const FigureUse& use : figures_read(contract)) {
    set.periods.front().figures.emplace_back(
        use.name, Figure{values.at(use.name), "", people_behind(use, values), {}});
  }
  return set;
}

std::optional<MeasuredMilestones> milestones_of(const Contract& contract,
                                                const Period& period,
                                                const Values& values) {
  if (!contract.milestones) {
    return std::nullopt;
  }
  std::vector<std::pair<Claimed, std::int64_t>> claims;
  for (const Claimed& claimed : claims_of(contract)) {
    claims.emplace_back(claimed, whole(values, claimed.name, 0));
  }
  return claimed_by_people(contract, period, claims);
}

// What other contracts pay from, as statements of theirs.
void add_other_statements(const Contract& contract,
                          const Period& period,
                          const Values& values,
                          std::vector<EarlierStatement>& statements) {
  for (const std::string& other : contracts_built_on(contract)) {
    EarlierStatement statement{
        other, "", other, std::string(code_of(contract.currency)), period, true, {}, {"total", 0}};
    for (const OfStatement& sum : sums_built_on(contract)) {
      if (sum.contract == other && sum.line.empty()) {
        statement.total.value = values.at(name_of(sum));
      } else if (sum.contract == other) {
        statement.lines.push_back(
            {sum.line, {sum.line + ".due", values.at(name_of(sum))}, {}, {}, {}, {}, {}});
      }
    }
    statements.push_back(std::move(statement));
  }
}

Contract without_rounding(Contract contract) {
  contract.rounding.what = RoundingTerms::What::total;
  contract.break_down_by.clear();
  return contract;
}

}  // namespace

Bench::Bench(Contract contract, Period period, const Scenario& scenario)
    : contract_(without_rounding(std::move(contract))), period_(std::move(period)) {
  for (const Period& before : periods_looked_back_on(contract_, period_)) {
    const Values values = values_in_earlier(contract_, before, scenario.values);
    const Settlement settlement = settle(before, values, milestones_of(contract_, before, values));
    earlier_.push_back(
        read_earlier_statement(write_documents(contract_, settlement, {}).statement, before.name));
  }
}

Settlement Bench::settle(const Values& values) const {
  return settle(period_, values, milestones_of(contract_, period_, values));
}

Settlement Bench::settle_one_person(const Values& values, std::int64_t claims) const {
  return settle(period_, values, claimed_by_one(contract_, period_, claims));
}

Settlement Bench::settle(const Period& period,
                         const Values& values,
                         std::optional<MeasuredMilestones> milestones) const {
  Contract contract = contract_;
  contract.figures = {figures_of(contract_, period, values)};
  std::vector<EarlierStatement> earlier = earlier_;
  add_other_statements(contract_, period, values, earlier);
  return outturn::settle(contract,
                         period,
                         cohorts_of(contract, period, values),
                         {always(), always()},
                         std::move(milestones),
                         earlier);
}

std::vector<std::pair<std::string, Ratio>> Bench::earlier() const {
  std::vector<std::pair<std::string, Ratio>> totals;
  for (const EarlierStatement& statement : earlier_) {
    totals.emplace_back(statement.period.name, statement.total.value);
  }
  return totals;
}

const Ratio& Bench::total_of(const Settlement& settlement) {
  const Working& rounded = settlement.workings[settlement.total];
  return settlement.workings.value(rounded.of.front());
}

const Ratio& Bench::due_of(const Settlement& settlement, std::size_t line) {
  return settlement.workings.value(settlement.lines.at(line).due);
}

}  // namespace outturn
