#include "settle/basis.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

constexpr int kHundred = 100;

}  // namespace

Basis::Basis(const Priced& priced,
             bool worse,
             std::string prefix,
             const Source& rule,
             Quantities& quantities)
    : line_(priced.line),
      compared_(priced.compared),
      actual_(priced.actual),
      above_(priced.above),
      worse_(worse),
      prefix_(std::move(prefix)),
      rule_(rule),
      q_(quantities),
      w_(quantities.workings()) {}

std::string Basis::id(std::string_view part) const {
  return fmt::format("{}.{}", prefix_, part);
}

Ref Basis::sum(const SumOf& sum) {
  if (const auto* stated = std::get_if<Dated<Money>>(&sum.what)) {
    return q_.rule_value(id("share_of"), "sum that the share is of", Unit::amount, *stated);
  }
  if (std::holds_alternative<OfMeasure>(sum.what)) {
    return actual_->value;
  }
  if (std::holds_alternative<OfBaseline>(sum.what)) {
    return *compared_->baseline;
  }
  if (std::holds_alternative<OfSaving>(sum.what)) {
    return signed_difference();
  }
  if (const auto* other = std::get_if<OfStatement>(&sum.what)) {
    return of_statement(*other, sum.source);
  }
  const std::string& name = std::get<OfLine>(sum.what).line;
  for (const LineResult& line : above_) {
    if (line.name == name) {
      return line.due;
    }
  }
  throw Defect("a share of a line that wasn't settled: " + name);
}

Ref Basis::of_statement(const OfStatement& other, const Source& rule) {
  const EarlierStatement& statement = q_.statement_of(other.contract);
  return q_.quantity_of(statement,
                        other.line.empty() ? statement.total : statement.line(other.line).due,
                        "due under contract " + other.contract,
                        Unit::amount,
                        rule);
}

// The effect, or without a comparison the measure; a rate in per cent.
Ref Basis::read_by_bands() {
  if (compared_ != nullptr) {
    return counted_effect();
  }
  if (w_[actual_->value].unit != Unit::rate) {
    return actual_->value;
  }
  return w_.multiply({id("percent"), "the measure in per cent", Unit::percent, rule_},
                     {actual_->value, q_.constant(kHundred, "a hundred")});
}

Ref Basis::effect() const {
  return worse_ ? compared_->increase : compared_->reduction;
}

// The effect, no more of it than earns anything.
Ref Basis::counted_effect() {
  if (!line_.effect_at_most || worse_) {
    return effect();
  }
  const Unit unit = w_[effect()].unit;
  const Ref most = q_.rule_value(
      id("effect_at_most"), "the most of a fall that counts", unit, *line_.effect_at_most);
  return w_.smaller_of(
      {id("effect_counted"), "the fall that counts", unit, line_.source}, effect(), most);
}

// Whether the unit is that in which the effect is stated.
bool Basis::is_unit_of_effect(PerUnitPrice::Unit unit) const {
  return (unit == PerUnitPrice::Unit::percent && line_.effect_unit == EffectUnit::percent) ||
         (unit == PerUnitPrice::Unit::point && line_.effect_unit == EffectUnit::points) ||
         (unit == PerUnitPrice::Unit::one_case && line_.effect_unit == EffectUnit::cases) ||
         (unit == PerUnitPrice::Unit::day && line_.effect_unit == EffectUnit::days);
}

// How many points, persons, events fewer (or more, when it went worse); without a comparison, the
// measure itself.
Ref Basis::quantity(PerUnitPrice::Unit unit) {
  if (compared_ == nullptr) {
    return unit == PerUnitPrice::Unit::point ? points(actual_->value) : actual_->value;
  }
  if (is_unit_of_effect(unit)) {
    return counted_effect();
  }
  const Ref difference = signed_difference();
  if (unit == PerUnitPrice::Unit::point) {
    return points(difference);
  }
  if (unit == PerUnitPrice::Unit::one_case || unit == PerUnitPrice::Unit::day) {
    return difference;
  }
  return counted_quantity(unit, difference);
}

Ref Basis::points(Ref rate) {
  return w_.multiply({id("points"), "in percentage points", Unit::points, rule_},
                     {rate, q_.constant(kHundred, "a hundred")});
}

Ref Basis::signed_difference() {
  if (!worse_) {
    return *compared_->difference;
  }
  const Working& difference = w_[*compared_->difference];
  return w_.negate({id("difference_worse"), "actual less baseline", difference.unit, rule_},
                   *compared_->difference);
}

Ref Basis::counted_quantity(PerUnitPrice::Unit unit, Ref difference) {
  if (!actual_->per) {
    throw InputError(rule_.place,
                     Reason::missing_figure,
                     fmt::format("line \"{}\" pays by the {}, and the supplied figure doesn't say "
                                 "how many people it is of",
                                 line_.name,
                                 unit == PerUnitPrice::Unit::person ? "person" : "event"),
                     "add people: to the figure");
  }
  const std::string label = fmt::format(
      "{} {}",
      unit == PerUnitPrice::Unit::person
          ? "people"
          : (unit == PerUnitPrice::Unit::event ? "events" : "severity"),
      worse_ ? "more than at the baseline's rate" : "fewer than at the baseline's rate");
  const Unit shown_in = unit == PerUnitPrice::Unit::person
                            ? Unit::people
                            : (unit == PerUnitPrice::Unit::event ? Unit::events : Unit::severity);
  if (!q_.is_per_hundred(line_.measure)) {
    return w_.multiply({id("quantity"), label, shown_in, rule_}, {difference, *actual_->per});
  }
  const Ref hundredfold =
      w_.multiply({id("quantity_times_100"), "difference times people", shown_in, rule_},
                  {difference, *actual_->per});
  return w_.divide(
      {id("quantity"), label, shown_in, rule_}, hundredfold, q_.constant(kHundred, "a hundred"));
}

}  // namespace outturn::settling
