// What the forms of a curve share.
#include "curve/render.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

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
  return fmt::format(
      "{} {}", shown_value(input, input.step, currency), input.fewer_is_better ? "less" : "more");
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
