// outturn: settles payment-by-results contracts.
#include "commands.h"
#include "report/page.h"
#include "value/problem.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

constexpr const char* kDescription =
    "Settles payment-by-results contracts: people and events from a store, rules from YAML,\n"
    "payments to the penny, and statements that both sides can check.";

constexpr const char* kFooter =
    "Examples:\n"
    "  outturn import cohort.sqlite --mapping mapping.yaml releases.csv\n"
    "  outturn check contracts/*.yaml\n"
    "  outturn settle --store cohort.sqlite --contract contracts/ --period 2012/13 --out "
    "statements\n"
    "  outturn show statements/iowa-5jd/2012-13\n"
    "  outturn explain statements/iowa-5jd/2012-13 reoffenders\n"
    "\n"
    "Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 input refused; 4 a defect of ours.";

int code(Exit exit) {
  return static_cast<int>(exit);
}

// What is said to be wrong carries names of files and of columns, which may come from anybody: none
// of them commands the terminal.
void complain(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    fmt::print(stderr, "{}\n", printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// A word that no command knows is named rather than what it may have been meant for.
int explain_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) {  // --help or --version
    return app.exit(error);
  }
  if (const std::vector<std::string> unknown = app.remaining(true); !unknown.empty()) {
    app.exit(CLI::ExtrasError(unknown));
  } else {
    app.exit(error);
  }
  return code(Exit::wrong_usage);
}

int run(int argc, char** argv) {
  CLI::App app(kDescription, "outturn");
  app.set_version_flag("--version", OUTTURN_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  Exit exit = Exit::done;
  add_import(app, exit);
  add_check(app, exit);
  add_format(app, exit);
  add_settle(app, exit);
  add_show(app, exit);
  add_explain(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return explain_usage(app, error);
  }
  return code(exit);
}

}  // namespace
}  // namespace outturn::cli

int main(int argc, char** argv) {
  using outturn::cli::code;
  using outturn::cli::Exit;
  try {
    return outturn::cli::run(argc, argv);
  } catch (const outturn::InputError& error) {
    outturn::cli::complain(error.what());
    return code(Exit::input_refused);
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "outturn: not enough memory: a file and its rows are held at once\n");
    return code(Exit::input_refused);
  } catch (const std::exception& error) {
    fmt::print(stderr, "outturn: a defect of this program: {}\n", error.what());
    return code(Exit::our_defect);
  }
}
