// Rule files in one layout, whoever wrote them.
#pragma once

#include <string>
#include <string_view>

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

}  // namespace outturn::yaml
