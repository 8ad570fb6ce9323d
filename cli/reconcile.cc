// outturn reconcile: a provider's own records against the evidence of a statement.
#include "reconcile/reconcile.h"

#include "commands.h"
#include "output.h"
#include "reconcile/show.h"
#include "record/file.h"
#include "statement_files.h"
#include "terminal.h"

#include <filesystem>
#include <memory>

namespace outturn::cli {
namespace {

constexpr std::size_t kLargestRecords = std::size_t{1} << 30;

struct Options {
  std::string statement;
  std::string mine;
  std::string cohort = "actual";
  bool json = false;
};

Exit run(const Options& options) {
  const StatementFile file = read_statement_at(options.statement);
  const std::string evidence = read_evidence_text(file);
  const OwnRecords ours = read_own_records(read_file(options.mine, kLargestRecords), options.mine);
  const Reconciliation found = reconcile(file.text, evidence, options.cohort, ours);
  if (options.json) {
    print_json(reconciliation_json(found));
  } else {
    write_out(show_reconciliation(found, look_of_terminal()));
  }
  const auto agreed = found.counts.find(Agreed::agreed);
  const bool all = agreed != found.counts.end() && agreed->second == found.starts.size();
  return all || found.starts.empty() ? Exit::done : Exit::answer_is_no;
}

}  // namespace

void add_reconcile(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "reconcile",
      "Compares your own case records with the evidence of a statement, person by person");
  auto options = std::make_shared<Options>();
  command->add_option("statement", options->statement, "A statement.json, or the folder it is in")
      ->required();
  command
      ->add_option("--mine",
                   options->mine,
                   "Your records as CSV: person,index_date,offence_date; a row an offence, and one "
                   "with a blank offence_date for a start without any")
      ->required();
  command->add_option("--cohort", options->cohort, "Which cohort; \"actual\" when left out");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn reconcile statements/iowa-5jd/2012-13 --mine records.csv\n"
      "\n"
      "Exit code 1 if not everything is agreed.");
  command->callback([options, &exit] { exit = run(*options); });
}

}  // namespace outturn::cli
