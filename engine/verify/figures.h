// How the exact value of a working is shown, by its unit: docs/statement.md, "The unit says how
// value becomes shown". Read from that page anew: a verifier that shares this with whoever wrote
// the statement checks nothing. Private to the verify room.
#pragma once

#include "value/money.h"
#include "value/ratio.h"

#include <optional>
#include <string>
#include <string_view>

namespace outturn::verify {

// Nothing for a unit that isn't on that page.
std::optional<std::string> figure_of(const Ratio& value, std::string_view unit, Currency currency);

}  // namespace outturn::verify
