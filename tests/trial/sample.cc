#include "trial/sample.h"

#include <utility>

namespace outturn {

const std::string kPeopleContract = R"(contract: people
title: A contract on people
commissioner: The Ministry
provider: {name: A Company, code: C01}
currency: GBP
term: {from: 2015-01-01, until: 2016-12-31}
periods: {every: year, year_starts: 1 January, rules_as_of: first day}
cohort:
  only: [{attribute: disposal, counted: [custody], not_counted: [fine]}]
  measurable: everyone
  starts_per_person: first
  people_without_provider: counted
window:
  follow_up: 12 months
  waiting_period: 6 months
  month_end: last day of the month
  anniversary: not counted
counts:
  outcomes: {counted: [conviction], not_counted: [acquittal]}
  breaches: not counted
measures:
  rate: {kind: binary rate, weighted: no}
lines:
  fewer:
    title: Fewer people
    measure: rate
    compare_with: {fixed: 50%}
    effect_in: points
    reduction_when: [reduction_at_least: 10 points]
    increase_when: never
    on_reduction: {pay: {per_person: [{from: 2015-01-01, amount: £100}, {from: 2016-01-01, amount: £200}]}}
    on_neither: nothing
    on_increase: nothing
  table:
    title: A table
    measure: rate
    pays:
      pay:
        bands:
          mode: slab
          edge: at least
          rows:
            - {from: 0%, pays: £30}
            - {from: 25%, pays: £20}
            - {from: 50%, pays: £0}
bounds:
  - {cap: total, at: "£1,000", over: term, clause: "9"}
rounding: {each: line, to: penny, how: half to even}
payers: {shares: {North: 75%, South: 25%}, odd_pennies_to: North}
)";

const std::string kFiguresContract = R"(contract: figures
title: A contract on a supplied change
commissioner: The Ministry
provider: {name: A Company}
currency: GBP
term: {from: 2015-01-01, until: 2015-12-31}
figures: nowhere
periods: {every: whole term, rules_as_of: first day}
measures: {}
lines:
  change:
    title: The change
    effect_from: change
    effect_in: points
    reduction_when:
      - any_of: [reduction_at_least: 5 points, reduction_more_than: 8 points]
    increase_when: [increase_more_than: 0 points]
    on_reduction: {pay: {per_point: £1}}
    on_neither: nothing
    on_increase: {deduct: {amount: £10}}
bounds: []
rounding: {each: total, to: penny, how: half to even}
payers: {shares: {North: 100%}, odd_pennies_to: North}
)";

FindBeside among(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](const std::string&) -> FindRules {
    return [texts](std::string_view kind, std::string_view name) -> RuleText {
      const auto found = texts.find(std::string(name));
      if (found == texts.end()) {
        throw InputError({}, Reason::file_missing, "there is no such " + std::string(kind));
      }
      return {found->first + ".yaml", found->second};
    };
  };
}

CaseFile cases_on(const std::string& contract, const std::string& list) {
  const std::string text = "cases: trial\ntitle: A trial\ncontract: c\ntry:\n" + list;
  return read_cases({"cases.yaml", text}, among({{"c", contract}}));
}

Tried tried(const std::string& contract, const std::string& list) {
  const CaseFile file = cases_on(contract, list);
  RuleCoverage coverage(file.contract);
  FileOutcome outcome = try_cases(file, coverage);
  return {std::move(outcome), std::move(coverage)};
}

std::string refusal_of(const std::string& contract, const std::string& list) {
  try {
    cases_on(contract, list);
    return "read";
  } catch (const InputError& error) {
    return error.what();
  }
}

}  // namespace outturn
