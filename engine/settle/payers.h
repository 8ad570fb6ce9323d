// An amount split among those who pay it. Private to the settle room.
#pragma once

#include "settle/settle.h"

#include <string>
#include <vector>

namespace outturn::settling {

// Every payer's share of a whole amount of money, cut to whole pennies; the payer that the contract
// names takes what is left. `prefix` begins the ids of the new workings; the shares themselves are
// given once a settlement. In the order of the contract.
std::vector<PayerResult> split(const Contract& contract,
                               Ref amount,
                               const std::string& prefix,
                               Workings& workings);

}  // namespace outturn::settling
