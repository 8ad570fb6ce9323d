// outturn: settles payment-by-results contracts.
#include "commands.h"
#include "program.h"

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

void add_commands(CLI::App& app, Exit& exit) {
  app.set_version_flag("--version", OUTTURN_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
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
  add_dispute(app, exit);
  add_replay(app, exit);
  add_audit(app, exit);
  add_key(app, exit);
  add_schema(app, exit);
}

}  // namespace
}  // namespace outturn::cli

int main(int argc, char** argv) {
  CLI::App app(outturn::cli::kDescription, "outturn");
  return outturn::cli::run_program(argc, argv, app, outturn::cli::add_commands);
}
