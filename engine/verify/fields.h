// The fields that a statement of the form we verify can have. Private to the verify room.
#pragma once

#include "record/json.h"

#include <optional>
#include <string>

namespace outturn::verify {

// The first field of a statement that docs/statement.md doesn't name: "lines[].bonus". What isn't
// known is checked by nothing, so nobody may take it for checked.
std::optional<std::string> unknown_field(const Json& statement);

}  // namespace outturn::verify
