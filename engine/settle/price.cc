// What a consequence comes to, exactly.
#include "settle/basis.h"
#include "settle/claims.h"
#include "settle/line.h"

#include <array>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

constexpr int kHundred = 100;

class Pricer {
 public:
  Pricer(
      const LineRule& line, const Source& rule, bool deducts, Basis basis, Quantities& quantities)
      : line_(line),
        rule_(rule),
        deducts_(deducts),
        basis_(std::move(basis)),
        q_(quantities),
        w_(quantities.workings()) {}

  Ref operator()(const PerUnitPrice& price) {
    const Ref amount =
        q_.rule_value(id("price"), price_label(price.unit), Unit::amount, price.amount);
    return w_.multiply(payment("price times quantity"), {amount, basis_.quantity(price.unit)});
  }

  Ref operator()(const FixedPrice& price) {
    return q_.rule_value(id("amount"), "amount stated by the contract", Unit::amount, price.amount);
  }

  Ref operator()(const SharePrice& price) {
    const Ref share = q_.rule_value(id("share"), "share to be paid", Unit::rate, price.share);
    return w_.multiply(payment("share of the sum"), {share, basis_.sum(price.of)});
  }

  // Each phase takes its share of what the ones before it left, until its limit over the term.
  Ref operator()(const PhasedPrice& price) {
    Ref rest = basis_.sum(price.of);
    Ref paid = paid_before();
    std::vector<Ref> parts;
    for (const PhasedPrice::Phase& phase : price.phases) {
      const std::string phase_id = fmt::format("phase.{}", parts.size() + 1);
      const Ref share =
          q_.rule_value(id(phase_id + ".share"), "share of this phase", Unit::rate, phase.share);
      const Ref whole = w_.multiply(
          part(phase_id + ".whole", "share of what is left", phase.source), {share, rest});
      if (!phase.until_paid) {
        parts.push_back(whole);
        break;
      }
      const Ref pays = limited(phase, phase_id, whole, paid);
      parts.push_back(pays);
      const Ref used = w_.divide(
          part(phase_id + ".used", "the sum that this phase pays for", phase.source), pays, share);
      rest = w_.subtract(
          part(phase_id + ".rest", "left for the phases after it", phase.source), rest, used);
      paid = w_.add(part(phase_id + ".paid", "due so far", phase.source), {paid, pays});
    }
    return w_.add(payment("what the phases pay, added up"), parts);
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
    const Ref read = basis_.read_by_bands();
    const Ref from_table = price.of ? share_of(price, read) : amount_of(price, read);
    if (!price.nothing_below) {
      return from_table;
    }
    const Ref first = w_.given({id("first_band"), "where the table begins", w_[read].unit, rule_},
                               price.bands.front().from);
    Workings::Name name{id("is_reached"), "whether the table is reached", Unit::yes_no, rule_};
    const Ref reached = price.edge_belongs_to_upper ? w_.at_least(std::move(name), read, first)
                                                    : w_.more_than(std::move(name), read, first);
    return w_.multiply(payment("what the table pays, if it is reached"), {from_table, reached});
  }

  Ref operator()(const RateCard& card) { return price_claims(card, line_, rule_, q_); }

 private:
  std::string id(std::string_view part) const { return basis_.id(part); }

  Workings::Name payment(std::string label) const {
    return {id("gross"), std::move(label), Unit::amount, rule_};
  }

  Workings::Name part(const std::string& name, std::string label, const Source& rule) const {
    return {id(name), std::move(label), Unit::amount, rule};
  }

  // What this line was due in earlier periods of the term.
  Ref paid_before() {
    std::vector<Ref> dues;
    for (const EarlierStatement* statement : q_.earlier_in_term()) {
      dues.push_back(
          q_.quantity_of(*statement, statement->line(line_.name).due, "due", Unit::amount, rule_));
    }
    if (dues.empty()) {
      return q_.constant(0, "nothing");
    }
    const Ref before = w_.add(part("before", "due in earlier periods", rule_), dues);
    return deducts_ ? w_.negate(part("deducted", "deducted in earlier periods", rule_), before)
                    : before;
  }

  // A phase pays no more than is left until its limit, and never less than nothing.
  Ref limited(const PhasedPrice::Phase& phase, const std::string& phase_id, Ref whole, Ref paid) {
    const Ref limit = q_.rule_value(id(phase_id + ".until_paid"),
                                    "until so much is paid over the term",
                                    Unit::amount,
                                    *phase.until_paid);
    const Ref difference = w_.subtract(
        part(phase_id + ".to_limit", "limit less what was due before", phase.source), limit, paid);
    const Ref room = w_.larger_of(part(phase_id + ".room", "room in this phase", phase.source),
                                  difference,
                                  q_.constant(0, "nothing"));
    return w_.smaller_of(
        part(phase_id + ".pays", "what this phase pays", phase.source), whole, room);
  }

  Ref table(const BandedPrice& price, Ref read, Workings::Name name) {
    std::vector<BandRow> rows;
    for (const Band& band : price.bands) {
      const bool per_unit = band.pays == Band::Pays::per_unit ||
                            (price.of && price.mode == BandedPrice::Mode::marginal);
      rows.push_back({band.from, band.value, per_unit});
    }
    switch (price.mode) {
      case BandedPrice::Mode::slab:
        return w_.slab(std::move(name), read, rows, price.edge_belongs_to_upper);
      case BandedPrice::Mode::marginal:
        return w_.marginal(std::move(name), read, rows);
      case BandedPrice::Mode::interpolated:
        return w_.interpolated(std::move(name), read, rows);
    }
    throw Defect("unknown band mode");
  }

  static std::string table_label(BandedPrice::Mode mode, std::string_view what) {
    switch (mode) {
      case BandedPrice::Mode::slab:
        return fmt::format("{} of the band reached", what);
      case BandedPrice::Mode::marginal:
        return fmt::format("{} of the bands, each part at its own price", what);
      case BandedPrice::Mode::interpolated:
        return fmt::format("{} between two rows of the table", what);
    }
    throw Defect("unknown band mode");
  }

  Ref amount_of(const BandedPrice& price, Ref read) {
    Workings::Name name = price.nothing_below ? part("table", "", rule_) : payment("");
    name.label = table_label(price.mode, "amount");
    return table(price, read, std::move(name));
  }

  // Marginal shares are per cent of the baseline; the others parts of one.
  Ref share_of(const BandedPrice& price, Ref read) {
    const bool percent = price.mode == BandedPrice::Mode::marginal;
    const Ref share = table(price,
                            read,
                            {id("share"),
                             table_label(price.mode, "share"),
                             percent ? Unit::percent : Unit::rate,
                             rule_});
    Workings::Name name = price.nothing_below ? part("table", "", rule_) : payment("");
    name.label = "share of the sum";
    if (!percent) {
      return w_.multiply(std::move(name), {share, basis_.sum(*price.of)});
    }
    const Ref as_part =
        w_.divide({id("share_part"), "the same as a part of one", Unit::rate, rule_},
                  share,
                  q_.constant(kHundred, "a hundred"));
    return w_.multiply(std::move(name), {as_part, basis_.sum(*price.of)});
  }

  static std::string price_label(PerUnitPrice::Unit unit) {
    static constexpr std::array<std::string_view, 8> kLabels = {"price of a point",
                                                                "price of one per cent",
                                                                "price of a person",
                                                                "price of an event",
                                                                "price of a unit of severity",
                                                                "price of a case",
                                                                "price of a day",
                                                                "price of a unit of money"};
    return std::string(kLabels.at(static_cast<std::size_t>(unit)));
  }

  const LineRule& line_;
  const Source& rule_;
  bool deducts_;
  Basis basis_;
  Quantities& q_;
  Workings& w_;
};

// One of the equal parts of a sum; the last period of the stretch pays what the others left, or
// deducts what they did.
Ref equal_part(Ref whole,
               Over over,
               bool deducts,
               const LineRule& line,
               const Source& rule,
               Quantities& quantities) {
  Workings& w = quantities.workings();
  const std::vector<Period> periods = quantities.periods_of(over);
  const auto parts = static_cast<std::int64_t>(periods.size());
  const bool last = periods.back() == quantities.period();
  std::vector<Ref> dues;
  for (const EarlierStatement* statement : quantities.earlier_since(periods.front().first)) {
    dues.push_back(quantities.quantity_of(
        *statement, statement->line(line.name).due, "due", Unit::amount, rule));
  }
  if (last && !dues.empty()) {
    Ref before =
        w.add({line.name + ".parts_before", "due in the parts before", Unit::amount, rule}, dues);
    if (deducts) {
      before = w.negate(
          {line.name + ".parts_deducted", "deducted in the parts before", Unit::amount, rule},
          before);
    }
    return w.subtract({line.name + ".part", "what the parts before have left", Unit::amount, rule},
                      whole,
                      before);
  }
  const Ref number =
      w.given({line.name + ".parts", "equal parts", Unit::number, rule}, ratio_of(parts));
  return w.divide({line.name + ".part", "one part", Unit::amount, rule}, whole, number);
}

}  // namespace

Ref price_consequence(const Consequence& consequence,
                      const Priced& priced,
                      Quantities& quantities,
                      const std::string& prefix) {
  Workings& w = quantities.workings();
  if (consequence.direction == Consequence::Direction::nothing) {
    return w.given({prefix + ".nothing", "nothing is paid", Unit::amount, consequence.source}, 0);
  }
  const bool worse = &consequence == &priced.line.on_increase;
  const bool deducts = consequence.direction == Consequence::Direction::deduct;
  const Price& price = *consequence.price;
  Pricer pricer(priced.line,
                price.source,
                deducts,
                Basis(priced, worse, prefix, price.source, quantities),
                quantities);
  Ref gross = std::visit(pricer, price.how);
  if (price.equal_parts_over) {
    gross =
        equal_part(gross, *price.equal_parts_over, deducts, priced.line, price.source, quantities);
  }
  if (!deducts) {
    return gross;
  }
  return w.negate({prefix + ".deduction", "deduction", Unit::amount, consequence.source}, gross);
}

}  // namespace outturn::settling
