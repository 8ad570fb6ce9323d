// A field's rule and the column that it reads.
#pragma once

#include "cases/mapping.h"

#include <cstddef>
#include <optional>
#include <string>

namespace outturn {

struct BoundText {
  std::string field;  // ours: "provider"
  TextRule rule;
  std::optional<std::size_t> index;  // nothing: every row gets rule.always
};

}  // namespace outturn
