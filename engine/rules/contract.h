// A contract as plain typed values: what its tariff and its own file say together.
//
// The blocks combine: cohort -> window -> what counts -> measures -> lines (compare with -> verdict
// -> price) -> bounds -> rounding -> payers. Every key, with examples: docs/tariffs.md.
#pragma once

#include "rules/lines.h"
#include "rules/milestones.h"
#include "rules/runs.h"
#include "rules/stated.h"
#include "rules/tables.h"
#include "value/dated.h"
#include "value/money.h"
#include "value/period.h"
#include "value/ratio.h"

#include <cstdint>
#include <optional>
#include <string>
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

// A rule file as read: part of what a statement pins, and in full, so that whoever keeps it can
// load the contract again as it was.
struct RuleFile {
  std::string kind;       // as load.h names them: "contract", "tariff", "weights"
  std::string reference;  // what the file that refers to it calls it; empty for the contract
  std::string name;       // base name
  std::string sha256;
  std::string text;
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
  std::optional<RunsRule> runs;  // absent: the contract says nothing of when it is settled
  std::vector<Payer> payers;
  std::string odd_pennies_to;
  Source payers_source;

  std::vector<FigureSet> figures;
  bool figures_to_come = false;  // it is tried on figures that come after it was read
  std::vector<RuleFile> files;   // every file read, the contract first

  // The periods that are settled, in order of days; listed ones that never ran are none.
  std::vector<Period> periods() const;

  const MeasureRule* find_measure(std::string_view name) const;
  const LineRule* find_line(std::string_view name) const;
  bool reads_people() const { return cohort.has_value(); }
  // Whether cohorts are followed up for reoffences; milestones alone need none.
  bool follows_up() const { return window.has_value(); }
  // Whether a line or bound that is settled so is settled in one of those periods.
  bool is_in(Settled settled, const Period& period) const;
  // The first day of the stretch that ends with a period: of the period itself, of the contract's
  // year in which it begins, or of the term. Defect for a year when periods don't say how it
  // starts.
  Date first_day_of(Over over, const Period& period) const;
  // Those of the periods that lie in the same stretch as one of them, in order.
  std::vector<Period> periods_of(Over over, const Period& period) const;
  Date rules_day(const Period& period) const {
    return rules_as_of_last_day ? period.last : period.first;
  }
};

}  // namespace outturn
