// The commands of `outturn register` that add to it.
#pragma once

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

namespace outturn::cli {

// approve, issue, reject, add-key, revoke-key.
void add_deciding(CLI::App& command);

// The option --reason, which is required and must be UTF-8: the register keeps it.
void add_reason(CLI::App& command, std::string& reason);

// What every command says that made an entry: its number, and what it says.
void say_entry(bool json, std::int64_t entry, const std::string& sentence);

}  // namespace outturn::cli
