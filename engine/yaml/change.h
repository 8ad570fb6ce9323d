// Putting another value in the place of one: what a contract would say if.
#pragma once

#include "yaml/document.h"

#include <string_view>

namespace outturn::yaml {

// Puts the value written in `text` (YAML) where `path` leads from `root`: keys of maps and numbers
// of list items, the first of which is 1, joined by dots, "bounds.1.at". The value is there
// already: nothing is added. Its place becomes `name`, which messages show. Throws InputError: a
// path that leads nowhere (unknown_reference), a text that is no YAML.
void change(Node& root, std::string_view path, std::string_view text, std::string_view name);

}  // namespace outturn::yaml
