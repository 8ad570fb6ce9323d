// The one place where the program looks at a clock: for the register's "at", never for a statement.
#pragma once

#include <string>

namespace outturn::cli {

// The time of day in UTC, to the second: "2026-11-28T02:14:35Z".
std::string now();

}  // namespace outturn::cli
