#include "text/json_parts.h"
#include "trial/render.h"

namespace outturn {
namespace {

Json json_of(const PeriodOutcome& period) {
  Json checks = Json::array();
  for (const Check& check : period.checks) {
    checks.push_back({{"of", check.of},
                      {"what", check.what},
                      {"expected", check.expected},
                      {"found", check.found},
                      {"holds", check.holds}});
  }
  Json why = Json::array();
  for (const Explanation& explanation : period.explanations) {
    why.push_back({{"of", explanation.of},
                   {"sentences", explanation.why},
                   {"rule", json_of(explanation.rule)}});
  }
  Json refusal = Json::array();
  for (const Problem& problem : period.refusal) {
    refusal.push_back(json_of(problem));
  }
  return {{"period", period.period}, {"checks", checks}, {"why", why}, {"refused", refusal}};
}

Json json_of(const FileOutcome& file, const CaseOutcome& one) {
  Json periods = Json::array();
  for (const PeriodOutcome& period : one.periods) {
    periods.push_back(json_of(period));
  }
  return {{"file", utf8_of(file.path)},
          {"line", one.place.line},
          {"case", one.name},
          {"passed", one.passed()},
          {"periods", periods}};
}

Json json_of(const RuleCoverage& coverage) {
  Json points = Json::array();
  for (const RulePoint& point : coverage.points()) {
    if (!point.reached) {
      points.push_back(
          {{"kind", point.kind}, {"text", point.text}, {"rule", json_of(point.source)}});
    }
  }
  return {
      {"reached", coverage.reached()}, {"of", coverage.points().size()}, {"not_reached", points}};
}

}  // namespace

Json json_of_trial(const std::vector<ContractOutcome>& outcomes) {
  Json list = Json::array();
  for (const ContractOutcome& outcome : outcomes) {
    Json cases = Json::array();
    for (const FileOutcome& file : outcome.files) {
      for (const CaseOutcome& one : file.cases) {
        cases.push_back(json_of(file, one));
      }
    }
    list.push_back({{"contract", outcome.contract},
                    {"failed", outcome.failed()},
                    {"cases", cases},
                    {"coverage", json_of(outcome.coverage)}});
  }
  return list;
}

}  // namespace outturn
