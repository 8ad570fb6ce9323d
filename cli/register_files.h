// Registers and heads on disk.
#pragma once

#include "register/register.h"

#include <filesystem>
#include <optional>

namespace outturn::cli {

// A register opened for reading, its entries read: as they were at one moment. Nobody can write
// while it is open.
struct OpenRegister {
  explicit OpenRegister(const std::filesystem::path& path);

  RegisterFile file;
  Register records;
};

// The head in a file that somebody kept; nothing when none is named.
std::optional<Head> kept_head(const std::filesystem::path& path);

}  // namespace outturn::cli
