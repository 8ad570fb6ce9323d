// Comparing a line's measure with its baseline. Private to the settle room.
#pragma once

#include "settle/line.h"

namespace outturn::settling {

// Throws InputError: a baseline of 0 where per cent of it is asked for, an adjusted baseline
// outside 0% to 100%, a missing figure or score.
Compared compare(const LineRule& line, const Contract& contract, Quantities& quantities);

}  // namespace outturn::settling
