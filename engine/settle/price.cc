// What a consequence comes to, exactly.
#include "settle/claims.h"
#include "settle/line.h"

#include <array>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

constexpr int kHundred = 100;

class Pricer {
 public:
  Pricer(const LineRule& line,
         const Compared* compared,
         const RateRefs* actual,
         Quantities& quantities,
         bool worse)
      : line_(line),
        compared_(compared),
        actual_(actual),
        q_(quantities),
        w_(quantities.workings()),
        worse_(worse) {}

  Ref operator()(const PerUnitPrice& price) {
    const Ref amount =
        q_.rule_value(id("price"), price_label(price.unit), Unit::amount, price.amount);
    return w_.multiply(payment("price times quantity"), {amount, quantity(price.unit)});
  }

  Ref operator()(const FixedPrice& price) {
    return q_.rule_value(id("amount"), "amount stated by the contract", Unit::amount, price.amount);
  }

  Ref operator()(const SharePrice& price) {
    const Ref share = q_.rule_value(id("share"), "share to be paid", Unit::rate, price.share);
    const Ref sum =
        q_.rule_value(id("share_of"), "sum that the share is of", Unit::amount, price.of);
    return w_.multiply(payment("share of the sum"), {share, sum});
  }

  Ref operator()(const OutcomePrice& price) {
    static constexpr std::array<std::string_view, 4> kNames = {
        "no_reoffence", "less_serious", "as_serious", "more_serious"};
    std::vector<Ref> parts;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const Ref amount = q_.rule_value(fmt::format("{}.price.{}", line_.name, kNames[i]),
                                       "price of a person with this outcome",
                                       Unit::amount,
                                       price.per_person.at(i).value);
      const Ref people = q_.people_of_grade(static_cast<Grade>(i), rule_);
      parts.push_back(w_.multiply({fmt::format("{}.pays.{}", line_.name, kNames[i]),
                                   "price times people with this outcome",
                                   Unit::amount,
                                   rule_},
                                  {amount, people}));
    }
    return w_.add(payment("payments by outcome, added up"), parts);
  }

  Ref operator()(const BandedPrice& price) {
    std::vector<BandRow> rows;
    for (const Band& band : price.bands) {
      rows.push_back({band.from, Ratio(band.amount.minor()), band.per_unit});
    }
    switch (price.mode) {
      case BandedPrice::Mode::slab:
        return w_.slab(
            payment("amount of the band reached"), effect(), rows, price.edge_belongs_to_upper);
      case BandedPrice::Mode::marginal:
        return w_.marginal(
            payment("amount of the bands, each part at its own price"), effect(), rows);
      case BandedPrice::Mode::interpolated:
        return w_.interpolated(payment("amount between two rows of the table"), effect(), rows);
    }
    throw Defect("unknown band mode");
  }

  Ref operator()(const RateCard& card) { return price_claims(card, line_, rule_, q_); }

  void set_rule(const Source& rule) { rule_ = rule; }

 private:
  std::string id(std::string_view part) const { return fmt::format("{}.{}", line_.name, part); }

  Workings::Name payment(std::string label) const {
    return {id("gross"), std::move(label), Unit::amount, rule_};
  }

  Ref effect() const { return worse_ ? compared_->increase : compared_->reduction; }

  static std::string price_label(PerUnitPrice::Unit unit) {
    static constexpr std::array<std::string_view, 5> kLabels = {"price of a point",
                                                                "price of one per cent",
                                                                "price of a person",
                                                                "price of an event",
                                                                "price of a unit of severity"};
    return std::string(kLabels.at(static_cast<std::size_t>(unit)));
  }

  // How many points, persons, events fewer (or more, when it went worse).
  Ref quantity(PerUnitPrice::Unit unit) {
    if (unit == PerUnitPrice::Unit::percent ||
        (unit == PerUnitPrice::Unit::point && line_.effect_unit == EffectUnit::points)) {
      return effect();
    }
    const Ref difference = signed_difference();
    if (unit == PerUnitPrice::Unit::point) {
      return w_.multiply({id("points"), "difference in percentage points", Unit::points, rule_},
                         {difference, q_.constant(kHundred, "a hundred")});
    }
    return counted_quantity(unit, difference);
  }

  Ref signed_difference() {
    if (!worse_) {
      return *compared_->difference;
    }
    const Working& difference = w_[*compared_->difference];
    return w_.negate({id("difference_worse"), "actual less baseline", difference.unit, rule_},
                     *compared_->difference);
  }

  Ref counted_quantity(PerUnitPrice::Unit unit, Ref difference) {
    if (!actual_->per) {
      throw InputError(
          rule_.place,
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

  const LineRule& line_;
  const Compared* compared_;
  const RateRefs* actual_;
  Quantities& q_;
  Workings& w_;
  bool worse_;
  Source rule_;
};

}  // namespace

Ref price_consequence(const Consequence& consequence,
                      const LineRule& line,
                      const Compared* compared,
                      const RateRefs* actual,
                      Quantities& quantities) {
  Workings& w = quantities.workings();
  if (consequence.direction == Consequence::Direction::nothing) {
    return w.given({line.name + ".nothing", "nothing is paid", Unit::amount, consequence.source},
                   0);
  }
  Pricer pricer(line, compared, actual, quantities, &consequence == &line.on_increase);
  pricer.set_rule(consequence.price->source);
  const Ref gross = std::visit(pricer, consequence.price->how);
  if (consequence.direction == Consequence::Direction::pay) {
    return gross;
  }
  return w.negate({line.name + ".deduction", "deduction", Unit::amount, consequence.source}, gross);
}

}  // namespace outturn::settling
