// How the exact value of a working is shown, by its unit: what docs/statement.md says of units.
// Private to the report room.
#pragma once

#include "value/money.h"
#include "value/ratio.h"

#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// The figure as the settlement would have written it; nothing for a unit that isn't known. Stated
// anew here rather than shared with settling: a reader that trusts the writer checks nothing.
std::optional<std::string> figure_of(const Ratio& value, std::string_view unit, Currency currency);

}  // namespace outturn
