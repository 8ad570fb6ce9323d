// outturn check: reads rule files and says everything that is wrong with them.
#include "cases/mapping.h"
#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "report/json_parts.h"
#include "rules/load.h"
#include "trial/cases.h"
#include "value/counted.h"
#include "yaml/document.h"

#include <filesystem>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  std::vector<fs::path> tariffs;
  bool json = false;
};

void check_file(const std::string& path, const Options& options) {
  const RuleText file{path, read_file(path, yaml::kLargestText)};
  const RuleKind kind = check_rule_file(file, rules_beside(path, options.tariffs));
  if (kind == RuleKind::mapping) {
    read_mapping(file.text, file.path);
  } else if (kind == RuleKind::cases) {
    read_cases(file,
               [&](const std::string& beside) { return rules_beside(beside, options.tariffs); });
  }
}

// Nothing is wrong, or this isn't reached.
void report(const Options& options) {
  if (!options.json) {
    print("{} checked, nothing wrong\n",
          counted(static_cast<std::int64_t>(options.files.size()), "file", "files"));
    return;
  }
  Json files = Json::array();
  for (const std::string& path : options.files) {
    files.push_back(utf8_of(path));
  }
  print_json({{"files", files}});
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
  report(options);
}

}  // namespace

void add_check(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "check",
      "Reads contracts, tariffs, tables, cases and mappings and says what is wrong with them");
  auto options = std::make_shared<Options>();
  command->add_option("files", options->files, "Rule files (YAML)")->required();
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn check data/contracts/iowa/*.yaml tariffs/*.yaml\n"
      "  outturn check --tariffs my-tariffs contract.yaml\n"
      "\n"
      "Every mistake is printed with its file, line and column; exit code 3 if any.");
  command->callback([options] { check(*options); });
}

}  // namespace outturn::cli
