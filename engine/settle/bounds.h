// Caps and floors, as the contract applies them to a line or the total. Private to the settle room.
#pragma once

#include "settle/quantities.h"
#include "settle/settle.h"

#include <string_view>
#include <vector>

namespace outturn::settling {

// Applies the bounds on one line, or on the total with an empty name, in the order written. What
// earlier periods of a bound's stretch were due counts towards its limit.
std::vector<BoundResult> bounds_on(std::string_view on,
                                   Ref amount,
                                   const Contract& contract,
                                   Quantities& quantities);

// The amount after them; the amount itself when there is none.
Ref after(const std::vector<BoundResult>& bounds, Ref amount);

}  // namespace outturn::settling
