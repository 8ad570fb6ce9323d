// Small contracts and the counts they are settled on.
#pragma once

#include "settle/settle.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// The parts of a contract that a case changes, as they stand in its file.
struct Terms {
  std::string measures = "m: {kind: binary rate, weighted: no}";  // a line each
  std::string lines;                                              // the lines block's inside
  std::string bounds = "[]";
  std::string rounding = "{each: line, to: penny, how: half away from zero}";
  std::string payers = "{shares: {A: 100%}, odd_pennies_to: A}";
  std::string periods = "{every: year, year_starts: 1 January, rules_as_of: first day}";
  std::string figures = {};  // the periods of a figures file; empty: none
};

Contract contract_of(const Terms& terms);

// A line on measure m against a fixed baseline; `rest` is from reduction_when on.
std::string line_against(const std::string& name,
                         const std::string& baseline,
                         const std::string& effect_in,
                         const std::string& rest);

// A line paying `consequence` for a reduction above 0, and `deduction` for an increase above 0.
std::string paying_line(const std::string& baseline,
                        const std::string& effect_in,
                        const std::string& consequence,
                        const std::string& deduction = "nothing");

struct Counts {
  std::int64_t people = 0;
  std::int64_t reoffenders = 0;
  std::int64_t reoffences = 0;  // 0: one a reoffender
  std::int64_t severity = 0;    // whole
  std::string cohort = "actual";
};

// A cohort of 2015 of which only these sums are known; everyone weighs one.
MeasuredCohort cohort_of(const Counts& counts);

// Settled for 2015, observed until the end of 2019.
Settlement settled(const Contract& contract, const std::vector<MeasuredCohort>& cohorts);
Settlement settled(const Terms& terms, const Counts& counts);

// What loading or settling is refused with, or "settled".
std::string refusal_of(const Terms& terms, const std::vector<MeasuredCohort>& cohorts);

// A working's value by its id; std::out_of_range when there is none.
Ratio value_of(const Settlement& settlement, const std::string& id);

// The total in minor units.
Ratio total_of(const Settlement& settlement);

// The verdict of the first line: "reduction".
std::string verdict_of(const Settlement& settlement);

}  // namespace outturn
