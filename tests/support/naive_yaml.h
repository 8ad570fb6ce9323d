// The naive contract as the rule files that the engine reads.
#pragma once

#include "support/naive_contract.h"

#include <functional>
#include <map>
#include <string>

namespace outturn::naive {

// The contract's text. It refers to the weights "weights", the severity scale "classes" and the
// figures "figures", as far as it needs them.
std::string contract_text(const Contract& contract);

// Those, by "KIND/NAME".
std::map<std::string, std::string> table_texts(const Contract& contract);

// --- the parts; private to the writer ---

std::string money(const Ratio& pence);
// "5 of 6" where no percentage says it exactly.
std::string part(const Ratio& share);
// A number in a unit of effects and figures: "%", "percent", "points", "events", "money", ...
std::string quantity(const Ratio& value, const std::string& unit);
// The unit in which a measure is written: "%" for a rate, else "events", "cases", "money", ...
std::string unit_of(const Measure& measure);

// One value alone, or those of a list, each beside its day under a key.
std::string dated(const DatedValues& values,
                  const std::string& key,
                  const std::function<std::string(const Ratio&)>& text);

// A line of the block `lines`.
std::string line_text(const Line& line, const Contract& contract);
// What a verdict pays; `unit` is that of the rows of a table.
std::string consequence_text(const Consequence& consequence, const std::string& unit);

}  // namespace outturn::naive
