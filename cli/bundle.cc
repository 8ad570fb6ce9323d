// outturn bundle: what one party is sent of a settlement, and nothing of anybody else.
#include "report/bundle.h"

#include "commands.h"
#include "output.h"
#include "record/file.h"
#include "record/sha256.h"
#include "register/proof.h"
#include "register_files.h"
#include "statement_files.h"
#include "value/counted.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string statement;
  std::string party;
  fs::path out;
  fs::path register_file;
  std::int64_t entry = 0;
  fs::path since;
  bool json = false;
};

// The proof of the entry, which must be of this very statement.
std::string proof_for(const std::string& statement_sha256, const Options& options) {
  const OpenRegister opened(options.register_file);
  if (opened.records.ledger.run(options.entry).prepared.statement != statement_sha256) {
    throw InputError(Place{opened.file.path()},
                     Reason::not_in_register,
                     fmt::format("entry {} is of another statement", options.entry),
                     "\"outturn register list --json\" names the digest of each");
  }
  return proof_of(opened.records, options.entry, kept_head(options.since));
}

// Says what it tells and what it doesn't, to whoever opens the folder.
std::string read_me(const StatementView& statement, const Bundle& bundle, const Options& options) {
  return fmt::format(
      "The settlement of {} for {}, for {}.\n\n"
      "statement.json     the whole statement\n"
      "own-evidence.csv   the {} that are yours\n"
      "bundle.json        salted hashes that stand for the {} of others\n{}\n"
      "Check it with: outturn-verify FOLDER --keys KEYS --head HEAD\n"
      "KEYS are the public keys of the people whose signatures you trust, HEAD is the register's "
      "head "
      "as it was given to you.\n",
      statement.contract.id,
      statement.period.name,
      options.party,
      counted(static_cast<std::int64_t>(bundle.own_rows), "row", "rows"),
      counted(static_cast<std::int64_t>(bundle.hidden_rows), "row", "rows"),
      options.register_file.empty() ? ""
                                    : "proof.json         that the statement is in the register, "
                                      "with its signatures\n");
}

void write(const StatementFile& file, const Bundle& bundle, const Options& options) {
  StagedFolder folder(options.out);
  const auto add = [&](const std::string& name, const std::string& text) {
    write_synced(folder.path() / name, text);
  };
  add("statement.json", file.text);
  add("own-evidence.csv", bundle.own_evidence);
  add("bundle.json", bundle.leaves);
  if (!options.register_file.empty()) {
    add("proof.json", proof_for(sha256(file.text), options));
  }
  add("read-me.txt", read_me(file.view, bundle, options));
  folder.publish();
}

void run(const Options& options) {
  const StatementFile file = read_statement_at(options.statement);
  const std::string evidence = read_evidence_text(file);
  const Bundle bundle = bundle_for(
      options.party, file.view, sha256(file.text), evidence, evidence_path(file).string());
  write(file, bundle, options);
  if (options.json) {
    print_json({{"for", options.party},
                {"own_rows", bundle.own_rows},
                {"hidden_rows", bundle.hidden_rows}});
    return;
  }
  print("{}: the statement, {} of {} and hashes for {} others\n",
        options.out.string(),
        counted(static_cast<std::int64_t>(bundle.own_rows), "row", "rows"),
        options.party,
        bundle.hidden_rows);
}

}  // namespace

void add_bundle(CLI::App& app, Exit&) {
  auto* command = app.add_subcommand(
      "bundle", "Writes what one party may see of a statement: their own people's evidence alone");
  auto options = std::make_shared<Options>();
  command->add_option("statement", options->statement, "A statement.json, or the folder it is in")
      ->required();
  command
      ->add_option("--for",
                   options->party,
                   "The provider's code, or COLUMN=VALUE of the evidence for some of its people")
      ->required();
  command->add_option("--out", options->out, "A folder that isn't there yet")->required();
  auto* records = command->add_option(
      "--register", options->register_file, "Prove that it is in this register");
  auto* entry = command->add_option("--entry", options->entry, "The entry in which it was prepared")
                    ->needs(records);
  records->needs(entry);
  command->add_option("--since", options->since, "And that the register begins with this head")
      ->needs(records);
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn bundle statements/iowa-5jd/2012-13 --for 5JD --out sent\n"
      "  outturn bundle statements/C01/2016-Q1 --for subcontractor=Shelter --out sent \\\n"
      "      --register register.sqlite --entry 2");
  command->callback([options] { run(*options); });
}

}  // namespace outturn::cli
