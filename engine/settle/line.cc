#include "settle/line.h"

#include "settle/baseline.h"
#include "settle/compare.h"
#include "settle/conditions.h"
#include "settle/plain_line.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

Verdict verdict_of(const Ratio& value) {
  if (value == 0) {
    return Verdict::neither;
  }
  return value > 0 ? Verdict::reduction : Verdict::increase;
}

void judge(const LineRule& line,
           const Compared& compared,
           Quantities& quantities,
           const std::vector<LineResult>& above,
           LineResult& result) {
  Workings& w = quantities.workings();
  const auto judged = [&](const std::vector<Condition>& conditions, std::string_view list) {
    return judge_conditions(conditions, list, {line, compared, above}, quantities);
  };
  result.reduction = judged(line.reduction_when, "reduction_when");
  result.increase = judged(line.increase_when, "increase_when");
  result.termination = judged(line.termination_when, "termination_when");
  const Ref reduced = holds(line, "is_reduction", "it is a reduction", result.reduction, w);
  const Ref increased = holds(line, "is_increase", "it is an increase", result.increase, w);
  if (w.is_yes(reduced) && w.is_yes(increased)) {
    throw InputError(line.source.place,
                     Reason::inconsistent,
                     fmt::format("line \"{}\" is both a reduction and an increase", line.name),
                     "mend its conditions so that at most one can hold");
  }
  const Ref verdict = w.subtract(
      {line.name + ".verdict", "verdict", Unit::verdict, line.source}, reduced, increased);
  result.verdict = verdict_of(w.value(verdict));
  if (!line.termination_when.empty()) {
    const Ref reached =
        holds(line, "termination", "the contract may be terminated", result.termination, w);
    result.termination_reached = w.is_yes(reached);
  }
}

// "a reduction of 3.62 points", or "an increase of ..." when it went the other way.
std::string effect_text(const Compared& compared, const Workings& w) {
  const bool worse = w.value(compared.reduction) < 0;
  return worse ? fmt::format("an increase of {}", w.shown(compared.increase))
               : fmt::format("a reduction of {}", w.shown(compared.reduction));
}

// A verdict that the effect contradicts would turn a payment into a deduction, or the reverse.
void require_agreement(const LineRule& line,
                       const Compared& compared,
                       Verdict verdict,
                       const Workings& w) {
  const Ratio& reduction = w.value(compared.reduction);
  const bool contradicted = (verdict == Verdict::reduction && reduction < 0) ||
                            (verdict == Verdict::increase && reduction > 0);
  if (contradicted) {
    throw InputError(
        line.source.place,
        Reason::inconsistent,
        fmt::format("line \"{}\" is judged a {} by its conditions, and its effect is {}",
                    line.name,
                    verdict == Verdict::reduction ? "reduction" : "increase",
                    effect_text(compared, w)),
        "add a condition on the effect itself, such as reduction_more_than: 0 points");
  }
}

const Consequence& consequence_of(const LineRule& line, Verdict verdict) {
  switch (verdict) {
    case Verdict::reduction:
      return line.on_reduction;
    case Verdict::neither:
      return line.on_neither;
    case Verdict::increase:
      return line.on_increase;
  }
  throw Defect("unknown verdict");
}

void explain_comparison(const Compared& compared,
                        bool pooled,
                        const Workings& w,
                        LineResult& result) {
  if (compared.actual && compared.baseline) {
    result.why.push_back(fmt::format("{}{} against a baseline of {}: {}.",
                                     pooled ? "All periods so far: " : "",
                                     w.shown(compared.actual->value),
                                     w.shown(*compared.baseline),
                                     effect_text(compared, w)));
  } else {
    result.why.push_back(fmt::format(
        "{} {}.",
        pooled ? "All periods so far, taken together, give" : "The supplied figures give",
        effect_text(compared, w)));
  }
  const Ref* enough = w.find(result.name + ".enough_people");
  if (enough != nullptr && !w.is_yes(*enough)) {
    result.why.push_back(
        fmt::format("The first estimate asks for {} people, and there are {}: the one that stands "
                    "in was taken.",
                    w.shown(*w.find(result.name + ".people_at_least")),
                    w.shown(compared.actual->people.value())));
  }
  for (const auto& [title, list] : {std::pair{"Reduction", &result.reduction},
                                    std::pair{"Increase", &result.increase},
                                    std::pair{"Termination", &result.termination}}) {
    for (const ConditionResult& condition : *list) {
      result.why.push_back(fmt::format("{}: {}.", title, condition.sentence));
    }
  }
  result.why.push_back(fmt::format("Verdict: {}.", w.shown(*w.find(result.name + ".verdict"))));
}

ComparisonRefs refs_of(const Compared& compared) {
  ComparisonRefs refs{{}, compared.baseline, {}, compared.reduction};
  if (compared.actual) {
    refs.actual = compared.actual->value;
    refs.people = compared.actual->people;
  }
  return refs;
}

// Whether a line that pays nothing without anybody to divide by has nobody.
bool lacks_anybody(const LineRule& line, const Contract& contract, const Quantities& quantities) {
  if (!line.nothing_if_nobody || line.pool) {
    return false;
  }
  const MeasureRule& measure = *contract.find_measure(line.measure);
  const auto* baseline =
      line.comparison ? std::get_if<CohortBaseline>(&line.comparison->baseline) : nullptr;
  return !quantities.has_anybody(measure, "actual") ||
         (baseline != nullptr &&
          !quantities.has_anybody(measure, baseline_name(*baseline, contract)));
}

void settle_without_anybody(const LineRule& line, Workings& w, LineResult& result) {
  if (line.has_verdict()) {
    w.given({line.name + ".verdict", "nobody to measure: neither", Unit::verdict, line.source}, 0);
    result.verdict = Verdict::neither;
  }
  result.why.emplace_back("There is nobody to measure, so nothing is due on this line.");
  result.gross = w.given(
      {line.name + ".nothing", "nobody to measure: nothing is due", Unit::amount, line.source}, 0);
}

// A line that the contract settles in other periods than this one.
void leave_unsettled(const LineRule& line, Workings& w, LineResult& result) {
  const bool first = line.settled == Settled::first_period;
  result.settled = false;
  result.why.push_back(fmt::format("This line is settled in the {} period of the term only.",
                                   first ? "first" : "last"));
  result.gross =
      w.given({line.name + ".nothing", "not settled in this period", Unit::amount, line.source}, 0);
}

InputError nobody_in_pool(const LineRule& line) {
  return {line.pool->source.place,
          Reason::nothing_to_measure,
          fmt::format("line \"{}\" has nobody to compare in any period", line.name),
          "say in the line: if_nobody: nothing"};
}

}  // namespace

LineResult settle_line(const LineRule& line,
                       const Contract& contract,
                       Quantities& quantities,
                       const std::vector<LineResult>& above) {
  LineResult result;
  result.name = line.name;
  result.title = line.title;
  result.rule = line.source;
  if (!contract.is_in(line.settled, quantities.period())) {
    leave_unsettled(line, quantities.workings(), result);
    return result;
  }
  if (lacks_anybody(line, contract, quantities)) {
    settle_without_anybody(line, quantities.workings(), result);
    return result;
  }
  if (!line.has_verdict()) {
    settle_plainly(line, contract, quantities, above, result);
    return result;
  }
  const std::optional<Compared> found = compare(line, contract, quantities, above);
  if (!found && !line.nothing_if_nobody) {
    throw nobody_in_pool(line);
  }
  if (!found) {
    settle_without_anybody(line, quantities.workings(), result);
    return result;
  }
  const Compared& compared = *found;
  result.comparison = refs_of(compared);
  judge(line, compared, quantities, above, result);
  require_agreement(line, compared, *result.verdict, quantities.workings());
  explain_comparison(compared, line.pool.has_value(), quantities.workings(), result);
  const Consequence& consequence = consequence_of(line, *result.verdict);
  const RateRefs* actual = compared.actual ? &*compared.actual : nullptr;
  result.consequence = consequence.direction;
  result.gross = adjusted_amount(
      line,
      price_consequence(consequence, {line, &compared, actual, above}, quantities, line.name),
      quantities,
      above);
  return result;
}

}  // namespace outturn::settling
