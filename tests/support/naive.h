// A second opinion on settlements: the meaning of the rules in obvious loops, sharing nothing with
// the engine but exact fractions. Slow, and without a word on why.
#pragma once

#include "support/people.h"
#include "value/ratio.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace outturn::naive {

using Day = std::string;                                 // "2015-03-01": sorts as time runs
using DatedValues = std::vector<std::pair<Day, Ratio>>;  // each from its day on, rising

Day add_days(Day day, int days);
Day add_months(const Day& day, int months, bool clamp);  // else the first of the next month

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
  std::array<Ratio, 3> grades{};  // graded rate: less, as, more serious
};

struct Row {
  Ratio from;
  Ratio pence;
  bool per_unit = false;
};
struct Price {
  std::string key;      // "per_point", ..., "amount", "share", "bands", "per_person_by_outcome"
  DatedValues pence{};  // of a unit, an amount, the sum a share is of
  Ratio share{};        // a part of one
  std::string mode{};   // bands: "slab", "marginal", "interpolated"
  bool edge_at_least = true;  // bands
  std::vector<Row> rows{};
  std::array<Ratio, 4> by_outcome{};  // pence: none, less, as, more serious
};
struct Consequence {
  int sign = 0;  // 1 pay, -1 deduct, 0 nothing
  Price price{};
};

struct Condition {
  std::string key;     // "reduction_at_least", "rate_below", "people_at_least", "significant", ...
  Ratio number{};      // the threshold, or z
  std::string test{};  // significant
  bool at_least = true;   // significant
  std::string line{};     // hurdle
  std::string verdict{};  // hurdle: "reduction", "neither", "increase"

  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Line {
  std::string name;
  std::string measure;
  bool compared = true;
  bool cohort_baseline = false;
  Day from{};                       // of the baseline cohort
  Day until{};                      // included
  bool one_in_each_period = false;  // of the baseline: one start a person, else one in all
  DatedValues fixed{};              // rates as parts of one
  std::int64_t people_behind = 1;
  bool adjusted = false;
  Ratio baseline_score{};
  std::string effect_in{};
  bool nothing_if_nobody = false;
  std::vector<Condition> reduction{};
  std::vector<Condition> increase{};
  Consequence on_reduction{}, on_neither{}, on_increase{}, always{};
};

struct Bound {
  bool cap;
  std::string on;  // a line, or "total"
  Ratio pence;
  std::string over;  // "period", "year" or "term"
};

struct Contract {
  std::string starts_per_person;  // "first", "last", "each"
  int follow_up = 0;
  int waiting = 0;
  bool in_months = true;
  bool clamp = true;
  bool anniversary = false;
  bool cautions_count = false;
  bool breaches_count = false;
  bool weights_by_index_date = true;
  std::vector<Edition> editions;
  std::map<std::string, OffenceClass> classes;
  std::vector<Measure> measures;
  std::vector<Line> lines;
  std::vector<Bound> bounds;
  bool round_each_line = true;
  std::int64_t step = 1;
  std::string how;
  std::vector<std::pair<std::string, Ratio>> payers;  // parts of one
  std::string odd_pennies_to;
  std::string every;    // "quarter" or "year"
  int year_starts = 1;  // the month
  bool rules_as_of_last_day = false;
};

struct Result {
  std::string refused;                          // why nothing can be settled; empty when it can
  std::map<std::string, std::string> verdicts;  // of compared lines
  std::map<std::string, Ratio> rates;           // of measures that lines read, in the actual cohort
  Day first;                                    // of the period
  std::map<std::string, Ratio> dues;            // pence, a line each
  Ratio total;                                  // pence
  std::map<std::string, Ratio> payers;          // pence
};

// What provider C01 is due for the people who start from `first` to `last`, both included. `before`
// are the results of the term's earlier periods.
Result settle(const Contract& contract,
              const std::vector<ListedStart>& starts,
              const std::vector<ListedEvent>& events,
              const Day& first,
              const Day& last,
              const std::vector<Result>& before);

}  // namespace outturn::naive
