// Rule files written down in a test.
#pragma once

#include "rules/load.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

// An edit of a text: what stands there once, and what takes its place.
struct Edit {
  std::string_view old_text;
  std::string_view new_text;
};

// The text with each edit made. A test that names text which isn't there exactly once is wrong, and
// gets std::invalid_argument.
std::string edited(std::string text, const std::vector<Edit>& edits);

// Finds rule files by "KIND/NAME" among the texts given; a file's path in messages is "NAME.yaml".
FindRules rules_among(std::map<std::string, std::string> texts);

// Knows no rule file.
FindRules no_rules();

}  // namespace outturn
