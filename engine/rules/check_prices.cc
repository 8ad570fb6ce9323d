// Whether the prices of a line fit what it reads.
#include "rules/kinds.h"
#include "rules/line_check.h"

#include <fmt/format.h>

namespace outturn::reading {
namespace {

class PriceCheck : LineCheck {
 public:
  PriceCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : LineCheck(line, contract, problems) {}

  void run() {
    for (const Consequence* consequence :
         {&line_.on_reduction, &line_.on_neither, &line_.on_increase, &line_.always}) {
      check_consequence(*consequence);
    }
    check_neither();
    check_most();
    check_adjustments();
  }

 private:
  void check_consequence(const Consequence& consequence) {
    if (!consequence.price) {
      return;
    }
    const Price& price = *consequence.price;
    if (const auto* per_unit = std::get_if<PerUnitPrice>(&price.how)) {
      check_unit_price(per_unit->unit, price.source);
    }
    if (const auto* share = std::get_if<SharePrice>(&price.how)) {
      check_sum(share->of);
    }
    if (const auto* phased = std::get_if<PhasedPrice>(&price.how)) {
      check_sum(phased->of);
    }
    if (const auto* banded = std::get_if<BandedPrice>(&price.how)) {
      check_bands(*banded);
    }
    check_parts(price);
    const bool by_outcome = std::holds_alternative<OutcomePrice>(price.how);
    const bool graded =
        measure_ != nullptr && measure_->kind == MeasureKind::graded_rate && !measure_->figure;
    if (by_outcome && !graded) {
      report(price.source,
             Reason::inconsistent,
             "a price by outcome needs a measured graded rate as the line's measure");
    }
  }

  // What a share is of must be there, and be money.
  void check_sum(const SumOf& sum) {
    const bool cost = measure_ != nullptr && measure_->kind == MeasureKind::cost;
    if (std::holds_alternative<OfMeasure>(sum.what) && !cost) {
      report(sum.source, Reason::wrong_unit, "the measure of this line is not in money");
    }
    const bool compared =
        std::holds_alternative<OfSaving>(sum.what) || std::holds_alternative<OfBaseline>(sum.what);
    if (compared && !(cost && line_.comparison)) {
      report(sum.source,
             Reason::wrong_unit,
             "only a line that compares a cost has a baseline and a saving in money");
    }
    if (const auto* other = std::get_if<OfLine>(&sum.what)) {
      check_sum_line(*other, sum.source);
    }
    const auto* statement = std::get_if<OfStatement>(&sum.what);
    if (statement != nullptr && statement->contract == contract_.id) {
      report(sum.source,
             Reason::inconsistent,
             "the share is of a statement of this very contract",
             "of its own line above write: of: {line: NAME}");
    }
  }

  void check_sum_line(const OfLine& other, const Source& source) {
    if (line_above(other.line) == nullptr) {
      report(source,
             Reason::unknown_reference,
             fmt::format("the share is of \"{}\", which is not an earlier line", other.line),
             "a share is of a line that stands above its own");
    }
  }

  void check_bands(const BandedPrice& price) {
    if (!price.of) {
      return;
    }
    check_sum(*price.of);
    const bool percent_of_baseline = line_.effect_unit == EffectUnit::percent &&
                                     line_.has_verdict() &&
                                     std::holds_alternative<OfBaseline>(price.of->what);
    if (price.mode == BandedPrice::Mode::marginal && !percent_of_baseline) {
      report(price.of->source,
             Reason::inconsistent,
             "marginal shares are of the baseline, along an effect in per cent of it",
             "write: effect_in: percent, and: of: the baseline");
    }
  }

  // A stretch of a year is known where the contract says when its year begins.
  void check_stretch(Over over, const Source& source) {
    if (over == Over::year && !contract_.cadence.year_starts_month) {
      report(source,
             Reason::missing_key,
             "this looks over a year, and periods lacks the key \"year_starts\"",
             "say when the contract's year begins: year_starts: 1 April");
    }
  }

  void check_parts(const Price& price) {
    if (!price.equal_parts_over) {
      return;
    }
    check_stretch(*price.equal_parts_over, price.source);
    if (!is_stated_amount(price.how)) {
      report(price.source,
             Reason::inconsistent,
             "only a stated sum is paid in equal parts: an amount, or a share of one");
    }
    if (line_.settled != Settled::every_period || line_.has_verdict() || !line_.paid_when.empty()) {
      report(price.source,
             Reason::inconsistent,
             "equal parts are paid in every period, so no result and no condition can stand before "
             "them");
    }
    if (!line_.factors.empty() || line_.less_paid) {
      report(price.source,
             Reason::inconsistent,
             "the last part takes what the others left, so nothing else can change a part");
    }
  }

  void check_adjustments() {
    if (line_.cumulative_over) {
      check_cumulative();
    }
    if (!line_.less_paid) {
      return;
    }
    check_stretch(line_.less_paid->over, line_.less_paid->source);
    for (const std::string& name : line_.less_paid->lines) {
      if (name != line_.name && line_above(name) == nullptr) {
        report(line_.less_paid->source,
               Reason::unknown_reference,
               fmt::format("less_paid names \"{}\", which is neither this line nor one above it",
                           name));
      }
    }
  }

  // Only a number of something adds up over periods.
  void check_cumulative() {
    check_stretch(*line_.cumulative_over, line_.source);
    const bool total = measure_ != nullptr && facts_of(measure_->kind).supplied_only() &&
                       measure_->kind != MeasureKind::share;
    if (!total || line_.has_verdict()) {
      report(
          line_.source,
          Reason::inconsistent,
          "cumulative_over goes with days, cases or a cost that the line pays without comparing");
    }
    if (line_.settled != Settled::every_period) {
      report(line_.source,
             Reason::inconsistent,
             "cumulative_over adds up every period, so the line is settled in each of them");
    }
    if (line_.always.price && !reads_measure(*line_.always.price)) {
      report(line_.always.price->source,
             Reason::inconsistent,
             "cumulative_over goes with a price of the measure: for each case or day, in bands, or "
             "a share of it");
    }
  }

  static bool reads_measure(const Price& price) {
    const auto* share = std::get_if<SharePrice>(&price.how);
    return std::holds_alternative<PerUnitPrice>(price.how) ||
           std::holds_alternative<BandedPrice>(price.how) ||
           (share != nullptr && std::holds_alternative<OfMeasure>(share->of.what));
  }

  // Between the gates the effect can have either sign, so only a stated sum makes sense there.
  void check_neither() {
    if (line_.on_neither.price && !is_stated_sum(line_.on_neither.price->how)) {
      report(line_.on_neither.price->source,
             Reason::inconsistent,
             "on_neither pays or deducts a stated sum only",
             "write nothing, an amount, or a share of a sum");
    }
  }

  static bool is_stated_amount(const Price::How& how) {
    const auto* share = std::get_if<SharePrice>(&how);
    return std::holds_alternative<FixedPrice>(how) ||
           (share != nullptr && std::holds_alternative<Dated<Money>>(share->of.what));
  }

  static bool is_stated_sum(const Price::How& how) {
    const auto* share = std::get_if<SharePrice>(&how);
    return is_stated_amount(how) ||
           (share != nullptr && std::holds_alternative<OfLine>(share->of.what));
  }

  // An effect beyond the most that counts can only be left out of a price that reads the effect.
  void check_most() {
    if (!line_.effect_at_most) {
      return;
    }
    const Consequence& pays = line_.on_reduction;
    const auto* per_unit = pays.price ? std::get_if<PerUnitPrice>(&pays.price->how) : nullptr;
    const bool banded = pays.price && std::holds_alternative<BandedPrice>(pays.price->how);
    if (!banded && (per_unit == nullptr || !reads_effect(per_unit->unit))) {
      report(line_.source,
             Reason::inconsistent,
             "effect_at_most goes with bands, or with a price for each unit of the effect");
    }
  }

  // Whether a price of this unit is for each unit of the effect as it is stated.
  bool reads_effect(PerUnitPrice::Unit unit) const {
    return (unit == PerUnitPrice::Unit::percent && line_.effect_unit == EffectUnit::percent) ||
           (unit == PerUnitPrice::Unit::point && line_.effect_unit == EffectUnit::points) ||
           (unit == PerUnitPrice::Unit::one_case && line_.effect_unit == EffectUnit::cases) ||
           (unit == PerUnitPrice::Unit::day && line_.effect_unit == EffectUnit::days);
  }

  // A price for each unit of what a line reads: its effect, or without a comparison its measure.
  void check_unit_price(PerUnitPrice::Unit unit, const Source& source) {
    bool fits = false;
    if (line_.has_verdict()) {
      const bool of_measure = compares_rates() && facts_of(measure_->kind).priced == unit;
      const bool point =
          unit == PerUnitPrice::Unit::point && compares_rates() && is_rate(measure_->kind);
      fits = reads_effect(unit) || of_measure || point;
    } else if (measure_ != nullptr) {
      const KindFacts& facts = facts_of(measure_->kind);
      fits = facts.priced == unit && facts.supplied_only();
    }
    if (!fits) {
      report(source,
             Reason::wrong_unit,
             fmt::format("this price doesn't fit the measure of line \"{}\"", line_.name),
             "a person is fewer in a binary rate, an event in a frequency, a point in a rate");
    }
  }
};

}  // namespace

void check_prices(const LineRule& line, const Contract& contract, Problems& problems) {
  PriceCheck(line, contract, problems).run();
}

}  // namespace outturn::reading
