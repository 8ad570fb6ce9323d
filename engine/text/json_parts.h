// Pieces that every JSON answer has, as docs/json.md describes them.
#pragma once

#include "record/json.h"
#include "value/dated.h"
#include "value/problem.h"

#include <string>
#include <string_view>

namespace outturn {

// Text for JSON or XML, which must be UTF-8: names of files need not be. What isn't becomes '?'.
std::string utf8_of(std::string_view text);

// null for an empty text.
Json text_or_null(std::string_view text);

// "file", "line", "column" (null where unknown) and "clause".
Json json_of(const Source& source);

// As under "problems".
Json json_of(const Problem& problem);

}  // namespace outturn
