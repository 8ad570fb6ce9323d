// A statement as it was written down, typed and read-only: what every rendering is made from.
//
// Nothing here recomputes a figure. Texts are kept as they stand in the file; whoever prints them
// goes through text/page.h, which keeps them harmless.
#pragma once

#include "report/class_view.h"
#include "report/milestones_view.h"
#include "value/date.h"
#include "value/money.h"
#include "value/ratio.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

// The one form of statements that is read here.
inline constexpr std::string_view kReadableForm = "outturn-statement/1";

// Where a rule stands. Any part may be absent: line 0, empty texts.
struct RuleView {
  std::string file;
  std::int64_t line = 0;
  std::string clause;
};

// A row of a price table.
struct BandView {
  Ratio from;  // in the unit of the working's operand
  Ratio pays;  // minor units
  bool per_unit = false;
};

// One quantity. `of` are places in StatementView::workings, each before this one.
struct WorkingView {
  std::string id;
  std::string label;
  std::string op;
  std::vector<std::size_t> of;
  std::vector<std::pair<std::string, std::string>> details;  // sorted by name
  std::vector<BandView> bands;
  Ratio value;
  std::string exact;  // the value as written: "3/7"
  std::string unit;
  std::string shown;
  RuleView rule;

  // A detail by name, or an empty text.
  std::string_view detail(std::string_view name) const;
};

// An amount of money and the working it comes from.
struct DueView {
  std::size_t working = 0;
  Ratio minor;
  std::string shown;
};

struct ConditionView {
  std::size_t working = 0;
  bool holds = false;
  std::string sentence;
  RuleView rule;
};

// A cap or floor, and whether it changed the amount. What it rests on are places in
// StatementView::workings.
struct BoundView {
  std::string kind;  // "cap" or "floor"
  std::string over;  // "period", "year" or "term": what the limit is on
  std::size_t limit = 0;
  std::size_t left = 0;     // what earlier periods leave of it; the limit itself without any
  std::size_t applied = 0;  // the amount after it; its first operand is the amount before
  bool bit = false;
};

struct LineView {
  std::string name;
  std::string title;
  RuleView rule;
  std::vector<std::string> why;
  bool settled = true;  // false: the contract settles it in another period
  DueView due;
  std::vector<BoundView> bounds;         // in the order applied
  std::optional<std::size_t> measure;    // of a line that reads one and compares it with nothing
  std::vector<ConditionView> paid_when;  // of a line without a verdict; empty: whatever happens
  std::string verdict;                   // empty for a line that compares nothing
  std::optional<std::size_t> verdict_working;
  std::vector<ConditionView> reduction_when;
  std::vector<ConditionView> increase_when;
  std::vector<ConditionView> termination_when;
  bool termination_reached = false;
};

struct PayerView {
  std::string name;
  std::string share;
  DueView due;
};

// One part of what a re-settlement pays.
struct CauseView {
  std::vector<std::string> causes;  // codes: mostly one
  std::string meaning;
  DueView amount;
  std::int64_t people = 0;  // whose rows changed
  std::int64_t events = 0;
};

struct ReconciledPayerView {
  std::string name;
  DueView due;
  DueView settled;
};

// What a re-settlement pays: the difference to the statement that it supersedes.
struct ReconciliationView {
  std::string run;
  std::string superseded;  // SHA-256
  DueView superseded_total;
  std::optional<DueView> agreed;
  DueView owed;
  DueView before;
  DueView difference;
  DueView due;
  DueView settled;
  std::optional<std::size_t> material;  // the working that says whether it is paid
  bool is_paid = true;
  std::vector<ReconciledPayerView> payers;
  std::vector<CauseView> causes;
  std::string changes_file;
  std::string changes_sha256;
  std::int64_t changed_rows = 0;
};

struct CohortView {
  std::string name;
  std::string provider;
  std::string first;
  std::string last;  // included
  std::int64_t people = 0;
  std::int64_t starts = 0;
  std::int64_t eligible = 0;
  std::int64_t measurable = 0;
  std::int64_t events = 0;
  std::vector<ClassView> starts_by_class;
  std::vector<ClassView> events_by_class;
  std::string data_sha256;

  // The sentence for a class of starts or events, or an empty text.
  std::string_view meaning_of_start(std::string_view code) const;
  std::string_view meaning_of_event(std::string_view code) const;
};

struct BreakdownView {
  std::string cohort;
  std::string by;
  std::string value;  // empty: the record doesn't say
  std::int64_t people = 0;
  std::int64_t reoffenders = 0;
  std::int64_t reoffences = 0;
  std::string weight;
  std::string weighted_reoffenders;
};

struct RuleFileView {
  std::string file;
  std::string sha256;
};

struct BatchView {
  std::int64_t number = 0;
  std::string source;
  std::string sha256;
  std::string mapping_sha256;
  std::string observed_until;
};

// An earlier statement that this one builds on.
struct EarlierView {
  std::string contract;  // its own, or another's for the same days
  std::string period;
  std::string sha256;
};

struct EvidencePin {
  std::string file;
  std::string sha256;
  std::int64_t rows = 0;
  std::string root;  // over its lines: record/evidence_tree.h
};

struct FigureSetView {
  std::string name;
  std::string supplied_by;
  std::string version;
  std::string status;
  std::string file;
  std::string sha256;
};

struct StatementView {
  struct Contract {
    std::string id;
    std::string title;
    std::string tariff;
    std::string commissioner;
    std::string provider;
    std::string provider_code;
    Currency currency = Currency::gbp;
    std::string from;
    std::string until;
  } contract;
  struct Period {
    std::string name;
    std::string first;
    std::string last;
  } period;
  struct Run {
    std::string kind;
    bool payable = false;
    std::string reason;
  } run;
  std::vector<std::string> illustrative;
  std::string engine;
  std::vector<RuleFileView> rules;
  std::vector<BatchView> batches;
  std::vector<EarlierView> earlier;  // its own in order of time, then others
  EvidencePin evidence;
  std::vector<FigureSetView> figures;
  std::vector<CohortView> cohorts;
  std::optional<MilestonesView> milestones;
  std::vector<BreakdownView> breakdown;
  std::vector<WorkingView> workings;
  std::vector<LineView> lines;
  std::vector<BoundView> total_bounds;
  DueView total;
  std::vector<PayerView> payers;
  std::optional<ReconciliationView> reconciliation;

  // What is paid by this statement: the total, or of a re-settlement the difference.
  const DueView& paid() const { return reconciliation ? reconciliation->due : total; }

  // The working with this id, the cohort with this name; nullptr when there is none.
  const WorkingView* find_working(std::string_view id) const;
  const CohortView* find_cohort(std::string_view name) const;
};

// Reads a statement. Throws InputError(not_a_statement), with the place in the JSON ("lines[0].due
// is missing"), for another form, a field that is missing or of another type, an operation that
// this program doesn't know or with too few operands, a working that rests on a later one, two of
// one name, or something that is said in two places and not alike (report/agreement.h). `name` is
// used in places only.
StatementView read_statement(std::string_view text, const std::string& name);

}  // namespace outturn
