// outturn settle: contracts and a store -> statements.
#include "settle/settle.h"

#include "commands.h"
#include "contracts.h"
#include "earlier_statements.h"
#include "notes.h"
#include "now.h"
#include "output.h"
#include "periods.h"
#include "progress.h"
#include "record/file.h"
#include "record/statement_folder.h"
#include "register/enter.h"
#include "register_files.h"
#include "resettling.h"
#include "settle/statement.h"
#include "settling.h"
#include "signing.h"
#include "text/json_parts.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStatementFile = "statement.json";
constexpr const char* kChangesFile = "changes.csv";

struct Options {
  std::vector<fs::path> contracts;
  std::vector<fs::path> tariffs;
  std::vector<fs::path> statements;
  fs::path store;
  fs::path out;
  std::optional<std::string> period;
  std::optional<std::string> run;
  std::optional<std::uint32_t> known_at;
  fs::path register_file;
  fs::path key;
  bool replace = false;
  bool json = false;
};

// What the run says of one settlement.
struct Summary {
  std::string contract;
  std::string period;
  std::vector<std::string> verdicts;
  std::string due;
  bool payable = false;
  std::string state;                  // "new", "unchanged", "replaced", "not written"
  fs::path statement;                 // where it stands; empty when it isn't written
  std::optional<std::int64_t> entry;  // in the register
  Json json;                          // the same for programs, but for the last two
};

Json json_of_due(const Workings& workings, Ref due) {
  return {{"minor", to_fraction(workings.value(due))}, {"shown", workings.shown(due)}};
}

// Of a re-settlement only the difference is paid.
Ref paid_by(const Settlement& settlement) {
  return settlement.reconciliation ? settlement.reconciliation->due : settlement.total;
}

Json json_of(const Task& task, const Settlement& settlement) {
  const Workings& workings = settlement.workings;
  Json lines = Json::array();
  for (const LineResult& line : settlement.lines) {
    const Ref* verdict = workings.find(line.name + ".verdict");
    lines.push_back({{"line", line.name},
                     {"verdict", verdict == nullptr ? Json() : Json(workings.shown(*verdict))},
                     {"due", json_of_due(workings, line.due)}});
  }
  return {{"contract", task.contract->id},
          {"period", task.period.name},
          {"currency", code_of(task.contract->currency)},
          {"due", json_of_due(workings, paid_by(settlement))},
          {"total", json_of_due(workings, settlement.total)},
          {"payable", settlement.finality.final},
          {"lines", lines}};
}

Summary summary_of(const Task& task, const Settlement& settlement) {
  Summary summary;
  summary.contract = task.contract->id;
  summary.period = task.period.name;
  for (const LineResult& line : settlement.lines) {
    const Ref* verdict = settlement.workings.find(line.name + ".verdict");
    summary.verdicts.push_back(fmt::format(
        "{}: {}", line.name, verdict == nullptr ? "-" : settlement.workings.shown(*verdict)));
  }
  summary.due = settlement.workings.shown(paid_by(settlement));
  summary.payable = settlement.finality.final;
  summary.json = json_of(task, settlement);
  return summary;
}

bool holds(const fs::path& path, const std::string& content) {
  std::error_code ignored;
  return fs::file_size(path, ignored) == content.size() &&
         read_file(path, content.size()) == content;
}

// "new", "unchanged" or "replaced"; throws statement_differs when a different one may not go.
std::string state_of(const fs::path& folder, const Documents& documents, bool replace) {
  const fs::path statement = folder / kStatementFile;
  if (!fs::exists(folder)) {
    return "new";
  }
  if (holds(statement, documents.statement) && holds(folder / "evidence.csv", documents.evidence)) {
    return "unchanged";
  }
  if (!replace) {
    throw InputError(Place{statement.string()},
                     Reason::statement_differs,
                     "a different statement stands here already",
                     "give another --out, or --replace to put the new one in its place");
  }
  return "replaced";
}

// The settlements of a run: staged while they are made, published together at the end.
class Output {
 public:
  explicit Output(const Options& options) : options_(options) {}
  // The last first: a folder that two of them share was made for the earlier one.
  ~Output() {
    while (!staged_.empty()) {
      staged_.pop_back();
    }
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Says in `summary` what becomes of the statement, and where.
  void stage(const Task& task,
             const Settlement& settlement,
             const Documents& documents,
             Summary& summary) {
    if (options_.out.empty()) {
      summary.state = "not written";
      return;
    }
    const fs::path folder = folder_of(task, settlement);
    summary.statement = folder / kStatementFile;
    summary.state = state_of(folder, documents, options_.replace);
    if (summary.state == "unchanged") {
      remove_leftover_of(folder);
      return;
    }
    staged_.push_back(std::make_unique<StagedFolder>(folder));
    write_synced(staged_.back()->path() / kStatementFile, documents.statement);
    write_synced(staged_.back()->path() / "evidence.csv", documents.evidence);
    if (settlement.reconciliation) {
      write_synced(staged_.back()->path() / kChangesFile, documents.changes);
    }
  }

  void publish() {
    for (const auto& folder : staged_) {
      folder->publish();
    }
  }

 private:
  // A re-settlement supersedes the statement of its period, and never takes its place.
  fs::path folder_of(const Task& task, const Settlement& settlement) const {
    const fs::path folder = options_.out / statement_folder(task.contract->id, task.period);
    return settlement.reconciliation
               ? folder.parent_path() /
                     fmt::format("{} {}",
                                 folder.filename().string(),
                                 folder_of_period(settlement.reconciliation->run))
               : folder;
  }

  const Options& options_;
  std::vector<std::unique_ptr<StagedFolder>> staged_;
};

// --- the register ---

// What the register holds of one settlement: everything that it was made from, in full.
NewRun run_of(const Task& task, const Settlement& settlement, Documents documents) {
  NewRun run{std::move(documents.statement), std::move(documents.evidence), {}};
  for (const RuleFile& file : task.contract->files) {
    run.documents.push_back({file.kind, file.reference, file.name, file.text});
  }
  const auto add_earlier = [&](const EarlierStatement& earlier) {
    run.documents.push_back({kEarlierDocument,
                             fmt::format("{} {}", earlier.contract, earlier.period.name),
                             kStatementFile,
                             earlier.text});
  };
  std::for_each(settlement.earlier.begin(), settlement.earlier.end(), add_earlier);
  if (settlement.reconciliation) {
    add_earlier(settlement.reconciliation->superseded);
    run.documents.push_back({kChangesDocument, "", kChangesFile, std::move(documents.changes)});
  }
  return run;
}

// What --run asks for: a period that was issued before pays the difference. The register is open
// only while it is read, for others write in it.
void reconcile(const Task& task, const Data* data, const Options& options, Settlement& settlement) {
  const auto read = [&] {
    const OpenRegister opened(options.register_file);
    return resettlement_of(task, *options.run, today(), opened.file, opened.records);
  };
  resettle(task, data, options.store, read(), settlement);
}

// The runs of this command, entered together at the end.
class Entering {
 public:
  // Asks for the passphrase of the key first: nobody should wait for a question.
  explicit Entering(const Options& options) : path_(options.register_file) {
    if (!path_.empty()) {
      key_.emplace(open_key(options.key));
    }
  }

  void take(const Task& task, const Settlement& settlement, Documents documents) {
    if (key_) {
      runs_.push_back(run_of(task, settlement, std::move(documents)));
    }
  }

  // Says in the summaries, which are in the order of the runs, which entries they are.
  void enter(std::vector<Summary>& summaries) {
    if (!key_) {
      return;
    }
    const std::vector<std::int64_t> entries =
        enter_runs(path_, runs_, OUTTURN_VERSION, {*key_, now()});
    for (std::size_t i = 0; i < entries.size(); ++i) {
      summaries[i].entry = entries[i];
    }
  }

 private:
  fs::path path_;
  std::optional<SigningKey> key_;
  std::vector<NewRun> runs_;
};

// The statements that the run may build on.
EarlierStatements earlier_statements(const Options& options,
                                     const std::vector<Contract>& contracts) {
  EarlierStatements earlier(options.statements, contracts);
  std::error_code ignored;
  if (fs::exists(options.register_file, ignored)) {
    const OpenRegister opened(options.register_file);
    earlier.add_issued(opened.file, opened.records);
  }
  return earlier;
}

// --- what the run says ---

void print_table(const std::vector<Summary>& summaries) {
  std::size_t contract_width = 8;
  std::size_t period_width = 6;
  std::size_t due_width = 3;
  for (const Summary& summary : summaries) {
    contract_width = std::max(contract_width, summary.contract.size());
    period_width = std::max(period_width, summary.period.size());
    due_width = std::max(due_width, summary.due.size());
  }
  cli::print("{:<{}}  {:<{}}  {:>{}}  {:<8}  {}\n",
             "contract",
             contract_width,
             "period",
             period_width,
             "due",
             due_width,
             "payable",
             "verdicts");
  for (const Summary& summary : summaries) {
    cli::print("{:<{}}  {:<{}}  {:>{}}  {:<8}  {}\n",
               summary.contract,
               contract_width,
               summary.period,
               period_width,
               summary.due,
               due_width,
               summary.payable ? "yes" : "interim",
               fmt::join(summary.verdicts, "; "));
  }
}

Json json_of(const Summary& summary) {
  Json json = summary.json;
  json["state"] = summary.state;
  json["statement"] =
      summary.statement.empty() ? Json() : Json(utf8_of(summary.statement.string()));
  json["entry"] = summary.entry ? Json(*summary.entry) : Json();
  return json;
}

void print_as_json(const std::vector<Summary>& summaries) {
  Json list = Json::array();
  for (const Summary& summary : summaries) {
    list.push_back(json_of(summary));
  }
  print_json({{"settlements", list}});
}

void print_summaries(const std::vector<Summary>& summaries, const Options& options) {
  if (options.json) {
    print_as_json(summaries);
    return;
  }
  print_table(summaries);
  if (!options.out.empty()) {
    const auto count = [&](std::string_view state) {
      return std::count_if(summaries.begin(), summaries.end(), [&](const Summary& summary) {
        return summary.state == state;
      });
    };
    cli::print("\n{}: {} new, {} replaced, {} unchanged\n",
               options.out.string(),
               count("new"),
               count("replaced"),
               count("unchanged"));
  }
  if (!options.register_file.empty()) {
    cli::print("{}{}: entries {} to {}, to be approved by somebody else\n",
               options.out.empty() ? "\n" : "",
               options.register_file.string(),
               summaries.front().entry.value(),
               summaries.back().entry.value());
  }
}

void run(const Options& options) {
  if (options.period == "") {
    throw CLI::ValidationError("--period", "names no period; leave it out to settle every one");
  }
  Entering entering(options);
  const std::vector<Contract> contracts = load_contracts(options.contracts, options.tariffs);
  const auto [tasks, left_out] = tasks_of(contracts, options.period);
  note(left_out);
  const std::unique_ptr<Data> data = open_data(options.store, options.known_at, contracts);
  Output output(options);
  EarlierStatements earlier = earlier_statements(options, contracts);
  std::vector<Summary> summaries;
  Progress progress("settle");
  for (const Task& task : tasks) {
    Settlement settlement = settle_task(task, data.get(), earlier);
    if (options.run) {
      reconcile(task, data.get(), options, settlement);
    }
    summaries.push_back(summary_of(task, settlement));
    Documents documents = write_documents(*task.contract, settlement, pins_of(task, data.get()));
    earlier.keep(*task.contract, documents.statement);
    output.stage(task, settlement, documents, summaries.back());
    entering.take(task, settlement, std::move(documents));
    progress.show(static_cast<std::int64_t>(summaries.size()),
                  static_cast<std::int64_t>(tasks.size()));
  }
  entering.enter(summaries);  // what is then not written can be extracted from the register
  output.publish();
  print_summaries(summaries, options);
}

}  // namespace

void add_settle(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "settle", "Settles contracts on a store and writes a statement and its evidence for each");
  auto options = std::make_shared<Options>();
  command->add_option("--contract", options->contracts, "Contract files, or folders of them")
      ->required();
  command->add_option("--store", options->store, "The store that the contracts measure");
  command->add_option(
      "--period",
      options->period,
      "2014-Q3, 2014, 2013/14, or two joined by \"..\"; every period when left out");
  auto* run_name = command->add_option(
      "--run",
      options->run,
      "Settle issued periods again and pay the difference: \"reconciliation\", or a run of the "
      "contract's calendar");
  command->add_option("--out", options->out, "Folder for the statements: OUT/CONTRACT/PERIOD/");
  command->add_option("--statements",
                      options->statements,
                      "Folders with the statements of earlier periods, for contracts that build on "
                      "them (a cap over the term)");
  command->add_option(
      "--known-at", options->known_at, "Settle as known at this batch of the store");
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  auto* key = command->add_option("--key", options->key, "Your key, which signs what you prepared");
  auto* records = command->add_option("--register",
                                      options->register_file,
                                      "Enter the statements in this register, made if need be");
  records->needs(key);
  key->needs(records);
  run_name->needs(records);
  command->add_flag(
      "--replace", options->replace, "Put a different statement in an old one's place");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn settle --store iowa.sqlite --contract data/contracts/iowa --period 2012/13 "
      "--out statements\n"
      "  outturn settle --contract data/contracts/doncaster --out statements\n"
      "  outturn settle --contract data/contracts/doncaster --register register.sqlite --key "
      "ann.key\n"
      "  outturn settle --store iowa.sqlite --contract data/contracts/iowa --period 2012/13 \\\n"
      "      --run reconciliation --register register.sqlite --key ann.key");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
