// Whether what a line rests on fits its measure.
#include "rules/kinds.h"
#include "rules/line_check.h"

#include <fmt/format.h>

namespace outturn::reading {
namespace {

class BasisCheck : LineCheck {
 public:
  BasisCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : LineCheck(line, contract, problems) {}

  void run() {
    check_effect_unit();
    check_pool();
    check_adjustment();
    check_baseline();
  }

 private:
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
    if (pooled.settled != Settled::every_period) {
      report(line_.pool->source,
             Reason::inconsistent,
             fmt::format("line \"{}\" isn't settled in every period", pooled.name));
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
    if (line_.comparison) {
      check_fallback(*line_.comparison);
    }
    if (line_.nothing_if_nobody && (measure_ == nullptr || measure_->figure)) {
      report(line_.source,
             Reason::inconsistent,
             "if_nobody goes with a measured measure: a supplied one is as it is supplied");
    }
  }

  // What stands in for an estimate is supplied or stated, and stands in for no third one.
  void check_fallback(const Comparison& comparison) {
    for (const Comparison& other : comparison.otherwise) {
      if (std::holds_alternative<CohortBaseline>(other.baseline) || other.adjusted_for_mean_score ||
          comparison.adjusted_for_mean_score || !other.otherwise.empty()) {
        report(other.source,
               Reason::inconsistent,
               "what stands in for an estimate is fixed, a figure or a blend, and neither is "
               "adjusted");
      }
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
};

}  // namespace

void check_basis(const LineRule& line, const Contract& contract, Problems& problems) {
  BasisCheck(line, contract, problems).run();
}

}  // namespace outturn::reading
