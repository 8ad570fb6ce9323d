// A contract as the second opinion knows it: every key of docs/tariffs.md in plain words and exact
// numbers. Money is in pence, a rate or share a part of one.
#pragma once

#include "support/naive_days.h"
#include "value/ratio.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::naive {

using DatedValues = std::vector<std::pair<Day, Ratio>>;  // each from its day on, rising

struct Period {
  Day first;
  Day last;  // included
  std::string name;
  bool ran = true;
};

struct Weight {
  std::string band;
  Ratio weight;
};
struct Edition {
  Day from;
  std::map<std::string, Weight> by_age;
};
struct OffenceClass {
  int rank;
  Ratio weight;
};

struct Measure {
  std::string name;
  std::string kind;  // as contracts write it: "binary rate"
  bool weighted = false;
  std::array<Ratio, 3> grades{};  // measured graded rate: less, as, more serious
  std::string figure{};           // empty: measured
};

// What a share is of.
struct SumOf {
  std::string what = "amount";  // "measure", "baseline", "saving", "line", "statement"
  DatedValues pence{};
  std::string line{};  // of this contract, or of the prime contract's statement
};

struct Row {
  Ratio from;
  Ratio pays;  // pence, or a share
  bool per_unit = false;
};
struct Phase {
  DatedValues share;
  DatedValues until_paid{};  // none: the last
};
struct Price {
  std::string key;      // "per_point", ..., "amount", "share", "phases", "bands", ...
  DatedValues pence{};  // of a unit, or an amount
  DatedValues share{};
  SumOf of{};  // of a share, of phases, of a table of shares
  std::vector<Phase> phases{};
  std::string mode{};  // bands: "slab", "marginal", "interpolated"
  bool edge_at_least = true;
  bool nothing_below = false;
  bool pays_shares = false;  // bands
  std::vector<Row> rows{};
  std::array<Ratio, 4> by_outcome{};  // pence: none, less, as, more serious
  std::string equal_parts_over{};     // "year" or "term"
};
struct Consequence {
  int sign = 0;  // 1 pay, -1 deduct, 0 nothing
  Price price{};
};

struct Condition {
  std::string key;        // "reduction_at_least", "rate_below", "hurdle", "any_of", ...
  DatedValues number{};   // the threshold, or z
  std::string test{};     // significant
  bool at_least = true;   // significant
  std::string line{};     // hurdle, nothing_paid_on
  std::string verdict{};  // hurdle: "reduction", "neither", "increase"
  std::vector<Condition> any_of{};

  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Baseline {
  std::string kind = "fixed";  // "cohort", "figure", "blend"
  DatedValues fixed{};
  std::int64_t people = 0;          // behind a fixed one; 0: not said
  Day from{};                       // of a cohort
  Day until{};                      // included
  bool one_in_each_period = false;  // of a cohort: one start a person, else one in all
  std::string figure{};
  std::string then{};  // the figures by which it is moved, or none
  std::string now{};
  std::vector<std::pair<Ratio, std::string>> blend{};
  bool adjusted = false;
  Ratio mean_score{};  // of the people behind one that is no cohort
  std::int64_t people_at_least = 0;
  std::vector<Baseline> otherwise{};
};

struct Factor {
  std::string kind;  // "pay_for", "less", "index"
  DatedValues values;
  Day base{};  // index
};

struct Line {
  std::string name;
  std::string kind{};  // "compared", "pool", "change", "plain"
  std::string settled = "every period";
  std::string measure{};  // may be empty; of a pool, that of the line it pools
  Baseline baseline{};
  std::string pool_of{};
  std::string mean_of{};
  std::string change{};  // the figure that is the effect
  std::string effect_in{};
  DatedValues effect_at_most{};
  bool nothing_if_nobody = false;
  std::vector<Condition> reduction{};
  std::vector<Condition> increase{};
  std::vector<Condition> paid_when{};
  Consequence on_reduction{}, on_neither{}, on_increase{};
  Consequence always{};  // of a plain line
  std::vector<Factor> factors{};
  std::string cumulative_over{};
  std::vector<std::string> less_paid{};
  std::string less_paid_over{};
};

struct Bound {
  bool cap;
  std::string on;  // a line, or "total"
  DatedValues pence;
  std::string over;  // "period", "year" or "term"
  std::string in = "every period";
};

struct Figure {
  Ratio value;
  std::string unit;  // "%", "points", "events", "severity", "cases", "days", "money"
  std::optional<std::int64_t> people{};
};

struct Contract {
  std::string id = "drawn";
  Day first;                     // of the term
  Day last;                      // included
  std::string every;             // "month", "quarter", "year", "whole term", "these"
  std::vector<Period> these{};   // listed
  int year_starts = 0;           // the month; 0: not said
  std::string parts_of_periods;  // "settled", "not settled"; empty: not said
  bool rules_as_of_last_day = false;
  bool reads_people = true;
  std::string starts_per_person;  // "first", "last", "each"
  int follow_up = 0;
  int waiting = 0;
  bool in_months = true;
  bool clamp = true;
  bool anniversary = false;
  bool cautions_count = false;
  bool breaches_count = false;
  bool weights_by_index_date = true;
  std::vector<Edition> editions{};
  std::map<std::string, OffenceClass> classes{};
  std::vector<Measure> measures{};
  std::vector<Line> lines{};
  std::vector<Bound> bounds{};
  bool round_each_line = true;
  std::int64_t step = 1;
  std::string how{};
  std::vector<std::pair<std::string, Ratio>> payers{};  // parts of one
  std::string odd_pennies_to{};
  std::map<Day, std::map<std::string, Figure>> figures{};  // by the first day of their period
};

const Measure& measure_named(const Contract& contract, const std::string& name);

// The periods that are settled, in order of time.
std::vector<Period> periods_of(const Contract& contract);

// The whole periods of the contract that lie between two days outside its term.
std::vector<Period> periods_within(const Contract& contract, const Day& first, const Day& last);

// Whether a rate is per 100 people; whether it is written in per cent.
bool per_hundred(const Measure& measure);
bool in_percent(const Measure& measure);

}  // namespace outturn::naive
