// outturn what-if: a contract as it stands and as it would be, settled side by side.
#include "commands.h"
#include "contracts.h"
#include "output.h"
#include "settling.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path contract;
  std::vector<std::string> changes;
  std::vector<fs::path> tariffs;
  std::vector<fs::path> statements;
  fs::path store;
  std::optional<std::string> period;
  std::optional<std::uint32_t> known_at;
  bool json = false;
};

// What a line, or the total, came to. The verdict is empty where there is none.
struct Outcome {
  Ratio due = 0;  // minor units
  std::string verdict;
};

// One row of the comparison.
struct Row {
  std::string period;
  std::string line;  // "total" for the whole
  Outcome before, after;

  Ratio difference() const { return after.due - before.due; }
};

using Outcomes = std::map<std::string, std::map<std::string, Outcome>>;  // by period, then line

std::vector<Change> changes_of(const Options& options) {
  std::vector<Change> changes;
  for (const std::string& text : options.changes) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw CLI::ValidationError("--set", "\"" + text + "\" isn't PATH=VALUE");
    }
    changes.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return changes;
}

std::string verdict_of(const LineResult& line, const Workings& workings) {
  return line.verdict ? workings.shown(*workings.find(line.name + ".verdict")) : "";
}

// Settles every period asked for, each on those before it.
Outcomes outcomes_of(const Contract& contract, const Options& options, Data* data) {
  Outcomes outcomes;
  const std::vector<Contract> contracts = {contract};
  EarlierStatements earlier(options.statements, contracts);
  for (const Task& task : tasks_of(contracts, options.period).tasks) {
    const Settlement settlement = settle_task(task, data, earlier);
    earlier.keep(contract, write_documents(contract, settlement, pins_of(task, data)).statement);
    auto& lines = outcomes[task.period.name];
    for (const LineResult& line : settlement.lines) {
      lines[line.name] = {settlement.workings.value(line.due),
                          verdict_of(line, settlement.workings)};
    }
    lines["total"] = {settlement.workings.value(settlement.total), ""};
  }
  return outcomes;
}

Outcome outcome_in(const Outcomes& outcomes, const std::string& period, const std::string& line) {
  const auto of_period = outcomes.find(period);
  if (of_period == outcomes.end()) {
    return {};
  }
  const auto found = of_period->second.find(line);
  return found == of_period->second.end() ? Outcome{} : found->second;
}

// Periods in order of time, lines in the order of the contract, the total last; those of the
// changed contract after those it shares.
std::vector<Row> rows_of(const std::vector<Contract>& contracts,
                         const std::vector<Outcomes>& both) {
  std::vector<std::string> periods;
  std::vector<std::string> lines;
  const auto add = [](std::vector<std::string>& all, const std::string& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) {
      all.push_back(one);
    }
  };
  for (const Contract& contract : contracts) {
    for (const Period& period : contract.periods()) {
      add(periods, period.name);
    }
    for (const LineRule& line : contract.lines) {
      add(lines, line.name);
    }
  }
  lines.emplace_back("total");
  std::vector<Row> rows;
  for (const std::string& period : periods) {
    if (!both[0].contains(period) && !both[1].contains(period)) {
      continue;
    }
    for (const std::string& line : lines) {
      rows.push_back(
          {period, line, outcome_in(both[0], period, line), outcome_in(both[1], period, line)});
    }
  }
  return rows;
}

Row in_all(const std::vector<Row>& rows) {
  Row all{"in all", "total", {}, {}};
  for (const Row& row : rows) {
    if (row.line == "total") {
      all.before.due += row.before.due;
      all.after.due += row.after.due;
    }
  }
  return all;
}

std::string verdicts_of(const Row& row) {
  return row.before.verdict == row.after.verdict
             ? row.before.verdict
             : fmt::format("{} -> {}",
                           row.before.verdict.empty() ? "none" : row.before.verdict,
                           row.after.verdict.empty() ? "none" : row.after.verdict);
}

void print_table(const Options& options, const std::vector<Row>& rows, Currency currency) {
  const auto money = [&](const Ratio& minor) { return shown(minor, Unit::amount, currency); };
  std::size_t period_width = 6;
  std::size_t line_width = 5;
  std::size_t money_width = 12;
  for (const Row& row : rows) {
    period_width = std::max(period_width, row.period.size());
    line_width = std::max(line_width, row.line.size());
    money_width = std::max({money_width,
                            money(row.before.due).size(),
                            money(row.after.due).size(),
                            money(row.difference()).size()});
  }
  write_out(fmt::format("What if {}\n\n", fmt::join(options.changes, ", ")));
  print("{:<{}}  {:<{}}  {:>{}}  {:>{}}  {:>{}}  {}\n",
        "period",
        period_width,
        "line",
        line_width,
        "as it stands",
        money_width,
        "if changed",
        money_width,
        "difference",
        money_width,
        "verdict");
  for (const Row& row : rows) {
    print("{:<{}}  {:<{}}  {:>{}}  {:>{}}  {:>{}}  {}\n",
          row.period,
          period_width,
          row.line,
          line_width,
          money(row.before.due),
          money_width,
          money(row.after.due),
          money_width,
          money(row.difference()),
          money_width,
          verdicts_of(row));
  }
}

Json json_of(const Outcome& outcome, Currency currency) {
  return {{"minor", to_fraction(outcome.due)},
          {"shown", shown(outcome.due, Unit::amount, currency)},
          {"verdict", outcome.verdict.empty() ? Json() : Json(outcome.verdict)}};
}

Json json_of(const Row& row, Currency currency) {
  return {{"period", row.period},
          {"line", row.line},
          {"before", json_of(row.before, currency)},
          {"after", json_of(row.after, currency)},
          {"difference",
           {{"minor", to_fraction(row.difference())},
            {"shown", shown(row.difference(), Unit::amount, currency)}}}};
}

void run(const Options& options) {
  const std::vector<Contract> contracts = {
      load_one_contract(options.contract, options.tariffs, {}),
      load_one_contract(options.contract, options.tariffs, changes_of(options))};
  const std::unique_ptr<Data> data = open_data(options.store, options.known_at, contracts);
  std::vector<Row> rows = rows_of(contracts,
                                  {outcomes_of(contracts[0], options, data.get()),
                                   outcomes_of(contracts[1], options, data.get())});
  rows.push_back(in_all(rows));
  const Currency currency = contracts.front().currency;
  if (!options.json) {
    print_table(options, rows, currency);
    return;
  }
  Json list = Json::array();
  for (const Row& row : rows) {
    list.push_back(json_of(row, currency));
  }
  print_json({{"contract", contracts.front().id}, {"changes", options.changes}, {"rows", list}});
}

}  // namespace

void add_what_if(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "what-if",
      "Settles a contract as it stands and with other values, side by side; writes nothing");
  auto options = std::make_shared<Options>();
  command->add_option("CONTRACT", options->contract, "The contract file")->required();
  command
      ->add_option("--set",
                   options->changes,
                   "PATH=VALUE: another value in the contract, or with a path that begins with "
                   "\"tariff.\" in its tariff; may be given several times")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--store", options->store, "The store that the contract measures");
  command->add_option("--period", options->period, "As for settle; every period when left out");
  command->add_option(
      "--statements", options->statements, "Folders with statements that the contract builds on");
  command->add_option(
      "--known-at", options->known_at, "Settle as known at this batch of the store");
  command->add_option(
      "--tariffs", options->tariffs, "Further folders in which to look for tariffs");
  add_json_flag(*command, options->json);
  command->footer(
      "Keys are joined by dots, and items of lists are numbered from 1.\n"
      "Examples:\n"
      "  outturn what-if data/contracts/peterborough/peterborough.yaml "
      "--set values.price_per_event=£1,200\n"
      "  outturn what-if data/contracts/peterborough/peterborough.yaml "
      "--set tariff.lines.cohort.reduction_when.1.reduction_at_least=8%");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
