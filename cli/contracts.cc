#include "contracts.h"

#include "record/file.h"
#include "rules/load.h"
#include "yaml/document.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

bool is_of(RuleKind kind, const RuleText& file) {
  Problems ignored;
  return kind_of(yaml::parse(file.text, file.path, ignored)) == kind;
}

// The rule files in a folder and the folders in it, by path.
std::vector<fs::path> rule_files_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

RuleText read_rules(const fs::path& path) {
  return {path.string(), read_file(path, yaml::kLargestText)};
}

void require_different_ids(const std::vector<Contract>& contracts) {
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (contracts[i].id == contracts[j].id) {
        throw InputError(
            Place{contracts[i].files.front().name},
            Reason::duplicate_row,
            fmt::format("two contracts of this run are called \"{}\"", contracts[i].id));
      }
    }
  }
}

// One that can't be read may be meant: whoever reads it says what is wrong.
bool may_be_of(RuleKind kind, const fs::path& path) {
  try {
    return is_of(kind, read_rules(path));
  } catch (const InputError&) {
    return true;
  }
}

}  // namespace

std::vector<fs::path> rule_files(const std::vector<fs::path>& paths, RuleKind kind) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const fs::path& inner : rule_files_in(path)) {
      if (may_be_of(kind, inner)) {
        files.push_back(inner);
      }
    }
  }
  return files;
}

std::vector<Contract> load_contracts(const std::vector<fs::path>& paths,
                                     const std::vector<fs::path>& tariffs) {
  std::vector<Contract> contracts;
  std::vector<Problem> problems;
  const auto load = [&](const fs::path& path, bool required) {
    try {
      const RuleText file = read_rules(path);
      if (required || is_of(RuleKind::contract, file)) {
        contracts.push_back(load_contract(file, rules_beside(path, tariffs)));
      }
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  };
  for (const fs::path& path : paths) {
    if (!fs::is_directory(path)) {
      load(path, true);
      continue;
    }
    for (const fs::path& inner : rule_files_in(path)) {
      load(inner, false);
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  require_different_ids(contracts);
  return contracts;
}

Contract load_one_contract(const fs::path& path,
                           const std::vector<fs::path>& tariffs,
                           const std::vector<Change>& changes) {
  return load_contract(read_rules(path), rules_beside(path, tariffs), changes);
}

}  // namespace outturn::cli
