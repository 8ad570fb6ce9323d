#include "record/file.h"
#include "rules/load.h"
#include "yaml/document.h"

#include <fmt/format.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> folders_to_look_in(const fs::path& contract,
                                         const std::vector<fs::path>& extra) {
  std::vector<fs::path> folders;
  const auto add = [&](const fs::path& folder) {
    folders.push_back(folder);
    folders.push_back(folder / "tables");
  };
  const fs::path own = fs::absolute(contract).lexically_normal().parent_path();
  add(own);
  for (const fs::path& folder : extra) {
    add(folder);
  }
  for (fs::path above = own; above.has_relative_path(); above = above.parent_path()) {
    add(above / "tariffs");
  }
  return folders;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '.' &&
         name.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

FindRules rules_beside(const fs::path& contract, const std::vector<fs::path>& extra) {
  return [own = contract, folders = folders_to_look_in(contract, extra)](
             std::string_view kind, std::string_view name) -> RuleText {
    if (!is_plain_name(name)) {
      throw InputError({},
                       Reason::bad_identifier,
                       fmt::format("\"{}\" is not the name of a {} file", name, kind),
                       "write the file's name without folder and without .yaml");
    }
    const std::string file = std::string(name) + ".yaml";
    for (const fs::path& folder : folders) {
      const fs::path path = folder / file;
      std::error_code ignored;
      // A contract that bears its tariff's name doesn't mean itself.
      if (fs::is_regular_file(path, ignored) && !fs::equivalent(path, own, ignored)) {
        return {path.lexically_proximate(fs::current_path()).string(),
                read_file(path, yaml::kLargestText)};
      }
    }
    throw InputError({},
                     Reason::file_missing,
                     fmt::format("there is no {} file {}", kind, file),
                     "looked beside the contract, in --tariffs folders, and in the folder tariffs "
                     "of every folder above");
  };
}

}  // namespace outturn
