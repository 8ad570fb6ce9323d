// What the forms of a curve share.
#include "curve/render.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kHundred = 100;

bool is_counted(Unit unit) {
  return unit == Unit::people || unit == Unit::events || unit == Unit::severity ||
         unit == Unit::number;
}

}  // namespace

std::string shown_value(const Input& input, const Ratio& value, Currency currency) {
  return shown(value, input.unit, currency);
}

std::string step_in_words(const Input& input, Currency currency) {
  if (is_counted(input.unit) && input.step == 1) {
    return input.fewer_is_better ? "one fewer" : "one more";
  }
  // A tenth of a per cent of all people is a tenth of a point. A change in per cent, which goes
  // below 0, moves by per cent.
  const bool points = input.unit == Unit::rate && input.first >= 0;
  const std::string step = points ? shown(input.step * kHundred, Unit::points, currency)
                                  : shown_value(input, magnitude(input.step), currency);
  return fmt::format("{} {}", step, input.fewer_is_better ? "less" : "more");
}

Extent extent_of(const Curve& curve) {
  Extent extent{0, 0};
  bool first = true;
  for (const CurvePoint& point : curve.points) {
    if (!point.total) {
      continue;
    }
    extent.least = first ? *point.total : std::min(extent.least, *point.total);
    extent.most = first ? *point.total : std::max(extent.most, *point.total);
    first = false;
  }
  return extent;
}

}  // namespace outturn
