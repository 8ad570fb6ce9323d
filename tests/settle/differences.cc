// Where the engine and the naive reading differ.
#include "settle/opinion_case.h"

#include <fmt/format.h>

namespace outturn {
namespace {

using Differences = std::vector<std::string>;

void compare_value(const std::string& what,
                   const std::optional<Ratio>& expected,
                   const std::optional<Ref>& actual,
                   const Workings& w,
                   Differences& found) {
  const bool same =
      expected.has_value() == actual.has_value() && (!expected || w.value(*actual) == *expected);
  if (!same) {
    found.push_back(fmt::format("{}: {} expected, {}",
                                what,
                                expected ? to_fraction(*expected) : "nothing",
                                actual ? to_fraction(w.value(*actual)) : "nothing"));
  }
}

// A working by its id, where the naive reading has the quantity.
void compare_working(const std::string& id,
                     const Ratio& expected,
                     const Workings& w,
                     Differences& found) {
  const Ref* actual = w.find(id);
  compare_value(id, expected, actual == nullptr ? std::nullopt : std::optional(*actual), w, found);
}

void compare_conditions(const std::string& what,
                        const std::vector<bool>& expected,
                        const std::vector<ConditionResult>& actual,
                        const Workings& w,
                        Differences& found) {
  std::vector<bool> outcomes;
  for (const ConditionResult& condition : actual) {
    outcomes.push_back(w.is_yes(condition.outcome));
  }
  if (outcomes != expected) {
    found.push_back(what);
  }
}

void compare_bounds(const std::string& what,
                    const std::vector<Ratio>& expected,
                    const std::vector<BoundResult>& actual,
                    const Workings& w,
                    Differences& found) {
  if (expected.size() != actual.size()) {
    found.push_back(what + ": the number of bounds");
    return;
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    compare_value(what, expected[i], actual[i].applied, w, found);
  }
}

void compare_comparison(const naive::LineResult& expected,
                        const LineResult& actual,
                        const Workings& w,
                        Differences& found) {
  const ComparisonRefs none{{}, {}, {}, 0};
  const ComparisonRefs& refs = actual.comparison ? *actual.comparison : none;
  const auto reduction =
      actual.comparison ? std::optional(actual.comparison->reduction) : std::nullopt;
  compare_value(actual.name + ", actual", expected.actual, refs.actual, w, found);
  compare_value(actual.name + ", baseline", expected.baseline, refs.baseline, w, found);
  compare_value(actual.name + ", people", expected.people, refs.people, w, found);
  compare_value(actual.name + ", effect", expected.reduction, reduction, w, found);
  compare_value(actual.name + ", measure", expected.measure, actual.measure, w, found);
}

void compare_line(const naive::LineResult& expected,
                  const LineResult& actual,
                  const Workings& w,
                  Differences& found) {
  const std::string& name = actual.name;
  const Ref* verdict = w.find(name + ".verdict");
  if ((verdict == nullptr ? "" : w.shown(*verdict)) != expected.verdict) {
    found.push_back(name + ", verdict");
  }
  if (actual.settled != expected.settled) {
    found.push_back(name + ", whether it is settled");
  }
  compare_comparison(expected, actual, w, found);
  compare_conditions(
      name + ", reduction_when", expected.reduction_holds, actual.reduction, w, found);
  compare_conditions(name + ", increase_when", expected.increase_holds, actual.increase, w, found);
  compare_conditions(name + ", paid_when", expected.paid_holds, actual.paid, w, found);
  for (std::size_t i = 0; i < expected.factored.size(); ++i) {
    compare_working(fmt::format("{}.factored.{}", name, i + 1), expected.factored[i], w, found);
  }
  compare_value(name + ", gross", expected.gross, actual.gross, w, found);
  compare_bounds(name + ", bounds", expected.bounded, actual.bounds, w, found);
  compare_value(name + ", due", expected.due, actual.due, w, found);
}

}  // namespace

std::vector<std::string> differences(const naive::Result& expected, const EnginePeriod& actual) {
  Differences found;
  if (!actual.settlement || !expected.refused.empty()) {
    if (actual.reason != expected.reason) {
      found.push_back(fmt::format("refusal: \"{}\" ({}) expected, {}",
                                  expected.refused,
                                  expected.reason,
                                  actual.message.empty() ? "settled" : actual.message));
    }
    return found;
  }
  const Settlement& settlement = *actual.settlement;
  const Workings& w = settlement.workings;
  if (to_string(settlement.period.first) != expected.period.first ||
      to_string(settlement.period.last) != expected.period.last ||
      settlement.period.name != expected.period.name) {
    found.push_back("the period");
  }
  for (const LineResult& line : settlement.lines) {
    compare_line(expected.lines.at(line.name), line, w, found);
  }
  compare_bounds("bounds on the total", expected.bounded, settlement.total_bounds, w, found);
  compare_value("total", expected.total, settlement.total, w, found);
  for (const PayerResult& payer : settlement.payers) {
    compare_value("payer " + payer.name, expected.payers.at(payer.name), payer.due, w, found);
  }
  return found;
}

}  // namespace outturn
