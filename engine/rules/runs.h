// The calendar of a contract's runs: from which day each settlement of a period may be made, how
// long a statement can be disputed, and which differences are paid. Keys: docs/tariffs.md#runs.
//
// Days are reckoned from the rules alone; what a run settles, and by which figures, is not theirs.
#pragma once

#include "rules/stated.h"
#include "value/date.h"
#include "value/money.h"
#include "value/period.h"
#include "value/working_days.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn {

enum class RunKind { interim, final, reconciliation, post_final };

struct Run {
  RunKind kind;
  std::string name;  // "interim", "final", "post-final"; a reconciliation has its own
  Delay after;
  Source source;
};

// How long a statement can be disputed, from the day on which it was issued.
struct DisputesRule {
  Delay within;               // above 0
  bool day_of_issue_counts;   // as the first of these days
  bool moves_to_working_day;  // when the last day isn't one; never for `within` in working days
  Source source;
};

// Which differences between two statements of a period are paid or taken back, by their totals.
struct MaterialityRule {
  enum class AppliesTo { either_way, payments_only, repayments_only };
  enum class Otherwise { not_paid, carried_forward };

  Money amount;  // above 0
  bool reaching_is_enough;
  AppliesTo applies_to;
  Otherwise otherwise;  // what becomes of a difference that is not material
  Source source;
};

struct RunsRule {
  enum class CountedFrom { last_day, day_after };  // of the period

  CountedFrom counted_from;
  std::optional<MonthEnd> month_end;  // there when a length of time is in months
  std::optional<Holidays> holidays;   // there when a working day is asked for
  // In order of time, for every period of the contract: interim if there is one, final,
  // reconciliations in the order written, post-final if there is one. `final` is always there.
  std::vector<Run> runs;
  std::optional<Stated<Delay>> closed;         // nothing: a period is never closed
  std::optional<DisputesRule> disputes;        // nothing: at any time
  std::optional<MaterialityRule> materiality;  // nothing: every difference is paid
  Source source;
};

// The first day on which that run of a period may be made; the first on which nothing is settled
// any more. Both throw InputError(not_covered) when working days are counted that no table covers.
Date first_day_of(const RunsRule& rule, const Run& run, const Period& period);
std::optional<Date> closing_day_of(const RunsRule& rule, const Period& period);

// What a settlement of a period is that is made on some day: the last of the runs whose first day
// has come. Throws as first_day_of does.
struct RunOfDay {
  enum class State { too_early, open, closed } state;
  const Run* run = nullptr;  // when open; it lives as long as the rule
};
RunOfDay run_of_day(const RunsRule& rule, const Period& period, Date day);

// The last day on which a statement issued on a day can be disputed; nothing: at any time. Throws
// as first_day_of does.
std::optional<Date> last_day_to_dispute(const RunsRule& rule, Date issued);

// Whether a difference is paid or taken back. Above 0 the provider is to get more, below 0 it has
// had too much; a difference of 0 is never material.
bool is_material(const RunsRule& rule, Money difference);

}  // namespace outturn
