// outturn explain: how one figure of a statement comes about.
#include "report/explain.h"

#include "commands.h"
#include "statement_files.h"

#include <memory>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

struct Options {
  std::string statement;
  std::string what;
  std::string person;
};

std::string explained(const StatementFile& file, const Options& options) {
  const Look look = look_of_terminal();
  if (!options.person.empty()) {
    return explain_person(file.view, read_evidence_of(file, options.person), options.person, look);
  }
  return options.what.empty() ? explainable(file.view, look)
                              : explain_figure(file.view, options.what, options.statement, look);
}

void explain(const Options& options) {
  fmt::print("{}", explained(read_statement_at(options.statement), options));
}

}  // namespace

void add_explain(CLI::App& app, Exit&) {
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
  command->footer(
      "Examples:\n"
      "  outturn explain statements/iowa-5jd/2012-13\n"
      "  outturn explain statements/iowa-5jd/2012-13 reoffenders\n"
      "  outturn explain statements/iowa-5jd/2012-13 \"State of Iowa\"\n"
      "  outturn explain statements/iowa-5jd/2012-13 --person IA00511");
  command->callback([options] { explain(*options); });
}

}  // namespace outturn::cli
