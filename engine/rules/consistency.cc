#include "rules/consistency.h"

#include "rules/reading.h"

#include <algorithm>
#include <array>
#include <set>
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

// Dated values as text, the same for the same values on the same days.
std::string signature(const Dated<Ratio>& dated) {
  std::string text;
  for (const DatedValue<Ratio>& value : dated.values()) {
    text += fmt::format(" {} {}", to_string(value.from), to_fraction(value.value));
  }
  return text + (dated.until() ? " until " + to_string(*dated.until()) : "");
}

// What a condition asks for, however it is written: its key, and the values beside it.
struct Signature {
  std::string operator()(const EffectCondition& test) const { return signature(test.value); }
  std::string operator()(const RateCondition& test) const { return signature(test.value); }
  std::string operator()(const SignificanceCondition& test) const {
    return fmt::format(
        " {} {} {}", static_cast<int>(test.test), to_fraction(test.z.value), test.or_equal);
  }
  std::string operator()(const HurdleCondition& test) const {
    return fmt::format(" {} {}", static_cast<int>(test.verdict), test.line);
  }
  std::string operator()(const PeopleCondition& test) const {
    return fmt::format(" {}", test.at_least);
  }
};

std::set<std::string> signatures(const std::vector<Condition>& conditions) {
  std::set<std::string> all;
  for (const Condition& condition : conditions) {
    all.insert(condition.key + std::visit(Signature{}, condition.test));
  }
  return all;
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
    check_adjustment();
    check_baseline();
    for (const auto* conditions :
         {&line_.reduction_when, &line_.increase_when, &line_.termination_when}) {
      for (const Condition& condition : *conditions) {
        check_condition(condition);
      }
    }
    for (const Consequence* consequence :
         {&line_.on_reduction, &line_.on_neither, &line_.on_increase, &line_.always}) {
      check_consequence(*consequence);
    }
    check_neither();
    check_verdicts_differ();
  }

 private:
  void report(const Source& source, Reason reason, std::string message, std::string advice = {}) {
    problems_.add(source.place, reason, std::move(message), std::move(advice));
  }

  bool plain_binary() const {
    return measure_ != nullptr && measure_->kind == MeasureKind::binary_rate && !measure_->weighted;
  }

  void check_effect_unit() {
    if (measure_ == nullptr || !line_.comparison) {
      return;
    }
    const EffectUnit unit = line_.effect_unit;
    const bool fits = unit == EffectUnit::percent ||
                      (unit == EffectUnit::points && is_rate(measure_->kind)) ||
                      (unit == EffectUnit::events && is_frequency(measure_->kind)) ||
                      (unit == EffectUnit::severity && is_severity(measure_->kind));
    if (!fits) {
      report(line_.source,
             Reason::wrong_unit,
             fmt::format("the effect of line \"{}\" can't be in {}", line_.name, word_of(unit)),
             "a rate falls by points or per cent, a frequency by events or per cent");
    }
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
    for (const LineRule& other : contract_.lines) {
      if (&other == &line_ || other.name == line_.name) {
        break;
      }
      if (other.name == hurdle.line && other.has_verdict()) {
        return;
      }
    }
    report(source,
           Reason::unknown_reference,
           fmt::format("the hurdle names \"{}\", which is not an earlier line with a verdict",
                       hurdle.line),
           "a hurdle looks at a line that stands above its own");
  }

  void check_consequence(const Consequence& consequence) {
    if (!consequence.price) {
      return;
    }
    const Price& price = *consequence.price;
    if (const auto* per_unit = std::get_if<PerUnitPrice>(&price.how)) {
      check_unit_price(per_unit->unit, price.source);
    }
    const bool by_outcome = std::holds_alternative<OutcomePrice>(price.how);
    const bool banded = std::holds_alternative<BandedPrice>(price.how);
    const bool graded =
        measure_ != nullptr && measure_->kind == MeasureKind::graded_rate && !measure_->figure;
    if (by_outcome && !graded) {
      report(price.source,
             Reason::inconsistent,
             "a price by outcome needs a measured graded rate as the line's measure");
    }
    if (banded && !line_.has_verdict()) {
      report(price.source, Reason::inconsistent, "bands need a compare_with: they read the effect");
    }
  }

  // Between the gates the effect can have either sign, so only a stated sum makes sense there.
  void check_neither() {
    if (!line_.on_neither.price) {
      return;
    }
    const Price& price = *line_.on_neither.price;
    const bool stated_sum = std::holds_alternative<FixedPrice>(price.how) ||
                            std::holds_alternative<SharePrice>(price.how);
    if (!stated_sum) {
      report(price.source,
             Reason::inconsistent,
             "on_neither pays or deducts a stated sum only",
             "write nothing, an amount, or a share of a sum");
    }
  }

  // Where one verdict asks for nothing that the other doesn't ask for as well, both would hold.
  void check_verdicts_differ() {
    const std::set<std::string> reduction = signatures(line_.reduction_when);
    const std::set<std::string> increase = signatures(line_.increase_when);
    if (reduction.empty() || increase.empty()) {
      return;
    }
    const bool both =
        std::includes(reduction.begin(), reduction.end(), increase.begin(), increase.end()) ||
        std::includes(increase.begin(), increase.end(), reduction.begin(), reduction.end());
    if (both) {
      report(
          line_.increase_when.front().source,
          Reason::inconsistent,
          fmt::format("by its conditions line \"{}\" would be a reduction and an increase at once",
                      line_.name),
          "add conditions on the effect: reduction_more_than: ..., increase_more_than: ...");
    }
  }

  void check_unit_price(PerUnitPrice::Unit unit, const Source& source) {
    const bool rate = measure_ != nullptr && is_rate(measure_->kind);
    const bool points = line_.effect_figure && line_.effect_unit == EffectUnit::points;
    const bool percent = line_.has_verdict() && line_.effect_unit == EffectUnit::percent;
    bool fits = false;
    switch (unit) {
      case PerUnitPrice::Unit::point:
        fits = (rate && line_.comparison) || points;
        break;
      case PerUnitPrice::Unit::percent:
        fits = percent;
        break;
      case PerUnitPrice::Unit::person:
        fits = measure_ != nullptr && measure_->kind == MeasureKind::binary_rate;
        break;
      case PerUnitPrice::Unit::event:
        fits = measure_ != nullptr && is_frequency(measure_->kind);
        break;
      case PerUnitPrice::Unit::severity:
        fits = measure_ != nullptr && is_severity(measure_->kind);
        break;
    }
    if (!fits || !line_.has_verdict()) {
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
