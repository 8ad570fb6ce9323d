// Whether a settlement may be paid on. Private to the settle room.
#pragma once

#include "settle/settle.h"

namespace outturn::settling {

// Final when the supplied figures are, when the data shows everything that could still count for
// its cohorts and claims, and when the statements that it builds on are final themselves; else the
// first of these that isn't so. `settlement` holds what was measured and what it builds on.
Finality finality_of(const Contract& contract,
                     const Settlement& settlement,
                     const Observed& observed);

}  // namespace outturn::settling
