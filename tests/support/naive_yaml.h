// The naive contract as the rule files that the engine reads.
#pragma once

#include "support/naive.h"

#include <map>
#include <string>

namespace outturn::naive {

// The contract's text. It refers to the weights "weights" and the severity scale "classes".
std::string contract_text(const Contract& contract);

// Those two, by "KIND/NAME".
std::map<std::string, std::string> table_texts(const Contract& contract);

}  // namespace outturn::naive
