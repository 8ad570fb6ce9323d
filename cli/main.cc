// outturn: settles payment-by-results contracts.
#include "commands.h"
#include "output.h"
#include "usage.h"
#include "value/problem.h"

#include <functional>
#include <new>
#include <sstream>
#include <string>
#include <string_view>

namespace outturn::cli {
namespace {

constexpr const char* kDescription =
    "Settles payment-by-results contracts: people and events from a store, rules from YAML,\n"
    "payments to the penny, and statements that both sides can check.";

constexpr const char* kFooter =
    "Examples:\n"
    "  outturn import cohort.sqlite --mapping mapping.yaml releases.csv\n"
    "  outturn check contracts/*.yaml\n"
    "  outturn test contracts/*-cases.yaml\n"
    "  outturn cliffs contracts/iowa-5jd.yaml\n"
    "  outturn settle --store cohort.sqlite --contract contracts/ --period 2012/13 --out "
    "statements\n"
    "  outturn show statements/iowa-5jd/2012-13\n"
    "  outturn explain statements/iowa-5jd/2012-13 reoffenders\n"
    "\n"
    "Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 input refused; 4 a defect of ours.";

Exit report_wrong_usage(const UsageFault& fault, bool json) {
  if (json) {
    print_json_failure("wrong_usage", fault.message, fault.hint);
  } else {
    complain(fault.message);
    complain(fault.hint.empty() ? "" : "    " + fault.hint);
    complain("Run with --help for more information.");
  }
  return Exit::wrong_usage;
}

// Help and version are results; anything else is wrong.
Exit end_of_parsing(const CLI::App& app, const CLI::ParseError& error, bool json) {
  if (error.get_exit_code() != 0) {
    return report_wrong_usage(fault_in_usage(app, error), json);
  }
  std::ostringstream out;
  app.exit(error, out, out);
  write_out(out.str());
  return Exit::done;
}

Exit run(int argc, char** argv, bool json) {
  CLI::App app(kDescription, "outturn");
  app.set_version_flag("--version", OUTTURN_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  Exit exit = Exit::done;
  add_import(app, exit);
  add_check(app, exit);
  add_format(app, exit);
  add_test(app, exit);
  add_cliffs(app, exit);
  add_calendar(app, exit);
  add_settle(app, exit);
  add_what_if(app, exit);
  add_show(app, exit);
  add_explain(app, exit);
  add_compare(app, exit);
  add_bundle(app, exit);
  add_reconcile(app, exit);
  add_register(app, exit);
  add_replay(app, exit);
  add_key(app, exit);
  add_schema(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_parsing(app, error, json);
  }
  return exit;
}

void report_failure(std::string_view reason, const std::string& message, bool json) {
  if (json) {
    print_json_failure(reason, message, "");
  } else {
    complain("outturn: " + message);
  }
}

// Does it, and says what kept it from being done.
Exit guarded(const std::function<Exit()>& action, bool json) {
  try {
    return action();
  } catch (const InputError& error) {
    if (json) {
      print_json(Json::object(), error.problems());
    } else {
      complain(error.what());
    }
    return Exit::input_refused;
  } catch (const std::bad_alloc&) {
    report_failure(
        "out_of_memory", "not enough memory: a file and its rows are held at once", json);
    return Exit::input_refused;
  } catch (const std::exception& error) {
    report_failure("defect", std::string("a defect of this program: ") + error.what(), json);
    return Exit::our_defect;
  }
}

// What can't be said on standard output can only be said elsewhere, so not as JSON.
Exit close_output() {
  return guarded(
      [] {
        finish_output();
        return Exit::done;
      },
      false);
}

Exit whole_run(int argc, char** argv) {
  guard_standard_streams();
  const bool json = asks_for_json(argc, argv);
  const Exit exit = guarded([&] { return run(argc, argv, json); }, json);
  const Exit closing = close_output();
  return closing == Exit::done ? exit : closing;
}

}  // namespace
}  // namespace outturn::cli

int main(int argc, char** argv) {
  return static_cast<int>(outturn::cli::whole_run(argc, argv));
}
