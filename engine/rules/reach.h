// Which verdicts, rows of tables and runs any result can reach. Private to the rules room.
#pragma once

#include "rules/doubts.h"

#include <vector>

namespace outturn::reading {

void doubt_reach(const Contract& contract, std::vector<Doubt>& doubts);

// A final run whose first day comes before all that counts can have happened and been proven.
void doubt_final_run(const Contract& contract, std::vector<Doubt>& doubts);

}  // namespace outturn::reading
