// What becomes of a line's amount before its bounds.
#include "settle/line.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

Ref factor_of(const Factor& factor, const std::string& id, Quantities& quantities) {
  if (const auto* part = std::get_if<Dated<Ratio>>(&factor.value)) {
    return quantities.rule_value(id, factor.label, Unit::rate, *part);
  }
  Workings& w = quantities.workings();
  const auto& index = std::get<IndexFactor>(factor.value);
  const Ref now = quantities.rule_value(
      id + ".now", factor.label + ", by the day of the rules", Unit::number, index.values);
  const DatedValue<Ratio>& base = index.values.at(index.base);
  const Ref then = w.given({id + ".base",
                            fmt::format("{}, on {}", factor.label, to_string(index.base)),
                            Unit::number,
                            base.source},
                           base.value);
  return w.divide(
      {id, factor.label + ": now over the base day", Unit::number, factor.source}, now, then);
}

// What lines were due in earlier periods of a stretch, and are due in this one.
std::vector<Ref> dues_of(const LessPaid& less,
                         Quantities& quantities,
                         const std::vector<LineResult>& above) {
  std::vector<Ref> dues;
  for (const EarlierStatement* statement : quantities.earlier_over(less.over)) {
    for (const std::string& name : less.lines) {
      dues.push_back(quantities.quantity_of(
          *statement, statement->line(name).due, "due", Unit::amount, less.source));
    }
  }
  for (const LineResult& line : above) {
    for (const std::string& name : less.lines) {
      if (line.name == name) {
        dues.push_back(line.due);
      }
    }
  }
  return dues;
}

}  // namespace

Ref adjusted_amount(const LineRule& line,
                    Ref amount,
                    Quantities& quantities,
                    const std::vector<LineResult>& above) {
  Workings& w = quantities.workings();
  for (std::size_t i = 0; i < line.factors.size(); ++i) {
    const Factor& factor = line.factors[i];
    const std::string id = fmt::format("{}.factor.{}", line.name, i + 1);
    const Ref times = factor_of(factor, id, quantities);
    amount = w.multiply({fmt::format("{}.factored.{}", line.name, i + 1),
                         fmt::format("after {}", factor.label),
                         Unit::amount,
                         factor.source},
                        {amount, times});
  }
  if (!line.less_paid) {
    return amount;
  }
  const std::vector<Ref> dues = dues_of(*line.less_paid, quantities, above);
  if (dues.empty()) {
    return amount;
  }
  const Source& rule = line.less_paid->source;
  const Ref paid = w.add({line.name + ".paid_already", "due already", Unit::amount, rule}, dues);
  return w.subtract(
      {line.name + ".less_paid", "less what was due already", Unit::amount, rule}, amount, paid);
}

}  // namespace outturn::settling
