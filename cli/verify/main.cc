// outturn-verify: checks a statement without trusting whoever made it.
#include "answer.h"
#include "files.h"
#include "output.h"
#include "program.h"
#include "terminal.h"
#include "verify/verify.h"

#include <memory>

namespace outturn::cli {
namespace {

constexpr const char* kDescription =
    "Checks a statement without trusting whoever made it, or the program that did. Four "
    "questions,\n"
    "each answered yes, no or not checked: is it recomputed, intact, signed by two people, and in\n"
    "the register?";

constexpr const char* kFooter =
    "Examples:\n"
    "  outturn-verify statements/iowa-5jd/2012-13\n"
    "  outturn-verify statement.json evidence.csv --proof proof.json --head head.txt --keys "
    "keys.txt\n"
    "  outturn-verify statements/northumbria/2016 --earlier statements\n"
    "  outturn-verify bundle\n"
    "\n"
    "Beside the statement, evidence.csv, proof.json, statement.json.prepared.minisig and\n"
    "statement.json.approved.minisig are found by themselves.\n"
    "Colour is used on a terminal; NO_COLOR=1 turns it off.\n"
    "\n"
    "Exit codes: 0 all four are yes; 1 one is no; 2 wrong usage; 3 input refused; 4 a defect of\n"
    "ours; 5 nothing is no, and something wasn't checked.";

struct Options {
  Named files;
  bool json = false;
};

Exit exit_of(verify::Answer answer) {
  switch (answer) {
    case verify::Answer::yes:
      return Exit::done;
    case verify::Answer::no:
      return Exit::answer_is_no;
    case verify::Answer::not_checked:
      return Exit::not_checked;
  }
  throw Defect("unknown answer");
}

Exit run(const Options& options) {
  const verify::Inputs inputs = read_inputs(options.files);
  const verify::Report report = verify::verify(inputs);
  if (options.json) {
    print_json(json_of(report, inputs.statement.name));
  } else {
    write_out(show_report(report, look_of_terminal()));
  }
  return exit_of(verify::overall(report));
}

void add_options(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<Options>();
  app.set_version_flag("--version", OUTTURN_VERSION);
  app.footer(kFooter);
  app.add_option("statement",
                 options->files.statement,
                 "A statement.json, its folder, or the folder of a bundle")
      ->required();
  app.add_option("evidence", options->files.evidence, "Its evidence.csv, if it stands elsewhere");
  app.add_option("--proof",
                 options->files.proof,
                 "What a register gave out to prove that the statement is in it");
  app.add_option("--head", options->files.head, "The head of the register that you kept");
  app.add_option(
      "--keys", options->files.keys, "The keys that you trust: a line each, \"RW... Ann Smith\"");
  app.add_option("--earlier",
                 options->files.earlier,
                 "Folders with the earlier statements that this one builds on");
  add_json_flag(app, options->json);
  app.callback([options, &exit] { exit = run(*options); });
}

}  // namespace
}  // namespace outturn::cli

int main(int argc, char** argv) {
  CLI::App app(outturn::cli::kDescription, "outturn-verify");
  return outturn::cli::run_program(argc, argv, app, outturn::cli::add_options);
}
