// What the rules say about the values that decide: thresholds, rows of tables, and which way is
// better. Private to the curve room.
#pragma once

#include "rules/contract.h"
#include "value/period.h"
#include "value/ratio.h"

#include <string_view>
#include <vector>

namespace outturn {

// The changes that a line's rules name, without their sign: thresholds, rows of its tables, the
// most that counts. In the line's effect unit.
std::vector<Ratio> effects_named(const LineRule& line,
                                 const Contract& contract,
                                 const Period& period);

// The values of a measure that rules name, in its own unit: thresholds, fixed baselines, rows of
// tables.
std::vector<Ratio> values_named(std::string_view measure,
                                const Contract& contract,
                                const Period& period);

// The largest of them; 0 when there is none.
Ratio largest(const std::vector<Ratio>& values);

// Whether the lines that read a measure are written to pay for more of it. The first line that pays
// or deducts by it decides.
bool more_is_better(const Contract& contract, std::string_view measure);

}  // namespace outturn
