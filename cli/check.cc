// outturn check: reads rule files and says everything that is wrong with them.
#include "cases/mapping.h"
#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "report/json_parts.h"
#include "rules/doubts.h"
#include "rules/load.h"
#include "settling.h"
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

// What was found in files that aren't wrong.
struct Findings {
  std::vector<Contract> contracts;
  std::vector<Doubt> doubts;
};

void check_file(const std::string& path, const Options& options, Findings& findings) {
  const RuleText file{path, read_file(path, yaml::kLargestText)};
  const FindRules find = rules_beside(path, options.tariffs);
  const RuleKind kind = check_rule_file(file, find);
  if (kind == RuleKind::contract) {
    findings.contracts.push_back(load_contract(file, find));
    const std::vector<Doubt> doubts = doubts_about(findings.contracts.back());
    findings.doubts.insert(findings.doubts.end(), doubts.begin(), doubts.end());
  } else if (kind == RuleKind::mapping) {
    read_mapping(file.text, file.path);
  } else if (kind == RuleKind::cases) {
    read_cases(file,
               [&](const std::string& beside) { return rules_beside(beside, options.tariffs); });
  }
}

// Runs a part of the check and keeps what it refuses.
void keep_problems(const std::function<void()>& part, std::vector<Problem>& problems) {
  try {
    part();
  } catch (const InputError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  }
}

// Whether the rules cover everybody whom a store has under the contracts: measures every period, as
// settling would, and prices nothing.
void check_against_store(const Options& options,
                         const std::vector<Contract>& contracts,
                         std::vector<Problem>& problems) {
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

void sort_each_once(std::vector<Doubt>& doubts) {
  std::sort(doubts.begin(), doubts.end());
  doubts.erase(std::unique(doubts.begin(), doubts.end()), doubts.end());
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
  Findings findings;
  for (const std::string& path : options.files) {
    keep_problems([&] { check_file(path, options, findings); }, problems);
  }
  if (problems.empty() && !options.store.empty()) {
    check_against_store(options, findings.contracts, problems);
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  sort_each_once(findings.doubts);
  report(options, findings.doubts);
  return options.strict && !findings.doubts.empty() ? Exit::answer_is_no : Exit::done;
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
