// The one place where the program looks at a clock: for the register's "at", and for whether the
// day of a run or of a dispute has come; never for a statement.
#pragma once

#include "value/date.h"

#include <string>

namespace outturn::cli {

// The time of day in UTC, to the second: "2026-11-28T02:14:35Z".
std::string now();

// The day in UTC.
Date today();

}  // namespace outturn::cli
