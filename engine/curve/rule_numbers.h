// What the rules say about the values that decide: thresholds, rows of tables, and which way is
// better. Private to the curve room.
#pragma once

#include "rules/contract.h"
#include "value/period.h"
#include "value/ratio.h"

#include <string_view>

namespace outturn {

// The largest change that a line's rules name, without its sign: thresholds, the first and last
// rows of its tables, the most that counts. In the line's effect unit; 0 when none is named.
Ratio largest_effect(const LineRule& line, const Contract& contract, const Period& period);

// The largest value of a measure that rules name, in its own unit: thresholds, baselines, rows of
// tables. 0 when none is named.
Ratio largest_value(std::string_view measure, const Contract& contract, const Period& period);

// Whether the lines that read a measure pay for more of it. The first line that pays or deducts by
// it decides.
bool more_is_better(const Contract& contract, std::string_view measure);

}  // namespace outturn
