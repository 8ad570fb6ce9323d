// Comparing a line's measure with its baseline. Private to the settle room.
#pragma once

#include "settle/line.h"

#include <optional>
#include <vector>

namespace outturn::settling {

// `above` are the lines above it, for a pool. Nothing when a pool has nobody in any period.
//
// Throws InputError: a baseline of 0 where per cent of it is asked for, an adjusted baseline
// outside 0% to 100%, a missing figure or score.
std::optional<Compared> compare(const LineRule& line,
                                const Contract& contract,
                                Quantities& quantities,
                                const std::vector<LineResult>& above);

}  // namespace outturn::settling
