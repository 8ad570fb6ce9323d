// A run as the register holds it, ready to be made again: its rules, and what it knew of the data.
#pragma once

#include "register/register.h"
#include "rules/load.h"
#include "settle/earlier.h"
#include "settle/statement.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace outturn::cli {

struct PinnedRun {
  std::string statement;  // as entered
  std::string evidence;
  Contract contract;
  Period period;
  std::vector<EarlierStatement> earlier;
  std::optional<std::uint32_t> known_at;  // none when no people were read
  std::string engine;                     // version of the program that made it
};

// The contract of a run, loaded from the texts that the register keeps. Throws
// InputError(corrupt_register), and what loading a contract throws.
Contract pinned_contract(const RegisterFile& file, const Prepared& run);

// The run prepared in an entry, its rules loaded from the texts that the register keeps. Throws
// InputError: not_in_register, corrupt_register, and what loading a contract throws.
PinnedRun pinned_run(const RegisterFile& file, const Register& records, std::int64_t entry);

// Makes the run again as known at its batch; `store` may be empty for a contract that reads no
// people. The statement names the engine of the run, so that it differs only by what it says.
Documents settle_again(const PinnedRun& run, const std::filesystem::path& store);

}  // namespace outturn::cli
