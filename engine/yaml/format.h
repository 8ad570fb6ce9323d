// Rule files in one layout, whoever wrote them.
#pragma once

#include "yaml/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace outturn::yaml {

// The text in its canonical layout: the same keys, values and order, every comment, and each
// value's text as it is written; only blanks, blank lines and the ends of lines differ, and where
// maps and lists stand in brackets. The layout of a layout is itself. A byte order mark,
// directives, "---" and "..." go.
//
// Throws InputError with all problems of a text that parse() in document.h refuses, and
// file_too_large when the layout would be; Defect when the result isn't read as the same tree or
// lacks a comment.
std::string formatted(std::string_view text, std::string_view name);

// What formatted() holds a layout to before anybody gets it, whatever was overlooked on the way.
// Throws Defect unless it is read as `tree` and has exactly these comments, in any order.
void check_layout(std::string_view layout, const Node& tree, std::vector<std::string> comments);

}  // namespace outturn::yaml
