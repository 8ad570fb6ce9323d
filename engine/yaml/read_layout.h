// From a text and its tree to its layout.
#pragma once

#include "yaml/document.h"
#include "yaml/layout.h"

#include <string_view>

namespace outturn::yaml {

// The layout of a text with line feeds alone as line ends, of which `tree` was parsed. Every
// comment of the text is in it. Throws Defect when tree and text don't belong together.
//
// A comment on a line of its own below a block belongs to the innermost block that it isn't left
// of; otherwise to what follows it.
Layout read_layout(std::string_view text, const Node& tree);

}  // namespace outturn::yaml
