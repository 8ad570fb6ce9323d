// The rate cards by which lines of a contract pay.
#pragma once

#include "rules/contract.h"

#include <vector>

namespace outturn {

// In order of lines. They are the contract's own, and live as long as it does.
std::vector<const RateCard*> rate_cards_of(const Contract& contract);

}  // namespace outturn
