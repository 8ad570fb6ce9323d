// What a tariff leaves to each contract: {open: NAME} in the one, values: {NAME: ...} in the other.
// Private to the rules room.
#pragma once

#include "yaml/document.h"

#include <string>
#include <vector>

namespace outturn::reading {

// Puts the contract's values in the places that `rules` leaves open, keeping the places of the
// contract's file. Reports a value that is missing (missing_key) and one that nothing reads
// (unused_value). `values` may be nullptr; `contract` is where a missing `values` is reported.
yaml::Node fill_open_values(const yaml::Node& rules,
                            const yaml::Node* values,
                            const Place& contract,
                            Problems& problems);

// The places at which a tariff leaves something open, of the value and of its key.
std::vector<Place> open_places(const yaml::Node& rules);

}  // namespace outturn::reading
