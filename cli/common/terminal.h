// What a terminal can do.
#pragma once

#include "text/page.h"

namespace outturn::cli {

// Whether codes for colour and for wiping a line can be written to a file descriptor: it is a
// terminal, and TERM doesn't say that it is a dumb one or none at all.
bool takes_codes(int descriptor);

// How to print: in colour when standard output is a terminal that isn't dumb, and NO_COLOR is unset
// or empty.
Look look_of_terminal();

}  // namespace outturn::cli
