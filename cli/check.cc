// outturn check: reads rule files and says everything that is wrong with them.
#include "cases/mapping.h"
#include "commands.h"
#include "record/file.h"
#include "rules/load.h"
#include "yaml/document.h"

#include <filesystem>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  std::vector<fs::path> tariffs;
};

void check_file(const std::string& path, const Options& options) {
  const RuleText file{path, read_file(path, yaml::kLargestText)};
  const RuleKind kind = check_rule_file(file, rules_beside(path, options.tariffs));
  if (kind == RuleKind::mapping) {
    read_mapping(file.text, file.path);
  }
}

void check(const Options& options) {
  std::vector<Problem> problems;
  for (const std::string& path : options.files) {
    try {
      check_file(path, options);
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  fmt::print("{} file{} checked, nothing wrong\n",
             options.files.size(),
             options.files.size() == 1 ? "" : "s");
}

}  // namespace

void add_check(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "check", "Reads contracts, tariffs, tables and mappings and says what is wrong with them");
  auto options = std::make_shared<Options>();
  command->add_option("files", options->files, "Rule files (YAML)")->required();
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  command->footer(
      "Examples:\n"
      "  outturn check data/contracts/iowa/*.yaml tariffs/*.yaml\n"
      "  outturn check --tariffs my-tariffs contract.yaml\n"
      "\n"
      "Every mistake is printed with its file, line and column; exit code 3 if any.");
  command->callback([options] { check(*options); });
}

}  // namespace outturn::cli
