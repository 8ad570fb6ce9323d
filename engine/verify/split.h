// How an amount is split among those who pay it. Private to the verify room.
#pragma once

#include "verify/workings.h"

#include <string_view>
#include <vector>

namespace outturn::verify {

// One who pays a part of an amount.
struct Part {
  JsonField due;      // where the part is said
  std::size_t paid;   // the working that it is
  std::size_t share;  // that of its share
};

// Fails unless each part is its share of the amount, cut to whole pennies, and one alone what the
// others leave. `amount` is called `name` ("the total").
void check_split(const std::vector<Part>& parts,
                 std::size_t amount,
                 std::string_view name,
                 const Workings& workings,
                 Findings& findings);

}  // namespace outturn::verify
