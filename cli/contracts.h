// The contracts and other rule files that a command was given.
#pragma once

#include "rules/load.h"

#include <filesystem>
#include <vector>

namespace outturn::cli {

// Loads contracts from files, and from folders and the folders in them, where other rule files are
// passed over. `tariffs` are further folders in which to look for tariffs. Throws InputError with
// every problem of every file, and when two contracts have one name.
std::vector<Contract> load_contracts(const std::vector<std::filesystem::path>& paths,
                                     const std::vector<std::filesystem::path>& tariffs);

// Loads one contract with changes made to its values.
Contract load_one_contract(const std::filesystem::path& path,
                           const std::vector<std::filesystem::path>& tariffs,
                           const std::vector<Change>& changes);

// The files given, and of folders given the rule files of one kind in them and in the folders in
// them, by path.
std::vector<std::filesystem::path> rule_files(const std::vector<std::filesystem::path>& paths,
                                              RuleKind kind);

}  // namespace outturn::cli
