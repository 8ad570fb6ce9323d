// Canonical JSON (RFC 8785), for everything that is hashed, compared or kept.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace outturn {

using Json = nlohmann::json;

// The canonical bytes of a value: keys sorted, no white space, shortest escapes, UTF-8. Numbers
// must be integers within +-(2^53 - 1): every other number in our records is text, so that no
// reader can lose a digit. Throws Defect for a fraction, a larger integer, a key outside ASCII or
// text that isn't UTF-8.
std::string canonical(const Json& value);

// Reads JSON strictly, and only what canonical() can write again: UTF-8 without a byte order mark,
// no duplicate keys, keys in ASCII, integers within +-(2^53 - 1), at most 64 levels. White space
// and the order of keys are free. `name` is used in places only.
// Throws InputError(not_a_statement) naming the line and column.
Json parse_json(std::string_view text, std::string_view name);

}  // namespace outturn
