// Measures, the payment lines that compare, judge and price them, and the bounds on what they pay.
#pragma once

#include "rules/prices.h"
#include "rules/stated.h"
#include "value/date.h"
#include "value/dated.h"
#include "value/money.h"
#include "value/ratio.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outturn {

// What a measure puts over what. Sources: docs/measures.md.
enum class MeasureKind {
  binary_rate,               // reoffenders / people
  frequency_per_reoffender,  // reoffences / reoffenders
  frequency_per_100_people,  // 100 x reoffences / people
  severity_per_reoffender,   // severity of reoffences / reoffenders
  severity_per_100_people,   // 100 x severity of reoffences / people
  graded_rate,               // grades of reoffenders / people
  // Supplied, never measured here:
  share,  // a part of something: of children restored to their families
  cases,  // how many of something
  days,   // bed nights, days housed
  cost,   // money: what the demand on services cost, what was saved
};

// A reoffender's grade by the most serious reoffence against the index offence.
enum class Grade { none, less_serious, as_serious, more_serious };

struct MeasureRule {
  std::string name;
  MeasureKind kind;
  bool weighted = false;              // each person counts with their complexity weight
  std::optional<std::string> figure;  // supplied by an assessor instead of measured
  std::vector<Stated<Ratio>> grades;  // graded_rate: less, as, more serious
  Source source;
};

// What a rate is compared with.
struct FixedBaseline {
  Dated<Ratio> value;                  // in the measure's own unit; rates as parts of one
  std::optional<std::int64_t> people;  // how many people it was measured on
};
struct CohortBaseline {
  // In which stretch one start a person counts: the whole baseline, or each of the contract's
  // periods in it. Stated when the two can differ.
  enum class OnePerPerson { in_all, in_each_period };

  Date first;
  Date last;  // included
  std::optional<OnePerPerson> one_per_person;

  friend bool operator==(const CohortBaseline&, const CohortBaseline&) = default;
};
// A supplied value; with `moved_by`, multiplied by how the value of others has moved since: an
// older group's now, over what it was then.
struct FigureBaseline {
  struct Trend {
    std::string then;
    std::string now;
  };

  std::string figure;
  std::optional<Trend> moved_by{};
};
struct BlendedBaseline {  // 80% of one estimate and 20% of another; together 100%
  struct Part {
    Ratio share;
    std::string figure;
    Source source;
  };
  std::vector<Part> parts;
};
using Baseline = std::variant<FixedBaseline, CohortBaseline, FigureBaseline, BlendedBaseline>;

// In which form a fall is stated; "5%" and "5 points" are different things.
enum class EffectUnit { points, percent, events, severity, cases, days, money };

struct Comparison {
  Baseline baseline;
  bool adjusted_for_mean_score = false;
  // With a fixed baseline: the mean score of the people it was measured on.
  std::optional<Stated<Ratio>> baseline_mean_score;
  // With fewer people behind the actual rate the estimate is too weak, and `otherwise`, of one
  // element, stands in its place.
  std::optional<std::int64_t> people_at_least;
  std::vector<Comparison> otherwise;
  Source source;
};

struct EffectCondition {  // "reduction_at_least: 5 points"
  enum class Direction { reduction, increase } direction;
  bool or_equal;
  Dated<Ratio> value;
};
struct RateCondition {  // "rate_below: 52.4%", "measure_at_least: 9,240 cases": of the measure
                        // itself
  enum class Side { below, above } side;
  bool or_equal;
  Dated<Ratio> value;
};
struct SignificanceCondition {
  enum class Test { one_sample_z, two_sample_z, two_sample_pooled_z } test;
  Stated<Ratio> z;
  bool or_equal;
};
enum class Verdict { reduction, neither, increase };
struct HurdleCondition {  // another line must have this verdict
  std::string line;
  Verdict verdict;
};
struct PeopleCondition {
  std::int64_t at_least;
};
struct NothingPaidCondition {  // no period of the term so far, nor this one, pays this earlier line
  std::string line;
};
struct Condition;
struct AnyCondition {  // one of these is enough
  std::vector<Condition> of;
};
struct Condition {
  std::variant<EffectCondition,
               RateCondition,
               SignificanceCondition,
               HurdleCondition,
               PeopleCondition,
               NothingPaidCondition,
               AnyCondition>
      test;
  std::string key;  // as written: "reduction_at_least"
  Source source;
};

// In which periods of the term a line is settled, or a bound applies.
enum class Settled { every_period, first_period, last_period };

// What a line compares is an earlier line's comparison in every period so far, taken together, each
// weighted by its people.
struct PoolRule {
  enum class MeanOf {
    rates,       // the pooled rate against the pooled baseline
    reductions,  // the mean of the reductions themselves
  };

  std::string line;
  MeanOf mean_of;
  Source source;
};

// What a line pays is less what these lines were due before, and are due in this period.
struct LessPaid {
  std::vector<std::string> lines;
  Over over;
  Source source;
};

struct LineRule {
  std::string name;
  std::string title;
  Settled settled = Settled::every_period;
  std::string measure;                       // empty when none is read
  std::optional<PoolRule> pool;              // then `measure` is that of the pooled line
  std::optional<Comparison> comparison;      // none: the measure is paid for as it is
  std::optional<std::string> effect_figure;  // an assessor supplies the reduction itself
  EffectUnit effect_unit = EffectUnit::points;
  std::optional<Dated<Ratio>> effect_at_most;  // beyond it, a fall earns no more
  std::vector<Condition> reduction_when;
  std::vector<Condition> increase_when;     // empty: never
  std::vector<Condition> termination_when;  // empty: the contract has no termination point
  Consequence on_reduction, on_neither, on_increase;
  std::vector<Condition> paid_when;  // of a line without a comparison; empty: always
  Consequence always;                // of a line without a comparison
  std::vector<Factor> factors;       // of what it pays, in this order
  std::optional<Over>
      cumulative_over;  // priced on the measure so far, less what that came to before
  std::optional<LessPaid> less_paid;
  // With nobody to divide by, the line is "neither" and pays nothing; else settling refuses.
  bool nothing_if_nobody = false;
  Source source;

  bool has_verdict() const {
    return comparison.has_value() || effect_figure.has_value() || pool.has_value();
  }
};

// A limit on a line or on the total; bounds apply in the order written.
struct Bound {
  enum class Kind { cap, floor } kind;
  std::string on;  // a line's name, or empty for the total
  Over over;       // what earlier periods of that stretch were due counts towards the limit
  Settled in = Settled::every_period;
  Dated<Money> amount;
  Source source;
};

}  // namespace outturn
