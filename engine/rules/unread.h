// What a contract states and no rule of it reads. Private to the rules room.
#pragma once

#include "rules/doubts.h"

#include <vector>

namespace outturn::reading {

// Measures, stages, weights and severities of one contract.
void doubt_use(const Contract& contract, std::vector<Doubt>& doubts);

// Figures that are supplied to contracts and that none of them reads.
void doubt_figures(const std::vector<Contract>& contracts, std::vector<Doubt>& doubts);

}  // namespace outturn::reading
