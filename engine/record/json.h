// Canonical JSON (RFC 8785), for everything that is hashed, compared or kept.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace outturn {

using Json = nlohmann::json;

// The canonical bytes of a value: keys sorted, no white space, shortest escapes, UTF-8. Numbers
// must be integers within +-(2^53 - 1): every other number in our records is text, so that no
// reader can lose a digit. Throws Defect for a fraction, a larger integer or a key outside ASCII.
std::string canonical(const Json& value);

// Reads JSON strictly: UTF-8, no duplicate keys, at most 64 levels. `name` is used in places only.
// Throws InputError(not_a_statement) naming the line and column.
Json parse_json(std::string_view text, std::string_view name);

}  // namespace outturn
