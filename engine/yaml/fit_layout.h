// What goes on which line: how maps and lists in brackets, and long values, fit the width.
#pragma once

#include "yaml/layout.h"

#include <cstddef>
#include <string>

namespace outturn::yaml {

inline constexpr std::size_t kWidest = 100;  // characters of a line, apart from a comment beside it
inline constexpr std::size_t kIndent = 2;    // of a block within its block

// Opens the brackets of every map and list that is too wide for its line. A comment after brackets
// that are open goes above their item.
void fit(Layout& layout);

// A value as it stands on its line: a text's first line, or brackets with all they hold.
std::string on_one_line(const Written& value);

// Whether a key is written before its colon, rather than after a "? ".
bool is_simple_key(const Written& key);

// Whether a value on one line goes below its key or dash, which ends in column `used` of its line:
// comments stand between the two, or it was written below and doesn't fit beside.
bool goes_below(const Written& value, std::size_t used);

}  // namespace outturn::yaml
