// outturn compare: two statements side by side, and what their difference comes from.
#include "commands.h"
#include "output.h"
#include "report/differences.h"
#include "statement_files.h"
#include "terminal.h"

#include <memory>

namespace outturn::cli {
namespace {

struct Options {
  std::string a;
  std::string b;
  bool json = false;
};

Exit compare(const Options& options) {
  const StatementFile a = read_statement_at(options.a);
  const StatementFile b = read_statement_at(options.b);
  const Differences differences = differences_between(a.view, b.view);
  if (options.json) {
    print_json(differences_json(a.view, b.view, differences));
  } else {
    write_out(show_differences(a.view, b.view, differences, look_of_terminal()));
  }
  return differences.empty() ? Exit::done : Exit::answer_is_no;
}

}  // namespace

void add_compare(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "compare",
      "Compares two statements: amounts, and which rule, row or figure made the difference");
  auto options = std::make_shared<Options>();
  command->add_option("a", options->a, "A statement.json, or the folder it is in")->required();
  command->add_option("b", options->b, "Another")->required();
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn compare statements/iowa-4jd/2011-12 statements/iowa-4jd/2012-13\n"
      "  outturn compare sent/statement.json ours/statement.json\n"
      "\n"
      "Exit code 1 if they differ.");
  command->callback([options, &exit] { exit = compare(*options); });
}

}  // namespace outturn::cli
