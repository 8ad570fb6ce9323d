// Whether the words that a contract reads people by are those of the data.
#pragma once

#include "cases/rows.h"
#include "rules/contract.h"

#include <string>
#include <vector>

namespace outturn {

// A sentence for each `counted` of a contract with words that no row has, where any other word is
// left out: mistyped, or of another source, it would leave out people or events in silence, and yet
// it may just not have happened. `starts` and `events` are the values that the rows of a store
// have.
std::vector<std::string> words_without_rows(const Contract& contract,
                                            const AttributeValues& starts,
                                            const AttributeValues& events);

// Throws InputError(unknown_reference) with every attribute of break_down_by that no start has:
// the statement would be broken down by nothing.
void require_breakdowns(const Contract& contract, const AttributeValues& starts);

}  // namespace outturn
