#include "rules/consistency.h"

#include "rules/reading.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::reading {
namespace {

void check_measure(const MeasureRule& measure, const Contract& contract, Problems& problems) {
  const auto needs = [&](bool present, std::string_view block, std::string_view why) {
    if (!present) {
      problems.add(
          measure.source.place,
          Reason::inconsistent,
          fmt::format("the measure \"{}\" {}, and there is no {} block", measure.name, why, block));
    }
  };
  if (measure.figure) {
    return;
  }
  needs(contract.cohort.has_value(), "cohort", "is measured on people");
  needs(contract.window.has_value(), "window", "is measured on people");
  needs(contract.counts.has_value(), "counts", "is measured on people");
  const bool severe = is_severity(measure.kind) || measure.kind == MeasureKind::graded_rate;
  needs(!measure.weighted || contract.weights, "weights", "is weighted");
  needs(!severe || contract.severity, "severity", "needs offence severity");
}

// A cohort is counted even when every measure is supplied.
void check_cohort(const Contract& contract, Problems& problems) {
  const bool measured = std::any_of(contract.measures.begin(),
                                    contract.measures.end(),
                                    [](const MeasureRule& m) { return !m.figure; });
  const bool followed = contract.window || contract.counts;
  if (!contract.cohort || measured || (contract.milestones && !followed)) {
    return;  // each measure says what it needs, and milestones need neither
  }
  for (const auto& [present, block] : {std::pair{contract.window.has_value(), "window"},
                                       {contract.counts.has_value(), "counts"}}) {
    if (!present) {
      problems.add(contract.cohort->source.place,
                   Reason::inconsistent,
                   fmt::format("there is a cohort block and no {} block", block),
                   "add it, or leave the cohort out: every measure is supplied as a figure");
    }
  }
}

// The words under which a statement's workings stand.
void check_name(std::string_view name, const Source& source, Problems& problems) {
  static constexpr std::array<std::string_view, 9> kTaken = {"total",
                                                             "payer",
                                                             "payer_share",
                                                             "payer_exact",
                                                             "payers",
                                                             "constant",
                                                             "actual",
                                                             "baseline",
                                                             "milestones"};
  const bool taken = std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
  if (taken || name.find('.') != std::string_view::npos) {
    problems.add(source.place,
                 Reason::bad_identifier,
                 fmt::format("nothing can be called \"{}\"", name),
                 fmt::format("a measure or line has a name without '.', and not one of {}",
                             fmt::join(kTaken, ", ")));
  }
}

class LineCheck {
 public:
  LineCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : line_(line),
        contract_(contract),
        measure_(contract.find_measure(line.measure)),
        problems_(problems) {}

  void run() {
    check_effect_unit();
    check_pool();
    check_adjustment();
    check_baseline();
    for (const auto* conditions :
         {&line_.reduction_when, &line_.increase_when, &line_.termination_when, &line_.paid_when}) {
      for (const Condition& condition : *conditions) {
        check_condition(condition);
      }
    }
    for (const Consequence* consequence :
         {&line_.on_reduction, &line_.on_neither, &line_.on_increase, &line_.always}) {
      check_consequence(*consequence);
    }
    check_neither();
    check_most();
  }

 private:
  void report(const Source& source, Reason reason, std::string message, std::string advice = {}) {
    problems_.add(source.place, reason, std::move(message), std::move(advice));
  }

  bool plain_binary() const {
    return measure_ != nullptr && measure_->kind == MeasureKind::binary_rate && !measure_->weighted;
  }

  void check_effect_unit() {
    if (measure_ == nullptr || !line_.has_verdict()) {
      return;
    }
    const EffectUnit unit = line_.effect_unit;
    if (unit != EffectUnit::percent && unit != facts_of(measure_->kind).own_unit) {
      report(line_.source,
             Reason::wrong_unit,
             fmt::format("the effect of line \"{}\" can't be in {}", line_.name, word_of(unit)),
             fmt::format("a {} falls by {} or per cent",
                         facts_of(measure_->kind).word,
                         word_of(facts_of(measure_->kind).own_unit)));
    }
  }

  // Rates are averaged by the people they are of, so they must be rates per person.
  void check_pool() {
    if (!line_.pool || measure_ == nullptr) {
      return;
    }
    if (!facts_of(measure_->kind).per_person() || measure_->weighted) {
      report(line_.pool->source,
             Reason::inconsistent,
             "a pool weights by people, so it takes together unweighted rates per person only");
    }
    const LineRule& pooled = *contract_.find_line(line_.pool->line);
    if (line_.pool->mean_of == PoolRule::MeanOf::reductions &&
        pooled.effect_unit != line_.effect_unit) {
      report(line_.pool->source,
             Reason::wrong_unit,
             fmt::format("the reductions of line \"{}\" are in {}, and those of this one in {}",
                         pooled.name,
                         word_of(pooled.effect_unit),
                         word_of(line_.effect_unit)));
    }
    if (pooled.settled != LineRule::Settled::every_period) {
      report(line_.pool->source,
             Reason::inconsistent,
             fmt::format("line \"{}\" isn't settled in every period", pooled.name));
    }
  }

  // Whether the line has rates to compare, and not only the size of a change.
  bool compares_rates() const {
    return line_.comparison || (line_.pool && line_.pool->mean_of == PoolRule::MeanOf::rates);
  }

  void check_adjustment() {
    const bool measured = plain_binary() && !measure_->figure;
    if (line_.comparison && line_.comparison->adjusted_for_mean_score && !measured) {
      report(line_.comparison->source,
             Reason::inconsistent,
             "only a measured, unweighted binary rate is adjusted for the mean score");
    }
  }

  void check_baseline() {
    const bool supplied = measure_ != nullptr && measure_->figure;
    if (supplied && line_.comparison &&
        std::holds_alternative<CohortBaseline>(line_.comparison->baseline)) {
      report(line_.comparison->source,
             Reason::inconsistent,
             fmt::format("the measure \"{}\" is supplied, so no cohort can be its baseline",
                         measure_->name),
             "compare with the figure supplied for the baseline, or with a fixed one");
    }
    if (line_.comparison) {
      if (const auto* cohort = std::get_if<CohortBaseline>(&line_.comparison->baseline)) {
        check_baseline_cohort(*cohort, line_.comparison->source);
      }
    }
    if (line_.nothing_if_nobody && (measure_ == nullptr || measure_->figure)) {
      report(line_.source,
             Reason::inconsistent,
             "if_nobody goes with a measured measure: a supplied one is as it is supplied");
    }
  }

  void check_baseline_cohort(const CohortBaseline& cohort, const Source& source) {
    if (cohort.first <= contract_.last && contract_.first <= cohort.last) {
      report(source,
             Reason::inconsistent,
             fmt::format("the baseline cohort of line \"{}\" overlaps the contract's term",
                         line_.name),
             "people under the contract would be compared with themselves");
    }
    const std::vector<Period> periods =
        periods_within(contract_.cadence, cohort.first, cohort.last);
    const bool each = !contract_.cohort ||
                      contract_.cohort->starts_per_person == CohortRule::StartsPerPerson::each;
    if (!each && periods.size() > 1 && !cohort.one_per_person) {
      report(source,
             Reason::missing_key,
             "the baseline cohort lasts longer than a period, and lacks the key "
             "\"one_start_per_person_in\"",
             "say whether a person counts once in the whole baseline, or in each period of it");
    }
    if (cohort.one_per_person == CohortBaseline::OnePerPerson::in_each_period &&
        !whole_periods(periods, cohort)) {
      report(source,
             Reason::inconsistent,
             "the baseline cohort is not made of whole periods, in each of which one start could "
             "count",
             "begin and end it with a period, or write: one_start_per_person_in: the whole "
             "baseline");
    }
  }

  static bool whole_periods(const std::vector<Period>& periods, const CohortBaseline& cohort) {
    return !periods.empty() && periods.front().first == cohort.first &&
           periods.back().last == cohort.last;
  }

  void check_condition(const Condition& condition) {
    if (std::holds_alternative<SignificanceCondition>(condition.test) && !plain_binary()) {
      report(condition.source,
             Reason::inconsistent,
             "significance is tested on an unweighted binary rate only");
    }
    if (const auto* test = std::get_if<SignificanceCondition>(&condition.test)) {
      check_baseline_people(*test, condition.source);
    }
    if (const auto* hurdle = std::get_if<HurdleCondition>(&condition.test)) {
      check_hurdle(*hurdle, condition.source);
    }
    if (const auto* unpaid = std::get_if<NothingPaidCondition>(&condition.test)) {
      check_unpaid(*unpaid, condition.source);
    }
    if (const auto* any = std::get_if<AnyCondition>(&condition.test)) {
      for (const Condition& one : any->of) {
        check_condition(one);
      }
    }
    const bool of_effect = std::holds_alternative<EffectCondition>(condition.test) ||
                           std::holds_alternative<SignificanceCondition>(condition.test);
    if (of_effect && !line_.has_verdict()) {
      report(condition.source,
             Reason::inconsistent,
             fmt::format("\"{}\" asks for an effect, and this line compares with nothing",
                         condition.key));
    }
    const bool of_rates = std::holds_alternative<RateCondition>(condition.test) ||
                          std::holds_alternative<SignificanceCondition>(condition.test) ||
                          std::holds_alternative<PeopleCondition>(condition.test);
    if (of_rates && line_.pool && !compares_rates()) {
      report(condition.source,
             Reason::inconsistent,
             fmt::format("\"{}\" asks for a rate, and this line has a mean of reductions",
                         condition.key));
    }
  }

  const LineRule* earlier_line(std::string_view name) const {
    for (const LineRule& other : contract_.lines) {
      if (other.name == line_.name) {
        break;
      }
      if (other.name == name) {
        return &other;
      }
    }
    return nullptr;
  }

  void check_unpaid(const NothingPaidCondition& unpaid, const Source& source) {
    if (earlier_line(unpaid.line) == nullptr) {
      report(source,
             Reason::unknown_reference,
             fmt::format("nothing_paid_on names \"{}\", which is not an earlier line", unpaid.line),
             "it looks at a line that stands above its own");
    }
  }

  // A two-sample test asks how many people a fixed baseline was measured on.
  void check_baseline_people(const SignificanceCondition& test, const Source& source) {
    const auto* fixed =
        line_.comparison ? std::get_if<FixedBaseline>(&line_.comparison->baseline) : nullptr;
    if (test.test != SignificanceCondition::Test::one_sample_z && fixed != nullptr &&
        !fixed->people) {
      report(source,
             Reason::missing_key,
             fmt::format("line \"{}\" is tested on two samples, and its baseline lacks the key "
                         "\"baseline_people\"",
                         line_.name),
             "say in compare_with how many people the baseline was measured on");
    }
  }

  void check_hurdle(const HurdleCondition& hurdle, const Source& source) {
    const LineRule* other = earlier_line(hurdle.line);
    if (other != nullptr && other->has_verdict()) {
      check_settled_together(*other, source);
      return;
    }
    report(source,
           Reason::unknown_reference,
           fmt::format("the hurdle names \"{}\", which is not an earlier line with a verdict",
                       hurdle.line),
           "a hurdle looks at a line that stands above its own");
  }

  void check_settled_together(const LineRule& other, const Source& source) {
    if (other.settled != LineRule::Settled::every_period && other.settled != line_.settled) {
      report(source,
             Reason::inconsistent,
             fmt::format("line \"{}\" has no verdict in the periods in which it isn't settled",
                         other.name));
    }
  }

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
  }

  void check_sum_line(const OfLine& other, const Source& source) {
    if (earlier_line(other.line) == nullptr) {
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

  // Between the gates the effect can have either sign, so only a stated sum makes sense there.
  void check_neither() {
    if (line_.on_neither.price && !is_stated_sum(line_.on_neither.price->how)) {
      report(line_.on_neither.price->source,
             Reason::inconsistent,
             "on_neither pays or deducts a stated sum only",
             "write nothing, an amount, or a share of a sum");
    }
  }

  template <typename How>
  static bool is_stated_sum(const How& how) {
    const auto* share = std::get_if<SharePrice>(&how);
    return std::holds_alternative<FixedPrice>(how) ||
           (share != nullptr && (std::holds_alternative<Dated<Money>>(share->of.what) ||
                                 std::holds_alternative<OfLine>(share->of.what)));
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

  const LineRule& line_;
  const Contract& contract_;
  const MeasureRule* measure_;
  Problems& problems_;
};

}  // namespace

void check_consistency(const Contract& contract, Problems& problems) {
  check_cohort(contract, problems);
  for (const MeasureRule& measure : contract.measures) {
    check_name(measure.name, measure.source, problems);
    check_measure(measure, contract, problems);
  }
  for (const LineRule& line : contract.lines) {
    check_name(line.name, line.source, problems);
    LineCheck(line, contract, problems).run();
  }
  check_bounds(contract, problems);
  check_figures(contract, problems);
  check_milestones(contract, problems);
}

}  // namespace outturn::reading
