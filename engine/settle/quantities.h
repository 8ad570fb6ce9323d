// The measured quantities of a settlement as workings. Private to the settle room.
#pragma once

#include "measure/measure.h"
#include "measure/milestones.h"
#include "rules/contract.h"
#include "settle/earlier.h"
#include "settle/units.h"
#include "settle/workings.h"
#include "value/period.h"

#include <string>
#include <string_view>

namespace outturn::settling {

// A measure's value and what it was divided by.
struct RateRefs {
  Ref value;
  std::optional<Ref> per;     // people or reoffenders it is per; none for a figure without people
  std::optional<Ref> people;  // unweighted people; none for a figure without people
};

// Writes measured sums and rates into workings, each once.
class Quantities {
 public:
  Quantities(const Contract& contract,
             const Period& period,
             const std::vector<MeasuredCohort>& cohorts,
             Workings& workings);

  // The value of a measure: from the cohort of that name, or from the figure it names.
  RateRefs rate(const MeasureRule& measure, std::string_view name);

  // Whether a measure has somebody to divide by in the cohort of that name; a supplied one has.
  bool has_anybody(const MeasureRule& measure, std::string_view name) const;

  // A supplied figure, under `id`. Throws InputError(missing_figure).
  RateRefs figure(std::string_view name, const std::string& id, Unit unit, const Source& rule);

  // The people of the actual cohort whose outcome has this grade; none means no reoffence.
  Ref people_of_grade(Grade grade, const Source& rule);

  // People, reoffenders and reoffences of every cohort, whether or not a line reads them.
  void count_everyone();

  // The unit of a measure's value, and of a line's effect.
  Unit unit_of_measure(std::string_view measure) const;
  static Unit unit_of_effect(const LineRule& line);

  // Whether a measure is per 100 people.
  bool is_per_hundred(std::string_view measure) const;

  // The mean score of a cohort. Throws InputError(missing_score) when anybody lacks one.
  Ref mean_score(std::string_view name, const Source& rule);

  // A fixed number such as 100, stated once.
  Ref constant(int value, std::string_view label);

  // The rule value in force for the period, as a working.
  Ref rule_value(const std::string& id, std::string label, Unit unit, const Dated<Ratio>& value);
  Ref rule_value(const std::string& id, std::string label, Unit unit, const Dated<Money>& value);

  // What was followed besides the cohorts; asking without having given it is a Defect.
  void follow(const MeasuredMilestones& measured) { milestones_ = &measured; }
  const MeasuredMilestones& milestones() const;

  // The statements of earlier periods that the settlement builds on; none when not given.
  void remember(const std::vector<EarlierStatement>& earlier) { earlier_ = &earlier; }
  // Those of them that begin on or after a day, in order of time.
  std::vector<const EarlierStatement*> earlier_since(Date first) const;
  std::vector<const EarlierStatement*> earlier_in_term() const {
    return earlier_since(contract_.first);
  }
  std::vector<const EarlierStatement*> earlier_over(Over over) const {
    return earlier_since(contract_.first_day_of(over, period_));
  }
  // The statement of another contract for the same days; asking without having given it is a
  // Defect.
  const EarlierStatement& statement_of(std::string_view contract) const;
  // One of their quantities, as a working "before.PERIOD.ID".
  Ref quantity_of(const EarlierStatement& statement,
                  const EarlierQuantity& quantity,
                  std::string_view label,
                  Unit unit,
                  const Source& rule);

  const MilestonesRule& milestones_rule() const { return contract_.milestones.value(); }

  const Period& period() const { return period_; }
  // The contract's periods in the same stretch as this one.
  std::vector<Period> periods_of(Over over) const { return contract_.periods_of(over, period_); }
  Date rules_day() const { return contract_.rules_day(period_); }
  Workings& workings() { return workings_; }

 private:
  const MeasuredCohort& cohort(std::string_view name) const;
  Ref sum(const MeasuredCohort& measured, std::string_view id, const Source& rule);
  Ref numerator(const MeasureRule& measure, const MeasuredCohort& measured);
  Ref graded_sum(const MeasureRule& measure, const MeasuredCohort& measured);
  RateRefs measured_rate(const MeasureRule& measure, const MeasuredCohort& measured);

  const Contract& contract_;
  const Period& period_;
  const std::vector<MeasuredCohort>& cohorts_;
  Workings& workings_;
  const MeasuredMilestones* milestones_ = nullptr;
  const std::vector<EarlierStatement>* earlier_ = nullptr;
};

}  // namespace outturn::settling
