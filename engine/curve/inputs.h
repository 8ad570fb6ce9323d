// What can move: each outcome that a contract pays by, from its worst to its best.
#pragma once

#include "curve/bench.h"
#include "curve/scenario.h"
#include "settle/workings.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// One outcome that moves while everything else stays as in the scenario.
struct Input {
  std::string name;   // how it is asked for: "reoffenders"
  std::string title;  // what moves with it: "each with as many reoffences as the others"
  Unit unit;
  bool fewer_is_better;
  Ratio here;         // where the scenario stands
  Ratio first, last;  // the range, first below last
  Ratio step;         // above 0
  std::function<Settlement(const Ratio& value)> settle;
  std::vector<std::string> steps{};  // the name of each step from `first` on, if they have names
  std::vector<Ratio> named{};        // further values to look at: those that rules name
};

// The outcomes of a contract, in order of lines: what is measured of a cohort, what is supplied,
// what is claimed, what other contracts pay. Ranges follow from the thresholds and tables that the
// rules name; where steps are coarse, each of these values is looked at as well, and one unit to
// its either side. Fewer is better of reoffending; of anything else supplied, the end of its range
// at which more is due. An outcome that can't move (nobody reoffends) is left out. `bench` must
// outlive them.
std::vector<Input> inputs_of(const Bench& bench, const Scenario& scenario);

}  // namespace outturn
