// What a terminal can do.
#pragma once

namespace outturn::cli {

// Whether codes for colour and for wiping a line can be written to a file descriptor: it is a
// terminal, and TERM doesn't say that it is a dumb one or none at all.
bool takes_codes(int descriptor);

}  // namespace outturn::cli
