// What the parts of a statement share when they are written down and tied. Private to the settle
// room.
#pragma once

#include "record/json.h"
#include "value/problem.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace outturn {

// Every class of a closed list with its count, under the name of what is counted: "starts".
template <typename Class, std::size_t N>
Json json_of_classes(const std::array<std::int64_t, N>& counts,
                     std::span<const Class> classes,
                     std::string_view unit) {
  Json list = Json::array();
  for (const Class value : classes) {
    const std::int64_t count = counts.at(static_cast<std::size_t>(value));
    list.push_back({{"class", code_of(value)},
                    {"meaning", sentence_of(value)},
                    {std::string(unit), fmt::format("{}", count)}});
  }
  return list;
}

// Throws Defect naming `what` unless two totals are the same.
inline void require_equal(std::int64_t a, std::int64_t b, std::string_view what) {
  if (a != b) {
    throw Defect(fmt::format("totals don't tie: {}: {} and {}", what, a, b));
  }
}

}  // namespace outturn
