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

// The word that goes with a count: `one` for 1, else `many`.
std::string_view form_for(std::int64_t count, std::string_view one, std::string_view many);

}  // namespace outturn
