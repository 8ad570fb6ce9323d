// Whether the blocks of a contract fit each other. Private to the rules room.
#pragma once

#include "rules/contract.h"
#include "value/problem.h"

namespace outturn::reading {

// Reports what can't work together: a weighted measure without weights, a price per point of a
// frequency, a hurdle on a later line, a bound on an unknown line, a cap below a floor, ...
void check_consistency(const Contract& contract, Problems& problems);

// Its parts on bounds, on supplied figures, on milestones and on runs.
void check_bounds(const Contract& contract, Problems& problems);
void check_figures(const Contract& contract, Problems& problems);
void check_milestones(const Contract& contract, Problems& problems);
void check_runs(const Contract& contract, Problems& problems);

}  // namespace outturn::reading
