// Sums + rules -> workings, payment lines, the amount due and who pays it.
#pragma once

#include "measure/measure.h"
#include "measure/milestones.h"
#include "rules/contract.h"
#include "settle/earlier.h"
#include "settle/workings.h"
#include "value/period.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn {

// The cohorts that must be measured to settle a period: the actual one first, then each baseline
// cohort once. Empty when every measure is supplied as a figure.
std::vector<CohortSpec> cohorts_needed(const Contract& contract, const Period& period);

// Until when the data shows everything about the contract's provider: the last day on which a start
// under the provider, or an event of somebody under it, would have been seen. Nothing: no file says
// so, however many rows there are.
struct Observed {
  std::optional<Date> starts;
  std::optional<Date> events;
};

// Whose milestones must be followed to settle a period; nothing for a contract without them.
std::optional<MilestoneSpec> milestones_needed(const Contract& contract,
                                               const Period& period,
                                               std::optional<Date> events_observed_until);

// A condition of a line, as it came out.
struct ConditionResult {
  Ref outcome;           // 1 or 0
  std::string sentence;  // "the reduction of 2.90 points is at least 1.00 points: yes"
  Source rule;
};

// A cap or floor, as it was applied.
struct BoundResult {
  Bound::Kind kind;
  Over over;
  Ref limit;         // as the contract states it
  Ref left;          // of it after what earlier periods were due; the limit itself without any
  Ref applied;       // the amount after it
  bool bit = false;  // it changed the amount
};

// What a line compared: the figures that its verdict and price rest on.
struct ComparisonRefs {
  std::optional<Ref> actual;  // none when the effect itself is supplied, or a mean of reductions
  std::optional<Ref> baseline;
  std::optional<Ref> people;  // behind the actual rate, each as one
  Ref reduction;
};

struct LineResult {
  std::string name;
  std::string title;
  Source rule;
  std::optional<ComparisonRefs> comparison;
  std::optional<Verdict> verdict;  // none: the line has no comparison
  Consequence::Direction consequence = Consequence::Direction::nothing;
  std::vector<ConditionResult> reduction, increase, termination;
  std::vector<ConditionResult> paid;  // of a line without a comparison
  std::optional<Ref> measure;         // what a line without a comparison reads
  bool termination_reached = false;
  bool settled = true;           // false: the contract settles the line in other periods
  std::vector<std::string> why;  // sentences for a reader, in order
  Ref gross;                     // what the consequence comes to, before bounds and rounding
  std::vector<BoundResult> bounds;
  Ref due;  // money, or an amount when only the total is rounded
};

struct PayerResult {
  std::string name;
  Ref share;
  Ref due;  // money
};

// Why a settlement may or may not be paid on.
struct Finality {
  bool final = false;
  std::string reason;
};

// One part of a difference between two settlements of a period: engine/settle/reconciliation.h.
struct CauseResult {
  std::vector<std::string> causes;  // codes: mostly one
  std::string sentence;
  Ref amount;           // money
  std::int64_t people;  // whose rows of the evidence differ
  std::int64_t events;  // which are in these rows, or count in them, otherwise than before
};

struct ReconciledPayer {
  std::string name;
  Ref due;      // paid now
  Ref settled;  // what counts as paid by them from now on
};

// What a re-settlement pays.
struct ResettlementResult {
  std::string run;
  EarlierStatement superseded;  // the statement whose place it takes
  Ref superseded_total;         // what the rules came to in that
  std::optional<Ref> agreed;    // what was agreed when disputes were upheld
  Ref owed;                     // what the period comes to in all
  Ref before;                   // what of it counts as paid before
  Ref difference;               // owed - before
  std::optional<Ref> material;  // 1 or 0; nothing: the contract pays every such difference
  Ref due;                      // paid now: the difference, or nothing
  Ref settled;                  // what counts as paid from now on
  std::vector<ReconciledPayer> payers;
  std::vector<CauseResult> causes;  // they add up to the difference
  std::string changes;              // changes.csv: the rows of the evidence that differ, by cause
};

struct Settlement {
  Period period;
  Finality finality;
  std::vector<MeasuredCohort> cohorts;
  Workings workings;
  std::vector<LineResult> lines;
  std::vector<BoundResult> total_bounds;
  Ref total;  // money
  std::vector<PayerResult> payers;
  std::optional<MeasuredMilestones> milestones = std::nullopt;
  std::vector<EarlierStatement> earlier{};  // those that it builds on, in order of time
  std::optional<ResettlementResult> reconciliation = std::nullopt;
};

// Settles one contract for one period, from what was measured alone: no file, clock or store is
// read. `cohorts` are those of cohorts_needed, measured, in that order, and `milestones` those of
// milestones_needed. `observed` decides whether the settlement is final; it isn't looked at when
// the contract reads no people.
// `earlier` are statements of earlier periods of the contract: those of periods_looked_back_on are
// needed, and only they are read.
//
// Throws InputError: a rate without people (nothing_to_measure), a missing figure or score, a rule
// value that doesn't cover the period, a verdict that is both reduction and increase, an earlier
// statement that isn't there (missing_statement) or is of another contract or currency.
Settlement settle(const Contract& contract,
                  const Period& period,
                  std::vector<MeasuredCohort> cohorts,
                  const Observed& observed,
                  std::optional<MeasuredMilestones> milestones = std::nullopt,
                  const std::vector<EarlierStatement>& earlier = {});

}  // namespace outturn
