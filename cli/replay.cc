// outturn replay: a run of years ago, made again from what the register keeps of it.
#include "commands.h"
#include "output.h"
#include "pinned_run.h"
#include "record/sha256.h"
#include "register_files.h"
#include "report/differences.h"
#include "resettling.h"
#include "statement_files.h"
#include "terminal.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path register_file;
  std::int64_t entry = 0;
  fs::path store;
  bool json = false;
};

// Why a replay gives other bytes, and the first figure that shows it.
struct Finding {
  std::string cause;  // "rules", "data" or "engine"; empty when the bytes are the same
  std::string sentence;
  const WorkingDifference* working = nullptr;
};

Finding finding_of(const PinnedRun& run, const Differences& differences) {
  Finding finding;
  if (!differences.workings.empty()) {
    finding.working = &differences.workings.front();
  }
  if (!differences.rules.empty()) {
    finding.cause = "rules";
    finding.sentence = fmt::format("the rule file {} isn't the one that the statement was made by",
                                   differences.rules.front().what);
  } else if (!differences.data.empty()) {
    finding.cause = "data";
    finding.sentence = fmt::format("{}: the store holds something else than it did",
                                   differences.data.front().what);
  } else {
    finding.cause = "engine";
    finding.sentence = fmt::format(
        "rules and data are the same: version {} of this program settles otherwise than {}",
        OUTTURN_VERSION,
        run.engine);
  }
  return finding;
}

void say_same(const PinnedRun& run, const Options& options) {
  const std::string statement = sha256(run.statement);
  const std::string evidence = sha256(run.evidence);
  if (options.json) {
    print_json({{"same", true}, {"statement", statement}, {"evidence", evidence}});
    return;
  }
  print("{} {}: the same bytes again\n", run.contract.id, run.period.name);
  print("statement  {}\nevidence   {}\n", statement, evidence);
}

void say_different(const PinnedRun& run,
                   const StatementView& then,
                   const StatementView& now,
                   const Options& options) {
  const Differences differences = differences_between(then, now);
  const Finding finding = finding_of(run, differences);
  if (options.json) {
    Json json = differences_json(then, now, differences);
    json["same"] = false;
    json["cause"] = finding.cause;
    json["first_working"] = finding.working == nullptr ? Json() : Json(finding.working->id);
    print_json(std::move(json));
    return;
  }
  print("{} {}: other bytes, because of the {}\n", run.contract.id, run.period.name, finding.cause);
  print("{}\n", finding.sentence);
  if (finding.working != nullptr) {
    print("the first working that differs is {}\n", finding.working->id);
  }
  print("\nA is the statement of entry {}, B what it is now.\n\n", options.entry);
  write_out(show_differences(then, now, differences, look_of_terminal()));
}

// Makes the run again as known at its batch; no store is read for a contract that reads no people.
// The statement names the engine of the run, so that it differs only by what it says.
Documents settle_again(const PinnedRun& run,
                       const std::optional<PinnedResettlement>& resettled,
                       const fs::path& store) {
  const Task task{&run.contract, run.period};
  const std::unique_ptr<Data> data =
      open_data(store, run.known_at, std::vector<Contract>(1, run.contract));
  Settlement settlement = settle_measured(task, data.get(), run.earlier);
  if (resettled) {
    resettle(task, data.get(), store, *resettled, settlement);
  }
  Pins pins = pins_of(task, data.get());
  pins.engine = run.engine;
  return write_documents(run.contract, settlement, pins);
}

Exit replay(const Options& options) {
  const OpenRegister opened(options.register_file);
  const PinnedRun run = pinned_run(opened.file, opened.records, options.entry);
  const auto resettled = pinned_resettlement(opened.file, opened.records, options.entry);
  const Documents again = settle_again(run, resettled, options.store);
  if (again.statement == run.statement && again.evidence == run.evidence) {
    say_same(run, options);
    return Exit::done;
  }
  say_different(run,
                read_statement(run.statement, fmt::format("entry {}", options.entry)),
                read_statement(again.statement, "the replay"),
                options);
  return Exit::answer_is_no;
}

}  // namespace

void add_replay(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "replay", "Makes a run of the register again, as known then, and compares byte for byte");
  auto options = std::make_shared<Options>();
  command->add_option("register", options->register_file, "The register")->required();
  command->add_option("entry", options->entry, "The entry in which it was prepared")->required();
  command->add_option("--store", options->store, "The store that it measured");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn replay register.sqlite 2 --store iowa.sqlite\n"
      "\n"
      "Exit code 1 if the bytes differ: then it says whether rules, data or the program made the\n"
      "difference, and in which working it shows first.");
  command->callback([options, &exit] { exit = replay(*options); });
}

}  // namespace outturn::cli
