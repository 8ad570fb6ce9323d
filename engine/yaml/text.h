// What a text must be before YAML is looked for in it.
#pragma once

#include "value/problem.h"

#include <string_view>

namespace outturn::yaml {

// The text without its byte order mark. Throws InputError for a text that is too large, isn't
// UTF-8, or holds NUL, a further byte order mark, tabs (each of the first hundred with its place)
// or other control characters: the parser below us takes some of those for the end of the file.
std::string_view checked_text(std::string_view text, std::string_view name);

}  // namespace outturn::yaml
