// Rule values that don't change over time, and selections by the values of an attribute.
#pragma once

#include "value/dated.h"

#include <string>
#include <vector>

namespace outturn {

// A rule value and where it is stated.
template <typename T>
struct Stated {
  T value;
  Source source;
};

// Which values of one attribute are in. A value in neither list is an error when it is met, unless
// the rule says "any other": then other values, and a missing one, are out.
struct Selection {
  std::string attribute;
  std::vector<std::string> counted;
  std::vector<std::string> not_counted;
  bool any_other_is_out = false;
  Source source;
};

}  // namespace outturn
