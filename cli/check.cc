// outturn check: reads rule files and says everything that is wrong with them.
#include "cases/mapping.h"
#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "rules/doubts.h"
#include "rules/load.h"
#include "settling.h"
#include "text/json_parts.h"
#include "trial/cases.h"
#include "value/counted.h"
#include "yaml/document.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  std::vector<fs::path> tariffs;
  fs::path store;
  bool strict = false;
  bool json = false;
};

void check_file(const std::string& path, const Options& options, std::vector<Contract>& contracts) {
  const RuleText file{path, read_file(path, yaml::kLargestText)};
  const FindRules find = rules_beside(path, options.tariffs);
  const RuleKind kind = check_rule_file(file, find);
  if (kind == RuleKind::contract) {
    contracts.push_back(load_contract(file, find));
  } else if (kind == RuleKind::mapping) {
    read_mapping(file.text, file.path);
  } else if (kind == RuleKind::cases) {
    read_cases(file,
               [&](const std::string& beside) { return rules_beside(beside, options.tariffs); });
  }
}

// Runs a part of the check and keeps what it refuses, each problem once.
void keep_problems(const std::function<void()>& part, std::vector<Problem>& problems) {
  try {
    part();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      // A file may be given twice, or be named by several.
      if (std::find(problems.begin(), problems.end(), problem) == problems.end()) {
        problems.push_back(problem);
      }
    }
  }
}

// Whether the rules cover everybody whom a store has under the contracts: measures every period, as
// settling would, and prices nothing.
void check_against_store(const Options& options,
                         const std::vector<Contract>& contracts,
                         std::vector<Problem>& problems) {
  if (std::none_of(contracts.begin(), contracts.end(), [](const Contract& contract) {
        return contract.reads_people();
      })) {
    throw CLI::ValidationError("--store", "no contract among these files measures people");
  }
  std::unique_ptr<Data> data;
  keep_problems([&] { data = open_data(options.store, std::nullopt, contracts); }, problems);
  if (data == nullptr) {
    return;
  }
  for (const Contract& contract : contracts) {
    for (const Period& period : contract.periods()) {
      keep_problems([&] { measure_task({&contract, period}, data.get()); }, problems);
    }
  }
}

Json json_of(const Doubt& doubt) {
  return {{"rule", outturn::json_of(Source{doubt.place, ""})},
          {"message", utf8_of(doubt.message)},
          {"hint", text_or_null(doubt.advice)}};
}

// Nothing is wrong, or this isn't reached.
void report(const Options& options, const std::vector<Doubt>& doubts) {
  const auto files = static_cast<std::int64_t>(options.files.size());
  if (!options.json) {
    for (const Doubt& doubt : doubts) {
      print("{}\n", to_string(doubt));
    }
    print("{} checked, nothing wrong{}\n",
          counted(files, "file", "files"),
          doubts.empty()
              ? ""
              : fmt::format(
                    ", {}",
                    counted(static_cast<std::int64_t>(doubts.size()), "warning", "warnings")));
    return;
  }
  Json names = Json::array();
  for (const std::string& path : options.files) {
    names.push_back(utf8_of(path));
  }
  Json warnings = Json::array();
  for (const Doubt& doubt : doubts) {
    warnings.push_back(json_of(doubt));
  }
  print_json({{"files", names}, {"warnings", warnings}});
}

Exit check(const Options& options) {
  std::vector<Problem> problems;
  std::vector<Contract> contracts;
  for (const std::string& path : options.files) {
    keep_problems([&] { check_file(path, options, contracts); }, problems);
  }
  if (problems.empty() && !options.store.empty()) {
    check_against_store(options, contracts, problems);
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  const std::vector<Doubt> doubts = doubts_about(contracts);
  report(options, doubts);
  return options.strict && !doubts.empty() ? Exit::answer_is_no : Exit::done;
}

}  // namespace

void add_check(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "check",
      "Reads contracts, tariffs, tables, cases and mappings and says what is wrong with them");
  auto options = std::make_shared<Options>();
  command->add_option("files", options->files, "Rule files (YAML)")->required();
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  command->add_option("--store",
                      options->store,
                      "Also measure the contracts' people in this store, to see that the rules "
                      "cover them all");
  command->add_flag("--strict", options->strict, "Exit with 1 when there is a warning");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn check data/contracts/iowa/*.yaml tariffs/*.yaml\n"
      "  outturn check --tariffs my-tariffs contract.yaml\n"
      "\n"
      "Every mistake is printed with its file, line and column; exit code 3 if any. A warning is "
      "no\n"
      "mistake: a rule that can't come to bear, or that nothing reads.");
  command->callback([options, &exit] { exit = check(*options); });
}

}  // namespace outturn::cli
