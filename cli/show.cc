// outturn show: a statement -> what a person reads, or CSV, or its JSON.
#include "report/show.h"

#include "commands.h"
#include "output.h"
#include "statement_files.h"
#include "terminal.h"

#include <filesystem>
#include <memory>

namespace outturn::cli {
namespace {

struct Options {
  std::string statement;
  bool workings = false;
  bool csv = false;
  bool json = false;
};

// The page for a person says of itself that the evidence is another.
bool says_so_itself(const Options& options) {
  return !options.json && !options.csv && !options.workings;
}

std::string rendered(const StatementFile& file, EvidenceCheck check, const Options& options) {
  if (options.json) {
    return file.text;
  }
  if (options.csv) {
    return options.workings ? workings_csv(file.view) : payments_csv(file.view);
  }
  const Look look = look_of_terminal();
  return options.workings ? show_workings(file.view, look)
                          : show_statement(file.view, check, options.statement, look);
}

Exit show(const Options& options) {
  const StatementFile file = read_statement_at(options.statement);
  const EvidenceCheck check = check_evidence(file);
  write_out(rendered(file, check, options));
  if (check != EvidenceCheck::differs) {
    return Exit::done;
  }
  if (!says_so_itself(options)) {
    complain(to_string(problems_of(file, check).front()));
  }
  return Exit::answer_is_no;
}

}  // namespace

void add_show(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand("show", "Shows a statement: what is due, why, and to whom");
  auto options = std::make_shared<Options>();
  command->add_option("statement", options->statement, "A statement.json, or the folder it is in")
      ->required();
  command->add_flag("--workings", options->workings, "Every quantity, its formula and its rule");
  auto* csv = command->add_flag(
      "--csv", options->csv, "Lines, total and payers as CSV; with --workings, the workings");
  command->add_flag("--json", options->json, "The statement itself, as it was written")
      ->excludes(csv);
  command->footer(
      "Examples:\n"
      "  outturn show statements/iowa-5jd/2012-13\n"
      "  outturn show --workings statements/iowa-5jd/2012-13 | less\n"
      "  outturn show --csv statements/iowa-5jd/2012-13 > payments.csv\n"
      "\n"
      "Exit code 1 if the evidence beside the statement isn't the one that it was made with.\n"
      "Colour is used on a terminal; NO_COLOR=1 turns it off.");
  command->callback([options, &exit] { exit = show(*options); });
}

}  // namespace outturn::cli
