// Passphrases, typed where nobody sees them.
#pragma once

#include <string>

namespace outturn::cli {

// Asks on the terminal of this process, whatever its standard streams are: `name` is the key file
// that it is for. What is typed isn't shown; the terminal is as before afterwards, also when a
// signal ends or stops the run meanwhile. Throws InputError(bad_passphrase) when there is no
// terminal, nothing comes, or more than 1024 bytes.
std::string ask_passphrase(const std::string& name);

// Asks twice. Throws InputError(bad_passphrase) also when the two differ or are empty.
std::string ask_new_passphrase(const std::string& name);

}  // namespace outturn::cli
