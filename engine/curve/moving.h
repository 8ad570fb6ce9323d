// What the ways to move outcomes share. Private to the curve room.
#pragma once

#include "curve/bench.h"
#include "curve/inputs.h"

#include <functional>
#include <string>
#include <vector>

namespace outturn {

// What moves together with an outcome of that value.
using Move = std::function<void(Values&, const Ratio&)>;

// Settles with the value of that name moved, and with it what `also` sets.
std::function<Settlement(const Ratio&)> moving(const Bench& bench,
                                               const Values& values,
                                               const std::string& name,
                                               const Move& also = {});

// The larger of two; the whole number that isn't below.
Ratio no_less_than(const Ratio& a, const Ratio& b);
Ratio rounded_up(const Ratio& value);

// The power of ten that cuts `range` into a thousand steps or somewhat more.
Ratio step_for(const Ratio& range);

// The outcomes of a cohort that the contract measures, and those that an assessor supplies.
void add_cohort_inputs(const Bench& bench, const Values& values, std::vector<Input>& found);
void add_figure_inputs(const Bench& bench, const Values& values, std::vector<Input>& found);

}  // namespace outturn
