// Which verdicts and rows of tables any result can reach. Private to the rules room.
#pragma once

#include "rules/doubts.h"

#include <vector>

namespace outturn::reading {

void doubt_reach(const Contract& contract, std::vector<Doubt>& doubts);

}  // namespace outturn::reading
