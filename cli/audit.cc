// outturn audit: a sample to check, what was found, and everything an auditor from outside needs.
#include "audit/form.h"
#include "audit/pack.h"
#include "audit/result.h"
#include "audit/show.h"
#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "register_files.h"
#include "terminal.h"
#include "value/counted.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestForm = std::size_t{256} << 20U;

struct Options {
  fs::path path;
  std::int64_t entry = 0;
  Draw draw;
  std::string rows_of = "counted";
  fs::path form;
  fs::path out;
  bool recovery = false;
  bool json = false;
};

// The statement of an entry and its evidence.
std::pair<std::string, std::string> documents(const Options& options) {
  const OpenRegister opened(options.path);
  const Prepared& prepared = opened.records.ledger.run(options.entry).prepared;
  return {document_of(opened.file, prepared.statement),
          document_of(opened.file, prepared.evidence)};
}

// A form may hold somebody's answers already.
void require_free(const fs::path& path) {
  std::error_code unknown;  // writing says what is wrong
  if (fs::exists(fs::symlink_status(path, unknown))) {
    throw InputError(Place{path.string()},
                     Reason::write_failed,
                     "is there already, and is left as it is",
                     "name another with --out");
  }
}

void sample(const Options& options) {
  const auto [statement, evidence] = documents(options);
  Draw draw = options.draw;
  draw.of = options.rows_of == code_of(RowsOf::all) ? RowsOf::all : RowsOf::counted;
  const Sample drawn = draw_sample(statement, evidence, draw);
  require_free(options.out);
  write_atomically(options.out, form_of(drawn));
  if (options.json) {
    print_json(sample_json(drawn));
  } else {
    write_out(show_sample(drawn, look_of_terminal()));
  }
}

Exit result(const Options& options) {
  const FilledForm form = read_form(read_file(options.form, kLargestForm), options.form.string());
  const auto [statement, evidence] = documents(options);
  const Sample drawn = draw_sample(statement, evidence, draw_of(form));
  const AuditResult found = audit_result(statement, drawn, answers_of(form, drawn));
  if (options.json) {
    print_json(result_json(found, options.recovery));
  } else {
    write_out(show_result(found, options.recovery, look_of_terminal()));
  }
  return found.wrong() == 0 ? Exit::done : Exit::answer_is_no;
}

void pack(const Options& options) {
  const OpenRegister opened(options.path);
  const Pack packed = pack_of(opened.file, opened.records, options.entry);
  require_free(options.out);
  StagedFolder folder(options.out, {kPackRules, kPackEarlier, kPackEntries});
  Json names = Json::array();
  for (const auto& [name, content] : packed) {
    folder.add(name, content.text);
    names.push_back(name);
  }
  folder.publish();
  if (options.json) {
    print_json({{"files", names}});
    return;
  }
  print("{}: {}; begin with index.html\n",
        options.out.string(),
        counted(static_cast<std::int64_t>(packed.size()), "file", "files"));
}

using Shared = std::shared_ptr<Options>;

CLI::App* add(CLI::App& parent, const char* name, const char* about, const Shared& options) {
  auto* command = parent.add_subcommand(name, about);
  command->add_option("register", options->path, "The register")->required();
  command->add_option("entry", options->entry, "The entry in which the statement was prepared")
      ->required();
  add_json_flag(*command, options->json);
  return command;
}

void add_sample(CLI::App& parent, const Shared& options) {
  auto* command = add(parent, "sample", "Draws the starts to check, and writes the form", options);
  command->add_option("--seed", options->draw.seed, "The same seed draws the same, for ever")
      ->required();
  command->add_option("--size", options->draw.size, "How many starts, 1 to 2,000")->required();
  command->add_option("--by",
                      options->draw.by,
                      "Some of each: of every complexity_band, reoffended, class, or value of a "
                      "column that the contract breaks down by");
  options->draw.cohort = "actual";
  command->add_option(
      "--cohort", options->draw.cohort, "Of which cohort; \"actual\" when left out");
  command
      ->add_option(
          "--of",
          options->rows_of,
          "Of the starts that are counted, or of all, also those left out; \"counted\" when "
          "left out")
      ->check(CLI::IsMember({"counted", "all"}));
  command->add_option("--out", options->out, "The form, as CSV; a file that isn't there yet")
      ->required();
  command->callback([options] { sample(*options); });
}

void add_result(CLI::App& parent, const Shared& options, Exit& exit) {
  auto* command = add(parent,
                      "result",
                      "Says what a filled form amounts to; exit code 1 if anything is wrong",
                      options);
  command->add_option("--form", options->form, "The form, filled in")->required();
  command->add_flag(
      "--recovery", options->recovery, "Bring the net error to all rows, where that is allowed");
  command->callback([options, &exit] { exit = result(*options); });
}

void add_pack(CLI::App& parent, const Shared& options) {
  auto* command = add(
      parent, "pack", "Writes everything an auditor from outside needs into one folder", options);
  command->add_option("--out", options->out, "A folder that isn't there yet")->required();
  command->callback([options] { pack(*options); });
}

}  // namespace

void add_audit(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "audit",
      "For auditors: a sample to check, what was found in it, and a folder with everything");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  add_sample(*command, options);
  add_result(*command, options, exit);
  add_pack(*command, options);
  command->footer(
      "Examples:\n"
      "  outturn audit sample register.sqlite 2 --seed 2026-11 --size 60 --out form.csv\n"
      "  outturn audit sample register.sqlite 2 --seed 2026-11 --size 60 --by complexity_band \\\n"
      "      --out form.csv\n"
      "  outturn audit result register.sqlite 2 --form form.csv --recovery\n"
      "  outturn audit pack register.sqlite 2 --out pack");
}

}  // namespace outturn::cli
