// What a contract states and no rule of it reads. Private to the rules room.
#pragma once

#include "rules/doubts.h"

#include <vector>

namespace outturn::reading {

void doubt_use(const Contract& contract, std::vector<Doubt>& doubts);

}  // namespace outturn::reading
