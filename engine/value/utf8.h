// The little that we need to know of UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace outturn {

// The byte at which `text` stops being UTF-8, or npos when it never does. Overlong forms,
// surrogates and code points beyond U+10FFFF are not UTF-8.
std::size_t invalid_utf8_at(std::string_view text);

// The number of code points of valid UTF-8. What people count as columns.
std::size_t characters_in(std::string_view text);

// Text from outside as a message shows it: in quotes, control characters as '?', and cut after 60
// characters so that a hostile value can't fill a screen.
std::string shown(std::string_view text);

}  // namespace outturn
