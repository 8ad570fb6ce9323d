// Counts in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace outturn {

// "2,705".
std::string grouped(std::int64_t count);

// "1 person", "2 people", "2,705 people".
std::string counted(std::int64_t count, std::string_view one, std::string_view many);

// "1 row", "0 rows": a word whose plural takes an s.
std::string counted(std::int64_t count, std::string_view word);

}  // namespace outturn
