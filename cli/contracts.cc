#include "contracts.h"

#include "record/file.h"
#include "rules/load.h"
#include "yaml/document.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

bool is_contract(const RuleText& file) {
  Problems ignored;
  return yaml::parse(file.text, file.path, ignored).find("contract") != nullptr;
}

// The contracts in a folder and the folders in it, by path; other rule files are passed over.
std::vector<fs::path> contracts_in(const fs::path& folder) {
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

}  // namespace

std::vector<Contract> load_contracts(const std::vector<fs::path>& paths,
                                     const std::vector<fs::path>& tariffs) {
  std::vector<Contract> contracts;
  std::vector<Problem> problems;
  const auto load = [&](const fs::path& path, bool required) {
    try {
      const RuleText file = read_rules(path);
      if (required || is_contract(file)) {
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
    for (const fs::path& inner : contracts_in(path)) {
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
