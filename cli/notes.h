// What a run says beside its results.
#pragma once

#include <string>
#include <vector>

namespace outturn::cli {

// Prints each on a line of its own on standard error, once, kept from commanding the terminal.
void note(const std::vector<std::string>& sentences);

}  // namespace outturn::cli
