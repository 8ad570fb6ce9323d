// The commands of `outturn register` that add to it.
#pragma once

#include <CLI/CLI.hpp>

namespace outturn::cli {

// approve, issue, reject, add-key, revoke-key.
void add_deciding(CLI::App& command);

}  // namespace outturn::cli
