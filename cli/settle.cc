// outturn settle: contracts and a store -> statements.
#include "settle/settle.h"

#include "commands.h"
#include "contracts.h"
#include "earlier_statements.h"
#include "notes.h"
#include "output.h"
#include "periods.h"
#include "progress.h"
#include "record/file.h"
#include "settle/statement.h"
#include "settle/words_in_data.h"
#include "store/store.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStatementFile = "statement.json";

struct Options {
  std::vector<fs::path> contracts;
  std::vector<fs::path> tariffs;
  std::vector<fs::path> statements;
  fs::path store;
  fs::path out;
  std::optional<std::string> period;
  std::optional<std::uint32_t> known_at;
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
  std::string state;   // "new", "unchanged", "replaced", "not written"
  fs::path statement;  // where it stands; empty when it isn't written
  Json json;           // the same for programs, but for the last two
};

// --- the data ---

// The store as known at a batch.
class Data {
 public:
  explicit Data(const Options& options) : store_(options.store, Store::Open::read) {
    const std::vector<Batch> batches = store_.batches();
    const std::uint32_t last = batches.empty() ? 0 : batches.back().number;
    const std::uint32_t known_at = options.known_at.value_or(last);
    cases_ = store_.cases_as_known_at(known_at);
    for (const Batch& batch : batches) {
      if (batch.number <= known_at) {
        pin(batch);
      }
    }
  }

  CaseSource& cases() { return *cases_; }
  const std::vector<PinnedBatch>& pins() const { return pins_; }

  // Until when the imports up to the batch show everything of a provider: the latest day of those
  // that say they cover the provider. What other files hold of these people tells nothing about
  // what they don't hold.
  Observed observed(std::string_view provider) const {
    Observed observed;
    for (const PinnedBatch& batch : pins_) {
      for (const auto& [coverage, until] : {std::pair{&batch.starts_of, &observed.starts},
                                            std::pair{&batch.events_of, &observed.events}}) {
        if (coverage->covers(provider)) {
          *until = std::max(until->value_or(batch.observed_until), batch.observed_until);
        }
      }
    }
    return observed;
  }

  void require_provider(const Contract& contract) const {
    const std::vector<std::string> known = store_.providers();
    if (std::find(known.begin(), known.end(), contract.provider_code) != known.end()) {
      return;
    }
    const std::vector<std::string_view> names(known.begin(), known.end());
    throw InputError(
        Place{contract.files.front().name},
        Reason::unknown_provider,
        fmt::format("the store has nobody under provider \"{}\"", contract.provider_code),
        did_you_mean(contract.provider_code, names));
  }

  // Refuses contracts that are broken down by what nobody has, and warns of counted words that
  // nobody has.
  void check_words(const std::vector<const Contract*>& contracts) const {
    const AttributeValues starts = store_.start_values();
    const AttributeValues events = store_.event_values();
    std::vector<std::string> warnings;
    for (const Contract* contract : contracts) {
      require_breakdowns(*contract, starts);
      const std::vector<std::string> more = words_without_rows(*contract, starts, events);
      warnings.insert(warnings.end(), more.begin(), more.end());
    }
    note(warnings);
  }

 private:
  void pin(const Batch& batch) {
    pins_.push_back({batch.number,
                     batch.source,
                     batch.sha256,
                     batch.mapping_sha256,
                     batch.observed_until,
                     batch.starts_of,
                     batch.events_of});
  }

  Store store_;
  std::unique_ptr<CaseSource> cases_;
  std::vector<PinnedBatch> pins_;
};

std::unique_ptr<Data> open_data(const Options& options, const std::vector<Contract>& contracts) {
  const bool needed = std::any_of(contracts.begin(), contracts.end(), [](const Contract& contract) {
    return contract.reads_people();
  });
  if (!needed) {
    return nullptr;
  }
  if (options.store.empty()) {
    throw CLI::RequiredError("--store (a contract measures people)");
  }
  auto data = std::make_unique<Data>(options);
  std::vector<const Contract*> readers;
  for (const Contract& contract : contracts) {
    if (contract.reads_people()) {
      data->require_provider(contract);
      readers.push_back(&contract);
    }
  }
  data->check_words(readers);
  return data;
}

// --- settling ---

Settlement settle_task(const Task& task, Data* data, const EarlierStatements& earlier) {
  std::vector<MeasuredCohort> cohorts;
  const Observed observed =
      task.contract->reads_people() ? data->observed(task.contract->provider_code) : Observed{};
  for (const CohortSpec& spec : cohorts_needed(*task.contract, task.period)) {
    cohorts.push_back(measure_cohort(*task.contract, data->cases(), spec));
  }
  std::optional<MeasuredMilestones> milestones;
  if (task.contract->milestones) {
    const auto spec = milestones_needed(*task.contract, task.period, observed.events);
    milestones = measure_milestones(*task.contract, data->cases(), *spec);
  }
  return settle(*task.contract,
                task.period,
                std::move(cohorts),
                observed,
                std::move(milestones),
                earlier.needed_for(*task.contract, task.period));
}

Json json_of_due(const Workings& workings, Ref due) {
  return {{"minor", to_fraction(workings.value(due))}, {"shown", workings.shown(due)}};
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
          {"due", json_of_due(workings, settlement.total)},
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
  summary.due = settlement.workings.shown(settlement.total);
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
  void stage(const Task& task, const Documents& documents, Summary& summary) {
    if (options_.out.empty()) {
      summary.state = "not written";
      return;
    }
    const fs::path folder = options_.out / statement_folder(task.contract->id, task.period);
    summary.statement = folder / kStatementFile;
    summary.state = state_of(folder, documents, options_.replace);
    if (summary.state == "unchanged") {
      remove_leftover_of(folder);
      return;
    }
    staged_.push_back(std::make_unique<StagedFolder>(folder));
    write_synced(staged_.back()->path() / kStatementFile, documents.statement);
    write_synced(staged_.back()->path() / "evidence.csv", documents.evidence);
  }

  void publish() {
    for (const auto& folder : staged_) {
      folder->publish();
    }
  }

 private:
  const Options& options_;
  std::vector<std::unique_ptr<StagedFolder>> staged_;
};

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
      summary.statement.empty() ? Json() : Json(json_text(summary.statement.string()));
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
}

void run(const Options& options) {
  if (options.period == "") {
    throw CLI::ValidationError("--period", "names no period; leave it out to settle every one");
  }
  const std::vector<Contract> contracts = load_contracts(options.contracts, options.tariffs);
  const auto [tasks, left_out] = tasks_of(contracts, options.period);
  note(left_out);
  const std::unique_ptr<Data> data = open_data(options, contracts);
  Output output(options);
  EarlierStatements earlier(options.statements, contracts);
  std::vector<Summary> summaries;
  Progress progress("settle");
  for (const Task& task : tasks) {
    const Settlement settlement = settle_task(task, data.get(), earlier);
    const bool people = task.contract->reads_people();
    const Pins pins{OUTTURN_VERSION, people ? data->pins() : std::vector<PinnedBatch>{}};
    summaries.push_back(summary_of(task, settlement));
    const Documents documents = write_documents(*task.contract, settlement, pins);
    earlier.keep(*task.contract, documents.statement);
    output.stage(task, documents, summaries.back());
    progress.show(static_cast<std::int64_t>(summaries.size()),
                  static_cast<std::int64_t>(tasks.size()));
  }
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
  command->add_option("--out", options->out, "Folder for the statements: OUT/CONTRACT/PERIOD/");
  command->add_option("--statements",
                      options->statements,
                      "Folders with the statements of earlier periods, for contracts that build on "
                      "them (a cap over the term)");
  command->add_option(
      "--known-at", options->known_at, "Settle as known at this batch of the store");
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  command->add_flag(
      "--replace", options->replace, "Put a different statement in an old one's place");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn settle --store iowa.sqlite --contract data/contracts/iowa --period 2012/13 "
      "--out statements\n"
      "  outturn settle --contract data/contracts/doncaster --out statements");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
