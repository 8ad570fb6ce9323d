// Counts by class, as a statement holds them.
#pragma once

#include "record/json_field.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// How many starts, events or claims ended in one class.
struct ClassView {
  std::string code;
  std::string meaning;
  std::int64_t count = 0;
};

// Reads a list of classes whose counts are called `unit`: "starts".
std::vector<ClassView> classes_of(const JsonField& json, std::string_view unit);

// The sentence for a class, or an empty text.
std::string_view meaning_in(const std::vector<ClassView>& classes, std::string_view code);

}  // namespace outturn
