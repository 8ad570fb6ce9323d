// outturn test: tries contracts on the cases written for them, before they are signed.
#include "commands.h"
#include "contracts.h"
#include "output.h"
#include "record/file.h"
#include "rules/load.h"
#include "statement_files.h"
#include "terminal.h"
#include "trial/render.h"
#include "yaml/document.h"

#include <algorithm>
#include <filesystem>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<fs::path> files;
  std::vector<fs::path> tariffs;
  fs::path junit;
  bool json = false;
};

// Every file of cases, with what is wrong with any of them.
std::vector<CaseFile> read_all(const Options& options) {
  const FindBeside beside = [&](const std::string& path) {
    return rules_beside(path, options.tariffs);
  };
  std::vector<CaseFile> files;
  std::vector<Problem> problems;
  const std::vector<fs::path> paths = rule_files(options.files, RuleKind::cases);
  if (paths.empty()) {
    throw InputError(Place{options.files.front().string()},
                     Reason::file_missing,
                     "there is no file of cases in this folder",
                     "its first key is cases:");
  }
  for (const fs::path& path : paths) {
    try {
      files.push_back(read_cases({path.string(), read_file(path, yaml::kLargestText)}, beside));
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return files;
}

ContractOutcome& outcome_for(const CaseFile& file, std::vector<ContractOutcome>& outcomes) {
  const auto found = std::find_if(outcomes.begin(), outcomes.end(), [&](const auto& outcome) {
    return outcome.path == file.contract_path;
  });
  if (found != outcomes.end()) {
    return *found;
  }
  outcomes.push_back({file.contract->id, file.contract_path, {}, RuleCoverage(file.contract)});
  return outcomes.back();
}

// Files of one contract are counted together.
std::vector<ContractOutcome> try_all(const std::vector<CaseFile>& files) {
  std::vector<ContractOutcome> outcomes;
  for (const CaseFile& file : files) {
    ContractOutcome& outcome = outcome_for(file, outcomes);
    outcome.files.push_back(try_cases(file, outcome.coverage));
  }
  return outcomes;
}

Exit test(const Options& options) {
  const std::vector<ContractOutcome> outcomes = try_all(read_all(options));
  if (!options.junit.empty()) {
    write_atomically(options.junit, junit_of_trial(outcomes));
  }
  if (options.json) {
    print_json({{"contracts", json_of_trial(outcomes)}});
  } else {
    write_out(show_trial(outcomes, look_of_terminal()));
  }
  const bool passed = std::all_of(
      outcomes.begin(), outcomes.end(), [](const auto& outcome) { return outcome.failed() == 0; });
  return passed ? Exit::done : Exit::answer_is_no;
}

}  // namespace

void add_test(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "test",
      "Tries contracts on the cases written for them, and says which rules no case reached");
  auto options = std::make_shared<Options>();
  command->add_option("files", options->files, "Files of cases (YAML), or folders of them")
      ->required();
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  command->add_option("--junit", options->junit, "Write the outcome to this file as JUnit XML");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn test data/contracts/doncaster/doncaster-cases.yaml\n"
      "  outturn test --junit outcome.xml data/contracts\n"
      "\n"
      "Needs no store: people and figures stand in the cases. Exit code 1 if a case differs.");
  command->callback([options, &exit] { exit = test(*options); });
}

}  // namespace outturn::cli
