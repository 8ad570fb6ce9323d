// A contract as plain typed values: what its tariff and its own file say together.
//
// The blocks combine: cohort -> window -> what counts -> measures -> lines (compare with -> verdict
// -> price) -> bounds -> rounding -> payers. Every key, with examples: docs/tariffs.md.
#pragma once

#include "rules/milestones.h"
#include "rules/stated.h"
#include "rules/tables.h"
#include "value/dated.h"
#include "value/money.h"
#include "value/period.h"
#include "value/ratio.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outturn {

struct CohortRule {
  enum class StartsPerPerson { first, last, each };
  enum class WithoutProvider { listed, counted };

  std::vector<Selection> only;        // eligible: in every one of these
  std::vector<Selection> measurable;  // of the eligible; empty means everyone
  StartsPerPerson starts_per_person;
  WithoutProvider people_without_provider;
  Source source;
};

// When an offence counts, from the index date: [index, index + follow_up), proven by
// [.., index + follow_up + waiting). With anniversary_counts each stretch is a day longer: the day
// on which the follow-up is complete still counts ("within 365 days").
struct WindowRule {
  Duration follow_up;
  Duration waiting;  // of the same unit as follow_up, or zero
  MonthEnd month_end;
  bool anniversary_counts;
  Source source;

  // The first day that is too late for an offence, and for its proof.
  Date offences_before(Date index_date) const;
  Date proven_before(Date index_date) const;
};

struct CountsRule {
  Selection outcomes;
  bool breaches_count;
  Source source;
};

struct WeightsRule {
  enum class AsOf { index_date, first_day_of_period };

  WeightTable table;
  AsOf as_of;
  Source source;
};

// What a measure puts over what. Sources: docs/measures.md.
enum class MeasureKind {
  binary_rate,               // reoffenders / people
  frequency_per_reoffender,  // reoffences / reoffenders
  frequency_per_100_people,  // 100 x reoffences / people
  severity_per_reoffender,   // severity of reoffences / reoffenders
  severity_per_100_people,   // 100 x severity of reoffences / people
  graded_rate,               // grades of reoffenders / people
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
struct FigureBaseline {
  std::string figure;
};
using Baseline = std::variant<FixedBaseline, CohortBaseline, FigureBaseline>;

// In which form a fall is stated; "5%" and "5 points" are different things.
enum class EffectUnit { points, percent, events, severity };

struct Comparison {
  Baseline baseline;
  bool adjusted_for_mean_score = false;
  // With a fixed baseline: the mean score of the people it was measured on.
  std::optional<Stated<Ratio>> baseline_mean_score;
  Source source;
};

struct EffectCondition {  // "reduction_at_least: 5 points"
  enum class Direction { reduction, increase } direction;
  bool or_equal;
  Dated<Ratio> value;
};
struct RateCondition {  // "rate_below: 52.4%": a published threshold
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
struct Condition {
  std::variant<EffectCondition,
               RateCondition,
               SignificanceCondition,
               HurdleCondition,
               PeopleCondition>
      test;
  std::string key;  // as written: "reduction_at_least"
  Source source;
};

struct PerUnitPrice {  // money for each point, per cent, person, event or unit of severity
  enum class Unit { point, percent, person, event, severity } unit;
  Dated<Money> amount;
};
struct FixedPrice {
  Dated<Money> amount;
};
struct SharePrice {  // a part of a sum: 10% of the annual fee
  Dated<Ratio> share;
  Dated<Money> of;
};
struct OutcomePrice {                            // money for each person by how they fared
  std::vector<Stated<Dated<Money>>> per_person;  // by Grade: none, less, as, more serious
};
struct Band {
  Ratio from;    // in the line's effect unit
  Money amount;  // flat, or for each unit
  bool per_unit;
  Source source;
};
struct BandedPrice {
  enum class Mode { slab, marginal, interpolated } mode;
  bool edge_belongs_to_upper;  // reaching an edge exactly earns the upper band
  std::vector<Band> bands;     // rising, the first from 0
};
struct Price {
  std::variant<PerUnitPrice, FixedPrice, SharePrice, OutcomePrice, BandedPrice, RateCard> how;
  Source source;
};

// What one verdict does: nothing, a payment or a deduction.
struct Consequence {
  enum class Direction { nothing, pay, deduct } direction = Direction::nothing;
  std::optional<Price> price;
  Source source;
};

struct LineRule {
  std::string name;
  std::string title;
  std::string measure;                       // empty when the effect itself is supplied
  std::optional<Comparison> comparison;      // none: the measure is paid for as it is
  std::optional<std::string> effect_figure;  // an assessor supplies the reduction itself
  EffectUnit effect_unit = EffectUnit::points;
  std::vector<Condition> reduction_when;
  std::vector<Condition> increase_when;     // empty: never
  std::vector<Condition> termination_when;  // empty: the contract has no termination point
  Consequence on_reduction, on_neither, on_increase;
  Consequence always;  // of a line without a comparison
  // With nobody to divide by, the line is "neither" and pays nothing; else settling refuses.
  bool nothing_if_nobody = false;
  Source source;

  bool has_verdict() const { return comparison.has_value() || effect_figure.has_value(); }
};

// A limit on a line or on the total; bounds apply in the order written.
struct Bound {
  enum class Kind { cap, floor } kind;
  std::string on;  // a line's name, or empty for the total
  Dated<Money> amount;
  Source source;
};

struct RoundingTerms {
  enum class What { each_line, total } what;
  RoundingRule rule;
  Source source;
};

struct Payer {
  std::string name;
  Ratio share;
  Source source;
};

// A figure that somebody outside supplied for one period.
struct Figure {
  Ratio value;
  std::string unit;  // "points", "%", "events"; empty for a plain number
  std::optional<std::int64_t> people;
  Source source;
};
struct FigureSet {
  std::string name;
  std::string supplied_by;
  std::string version;
  bool final_figures = false;
  std::string file;  // its base name
  std::string sha256;
  struct OfPeriod {
    Period period;
    std::vector<std::pair<std::string, Figure>> figures;
  };
  std::vector<OfPeriod> periods;

  // The figure supplied for exactly these days, or nullptr.
  const Figure* find(const Period& period, std::string_view figure) const;
};

// A rule file as read: part of what a statement pins.
struct RuleFile {
  std::string name;  // base name
  std::string sha256;
};

struct Contract {
  std::string id;
  std::string title;
  std::string tariff;  // name of the tariff, empty when the contract states everything itself
  Currency currency;
  std::string commissioner;
  std::string provider_name;
  std::string provider_code;              // as in the store; empty when no store is read
  std::vector<std::string> illustrative;  // what the files say is invented; printed on statements
  Date first;                             // of the term
  Date last;                              // included
  Cadence cadence;
  bool rules_as_of_last_day = false;  // else the first day of the period
  // Whether the days of the term that belong to no whole period are settled, as shorter periods of
  // their own; stated when there are such days.
  std::optional<bool> settles_parts;

  // Absent when every measure is supplied as a figure.
  std::optional<CohortRule> cohort;
  std::optional<WindowRule> window;
  std::optional<CountsRule> counts;
  std::optional<WeightsRule> weights;
  std::optional<SeverityScale> severity;
  std::optional<MilestonesRule> milestones;
  std::vector<std::string> break_down_by;  // attributes, or "complexity_band"
  Source break_down_source;

  std::vector<MeasureRule> measures;
  std::vector<LineRule> lines;
  std::vector<Bound> bounds;
  RoundingTerms rounding;
  std::vector<Payer> payers;
  std::string odd_pennies_to;
  Source payers_source;

  std::vector<FigureSet> figures;
  std::vector<RuleFile> files;  // every file read, the contract first

  // The periods that are settled, in order of days.
  std::vector<Period> periods() const;

  const MeasureRule* find_measure(std::string_view name) const;
  const LineRule* find_line(std::string_view name) const;
  bool reads_people() const { return cohort.has_value(); }
  // Whether cohorts are followed up for reoffences; milestones alone need none.
  bool follows_up() const { return window.has_value(); }
  Date rules_day(const Period& period) const {
    return rules_as_of_last_day ? period.last : period.first;
  }
};

}  // namespace outturn
