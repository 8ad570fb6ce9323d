// outturn explain: how one figure of a statement comes about.
#include "report/explain.h"

#include "commands.h"
#include "output.h"
#include "statement_files.h"
#include "terminal.h"

#include <memory>

namespace outturn::cli {
namespace {

struct Options {
  std::string statement;
  std::string what;
  std::string person;
  bool json = false;
};

std::string explained(const StatementFile& file, const Options& options) {
  const Look look = look_of_terminal();
  if (!options.person.empty()) {
    return explain_person(file.view, read_evidence_of(file, options.person), options.person, look);
  }
  return options.what.empty() ? explainable(file.view, look)
                              : explain_figure(file.view, options.what, options.statement, look);
}

Json explained_as_json(const StatementFile& file, const Options& options) {
  if (!options.person.empty()) {
    return person_json(file.view, read_evidence_of(file, options.person), options.person);
  }
  return options.what.empty() ? explainable_json(file.view)
                              : explained_json(file.view,
                                               parse_json(file.text, file.path.string()),
                                               options.what,
                                               options.statement);
}

// A figure is explained even if its evidence is another, but not without saying so.
Exit explain(const Options& options) {
  const StatementFile file = read_statement_at(options.statement);
  const std::vector<Problem> problems = problems_of(file, check_evidence(file));
  if (options.json) {
    print_json(explained_as_json(file, options), problems);
  } else {
    write_out(explained(file, options));
    complain(problems.empty() ? "" : to_string(problems.front()));
  }
  return problems.empty() ? Exit::done : Exit::answer_is_no;
}

}  // namespace

void add_explain(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "explain", "Explains a figure of a statement, down to the evidence and the rules");
  auto options = std::make_shared<Options>();
  command->add_option("statement", options->statement, "A statement.json, or the folder it is in")
      ->required();
  auto* what =
      command->add_option("what",
                          options->what,
                          "A line, \"total\", a payer or a working; all are listed when left out");
  command->add_option("--person", options->person, "What became of this person in the evidence")
      ->excludes(what);
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn explain statements/iowa-5jd/2012-13\n"
      "  outturn explain statements/iowa-5jd/2012-13 reoffenders\n"
      "  outturn explain statements/iowa-5jd/2012-13 \"State of Iowa\"\n"
      "  outturn explain statements/iowa-5jd/2012-13 --person IA00511\n"
      "\n"
      "Exit code 1 if the evidence beside the statement isn't the one that it was made with.");
  command->callback([options, &exit] { exit = explain(*options); });
}

}  // namespace outturn::cli
