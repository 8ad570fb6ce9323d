#include "audit/seats.h"

#include "value/problem.h"

#include <algorithm>
#include <numeric>

namespace outturn {
namespace {

using Places = std::vector<std::size_t>;

// Shares `size` among the strata at these places by largest remainder.
void share(const std::vector<std::int64_t>& rows,
           const Places& places,
           std::int64_t size,
           std::vector<std::int64_t>& given) {
  std::int64_t all = 0;
  for (const std::size_t at : places) {
    all += rows[at];
  }
  std::int64_t left = size;
  for (const std::size_t at : places) {
    given[at] = size * rows[at] / all;
    left -= given[at];
  }
  Places by_remainder = places;
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [&](std::size_t a, std::size_t b) {
    const std::int64_t of_a = size * rows[a] % all;
    const std::int64_t of_b = size * rows[b] % all;
    return of_a != of_b ? of_a > of_b : rows[a] > rows[b];
  });
  for (const std::size_t at : by_remainder) {
    given[at] += left-- > 0 ? 1 : 0;
  }
}

}  // namespace

std::vector<std::int64_t> seats(const std::vector<std::int64_t>& rows, std::int64_t size) {
  const std::int64_t all = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
  if (size < static_cast<std::int64_t>(rows.size()) || size > all) {
    throw Defect("a sample that is smaller than its strata are many, or larger than all rows");
  }
  std::vector<std::int64_t> given(rows.size(), 0);
  Places sharing(rows.size());
  std::iota(sharing.begin(), sharing.end(), std::size_t{0});
  while (!sharing.empty()) {
    share(rows, sharing, size, given);
    const auto none = std::stable_partition(
        sharing.begin(), sharing.end(), [&](std::size_t at) { return given[at] > 0; });
    if (none == sharing.end()) {
      break;
    }
    for (auto at = none; at != sharing.end(); ++at) {
      given[*at] = 1;
      --size;
    }
    sharing.erase(none, sharing.end());
  }
  return given;
}

}  // namespace outturn
