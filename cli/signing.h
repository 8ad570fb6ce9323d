// Secret keys, for the commands that sign.
#pragma once

#include "record/minisign.h"

#include <filesystem>
#include <string>

namespace outturn::cli {

inline constexpr std::size_t kLargestKeyFile = 1'000'000;

// The secret key in a file. Asks for its passphrase on the terminal when it is encrypted. Throws
// InputError(exposed_key) when others than the owner can read or write the file, and as read_file,
// read_signing_key and ask_passphrase do.
SigningKey open_key(const std::filesystem::path& path);

}  // namespace outturn::cli
