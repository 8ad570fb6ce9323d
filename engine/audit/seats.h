// How a sample is shared out among strata.
#pragma once

#include <cstdint>
#include <vector>

namespace outturn {

// So many of a sample of `size` for each stratum, of which `rows` are the numbers of rows, none of
// them 0. Each gets the whole part of its share in proportion to its rows, and the largest
// remainders one more; of equal remainders first the stratum with more rows, then the one that
// stands first. Strata that would get none get one each before that, and the others share what is
// left in the same way. None gets more than it has rows. Takes a size from the number of strata to
// that of all rows; anything else is a Defect.
std::vector<std::int64_t> seats(const std::vector<std::int64_t>& rows, std::int64_t size);

}  // namespace outturn
