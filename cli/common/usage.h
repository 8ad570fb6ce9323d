// What is said of a command line that makes no sense.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace outturn::cli {

struct UsageFault {
  std::string message;
  std::string hint;  // may be empty
};

// A word that no command knows is named rather than what it may have been meant for; the hint is
// the command or option that is near to it.
UsageFault fault_in_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace outturn::cli
