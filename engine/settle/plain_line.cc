#include "settle/plain_line.h"

#include "settle/claims.h"
#include "settle/conditions.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

// The measure added up over earlier periods; nothing in the first.
std::optional<Ref> measure_before(const LineRule& line, Unit unit, Quantities& quantities) {
  std::vector<Ref> values;
  for (const EarlierStatement* statement : quantities.earlier_over(*line.cumulative_over)) {
    const EarlierLine& before = statement->line(line.name);
    if (before.measure) {
      values.push_back(
          quantities.quantity_of(*statement, *before.measure, line.measure, unit, line.source));
    }
  }
  if (values.empty()) {
    return std::nullopt;
  }
  return quantities.workings().add(
      {line.name + ".before", "the measure in earlier periods", unit, line.source}, values);
}

// What the measure so far comes to, less what it came to before this period.
Ref cumulative_amount(const LineRule& line,
                      const RateRefs& actual,
                      Quantities& quantities,
                      const std::vector<LineResult>& above) {
  Workings& w = quantities.workings();
  const Unit unit = w[actual.value].unit;
  const auto priced = [&](Ref measure, const std::string& part) {
    const RateRefs refs{measure, {}, {}};
    return price_consequence(
        line.always, {line, nullptr, &refs, above}, quantities, line.name + part);
  };
  const auto before = measure_before(line, unit, quantities);
  if (!before) {
    return priced(actual.value, "");
  }
  const Ref so_far = w.add({line.name + ".so_far", "the measure so far", unit, line.source},
                           {*before, actual.value});
  return w.subtract({line.name + ".gross",
                     "what the measure so far comes to, less what it came to before",
                     Unit::amount,
                     line.source},
                    priced(so_far, ".so_far"),
                    priced(*before, ".before"));
}

Ref plain_amount(const LineRule& line,
                 const std::optional<RateRefs>& actual,
                 Quantities& quantities,
                 const std::vector<LineResult>& above) {
  if (line.cumulative_over) {
    return cumulative_amount(line, actual.value(), quantities, above);
  }
  return price_consequence(
      line.always, {line, nullptr, actual ? &*actual : nullptr, above}, quantities, line.name);
}

}  // namespace

void settle_plainly(const LineRule& line,
                    const Contract& contract,
                    Quantities& quantities,
                    const std::vector<LineResult>& above,
                    LineResult& result) {
  Workings& w = quantities.workings();
  std::optional<RateRefs> actual;
  if (!line.measure.empty()) {
    actual = quantities.rate(*contract.find_measure(line.measure), "actual");
    result.measure = actual->value;
  }
  if (!line.paid_when.empty()) {
    Compared nothing_compared{};
    nothing_compared.actual = actual;
    result.paid =
        judge_conditions(line.paid_when, "paid_when", {line, nothing_compared, above}, quantities);
    for (const ConditionResult& condition : result.paid) {
      result.why.push_back(fmt::format("Paid when: {}.", condition.sentence));
    }
    if (!w.is_yes(holds(line, "is_paid", "it is paid", result.paid, w))) {
      result.why.emplace_back("Not every condition holds, so nothing is due on this line.");
      result.gross = w.given(
          {line.name + ".nothing", "its conditions don't hold", Unit::amount, line.source}, 0);
      return;
    }
  }
  result.consequence = line.always.direction;
  result.gross =
      adjusted_amount(line, plain_amount(line, actual, quantities, above), quantities, above);
  if (line.always.price && std::holds_alternative<RateCard>(line.always.price->how)) {
    const std::vector<std::string> sentences = claim_sentences(quantities);
    result.why.insert(result.why.end(), sentences.begin(), sentences.end());
  }
}

}  // namespace outturn::settling
