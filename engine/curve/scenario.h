// What the rules alone don't say: how many people there are, how they fare, what is supplied.
//
// A contract that hasn't run has no cohort yet. Whoever wants to see what it would pay puts numbers
// in their place; each has a name, and each that nobody gave is assumed and said to be.
#pragma once

#include "rules/contract.h"
#include "rules/figure_uses.h"
#include "settle/workings.h"
#include "value/period.h"
#include "value/ratio.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// Exact values by name, in the unit in which rules read them: rates as parts of one, money in minor
// units.
//
//   people, reoffenders, reoffences, severity            of the cohort that is settled
//   less_serious, as_serious, more_serious               its reoffenders by grade
//   baseline.people, ...                                 the same of a baseline cohort; with
//                                                        several, baseline.2.people, ...
//   the name of a figure, FIGURE.people                  as supplied
//   STAGE, or "STAGE, GROUP"                             people who claim it once
//   CONTRACT.LINE                                        what another contract's statement pays
using Values = std::map<std::string, Ratio, std::less<>>;

// "CONTRACT.LINE", or "CONTRACT.total".
std::string name_of(const OfStatement& sum);

// What a supplied measure is assumed to be where nothing says it, in its own unit.
Ratio typical_value(MeasureKind kind);

// The cohorts other than the actual one, and the names under which their values stand.
struct BaselineName {
  std::string cohort;  // as cohorts_needed calls it
  std::string prefix;  // "baseline."
};
std::vector<BaselineName> baselines_of(const Contract& contract, const Period& period);

struct Scenario {
  Values values;
  std::map<std::string, Unit, std::less<>> units;  // of each value
  std::vector<std::string> assumed;  // names that neither the rules, the figures supplied for the
                                     // period nor `given` decide
};

// No effect, as far as the rules and figures say what that would be: the cohort does as its
// baseline did. `given` stands above everything. Throws InputError, at `place`: for a given name
// that the contract has no use for (unknown_reference), and for what can't be (out_of_range): more
// reoffenders than people, fewer reoffences than reoffenders, a count that isn't whole, a measure
// below 0.
Scenario scenario_without_effect(const Contract& contract,
                                 const Period& period,
                                 const Values& given,
                                 const Place& place);

// What the measure of a line would be without an effect, in its own unit: its baseline. Nothing for
// a line without one, and where that can't be told.
std::optional<Ratio> without_effect(const Contract& contract,
                                    const Period& period,
                                    const Values& values,
                                    const LineRule& line);

// The same values for an earlier period, with the figures that are supplied for it.
Values values_in_earlier(const Contract& contract, const Period& earlier, const Values& values);

}  // namespace outturn
