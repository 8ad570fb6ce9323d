// A line that compares with nothing: it pays for its measure as it is, or for nothing measured at
// all. Private to the settle room.
#pragma once

#include "settle/line.h"

#include <vector>

namespace outturn::settling {

// Fills `result` with what the line pays, as long as its conditions hold. Throws InputError as
// pricing does.
void settle_plainly(const LineRule& line,
                    const Contract& contract,
                    Quantities& quantities,
                    const std::vector<LineResult>& above,
                    LineResult& result);

}  // namespace outturn::settling
