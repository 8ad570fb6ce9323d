// How many of all rows may be wrong, when so many of those checked are.
#pragma once

#include "value/ratio.h"

#include <cstdint>

namespace outturn {

// The bounds are brought to whole parts of this many, the lower one down and the upper one up, so
// that the interval is never narrower than the exact one.
inline constexpr std::int64_t kIntervalSteps = 1'000'000;

struct Interval {
  Ratio lower;
  Ratio upper;

  friend bool operator==(const Interval&, const Interval&) = default;
};

// The interval of Clopper and Pearson for a proportion (Biometrika 26, 1934, pages 404 to 413),
// with `outside` as the chance of missing it, half on either side: above the upper bound, so few as
// `wrong` of `checked` would be found with a chance of at most half of `outside`; below the lower
// one, so many. Computed with whole numbers alone. Takes 0 <= wrong <= checked, 1 <= checked and
// 0 < outside < 1; anything else is a Defect.
Interval clopper_pearson(std::int64_t wrong, std::int64_t checked, const Ratio& outside);

}  // namespace outturn
