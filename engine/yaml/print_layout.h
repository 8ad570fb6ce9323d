// From a layout to its canonical text.
#pragma once

#include "yaml/layout.h"

#include <string>

namespace outturn::yaml {

// The text of a layout, as docs/tariffs.md describes it under "Keeping files tidy".
std::string print_layout(Layout layout);

}  // namespace outturn::yaml
