// outturn register: what stands in a register of statements, and whether it is whole.
#include "register/register.h"

#include "commands.h"
#include "deciding.h"
#include "output.h"
#include "progress.h"
#include "record/file.h"
#include "register/proof.h"
#include "register/show.h"
#include "register/verify.h"
#include "register_files.h"
#include "signing.h"
#include "statement_files.h"
#include "terminal.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path path;
  std::int64_t entry = 0;
  fs::path since;
  fs::path key;
  fs::path out;
  bool json = false;
};

void list(const Options& options) {
  const OpenRegister opened(options.path);
  if (options.json) {
    print_json(json_of_entries(opened.records));
  } else {
    write_out(show_entries(opened.records, look_of_terminal()));
  }
}

void show(const Options& options) {
  const OpenRegister opened(options.path);
  const Entry& entry = opened.records.entry(options.entry);
  if (options.json) {
    print_json(json_of_entry(opened.records, entry));
  } else {
    write_out(show_entry(opened.records, entry, look_of_terminal()));
  }
}

Exit verify(const Options& options) {
  const std::optional<Head> since = kept_head(options.since);
  const RegisterFile file(options.path);
  Progress progress("verify");
  const RegisterReport report =
      verify_register(file, since, [&](std::size_t done, std::size_t total) {
        progress.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
      });
  if (options.json) {
    print_json(json_of_report(report, since));
  } else {
    write_out(show_report(report, since, look_of_terminal()));
  }
  return report.faults.empty() ? Exit::done : Exit::answer_is_no;
}

std::string head_text(const Options& options) {
  return to_text(OpenRegister(options.path).records.head());
}

// Signed with --key: beside the head, a signature that minisign checks. The key comes first, since
// nobody can write while the register is being read.
void head(const Options& options) {
  if (options.out.empty()) {
    write_out(head_text(options));
    return;
  }
  if (options.key.empty()) {
    write_atomically(options.out, head_text(options));
    return;
  }
  const SigningKey key = open_key(options.key);
  const std::string text = head_text(options);
  fs::path signature = options.out;
  signature += ".minisig";
  write_atomically(signature, key.sign(text, "outturn register head"));
  write_atomically(options.out, text);
}

void prove(const Options& options) {
  const OpenRegister opened(options.path);
  const std::string proof = proof_of(opened.records, options.entry, kept_head(options.since));
  if (options.out.empty()) {
    write_out(proof);
  } else {
    write_atomically(options.out, proof);
  }
}

// Everything about one statement, as files: what a provider is sent, or what a killed run left
// unwritten.
void extract(const Options& options) {
  const OpenRegister opened(options.path);
  const EnteredRun& run = opened.records.ledger.run(options.entry);
  StagedFolder folder(options.out);
  const auto write = [&](const std::string& name, const std::string& text) {
    write_synced(folder.path() / name, text);
  };
  write("statement.json", document_of(opened.file, run.prepared.statement));
  write("evidence.csv", document_of(opened.file, run.prepared.evidence));
  if (const auto changes = changes_of(opened.file, run.prepared)) {
    write("changes.csv", *changes);
  }
  for (const SignatureFile& signature : signature_files(opened.records, run)) {
    write(signature.name, signature.text);
  }
  write("proof.json", proof_of(opened.records, options.entry, kept_head(options.since)));
  folder.publish();
}

using Shared = std::shared_ptr<Options>;

CLI::App* add(CLI::App& parent, const char* name, const char* about, const Shared& options) {
  auto* command = parent.add_subcommand(name, about);
  command->add_option("register", options->path, "The register")->required();
  return command;
}

void add_entry(CLI::App& command, const Shared& options) {
  command.add_option("entry", options->entry, "Number of the entry")->required();
}

void add_reading(CLI::App& parent, const Shared& options) {
  auto* list_command =
      add(parent, "list", "Lists every entry and how far each statement is", options);
  add_json_flag(*list_command, options->json);
  list_command->callback([options] { list(*options); });

  auto* show_command = add(parent, "show", "Shows everything that an entry says", options);
  add_entry(*show_command, options);
  add_json_flag(*show_command, options->json);
  show_command->callback([options] { show(*options); });
}

void add_verify(CLI::App& parent, const Shared& options, Exit& exit) {
  auto* command = add(parent,
                      "verify",
                      "Redoes every hash, signature and rule from the first entry; exit code 1 if "
                      "anything is wrong",
                      options);
  command->add_option(
      "--since", options->since, "A head kept earlier: nothing before it may have changed");
  add_json_flag(*command, options->json);
  command->callback([options, &exit] { exit = verify(*options); });
}

void add_heads(CLI::App& parent, const Shared& options) {
  auto* command =
      add(parent, "head", "Prints the head: a digest over all entries, to be kept", options);
  auto* out = command->add_option("--out", options->out, "Write it to this file instead");
  command->add_option("--key", options->key, "Sign it with this key, into OUT.minisig")->needs(out);
  command->callback([options] { head(*options); });
}

void add_proofs(CLI::App& parent, const Shared& options) {
  auto* prove_command =
      add(parent, "prove", "Prints the proof that a statement stands in the register", options);
  add_entry(*prove_command, options);
  prove_command->add_option("--out", options->out, "Write it to this file instead");
  prove_command->add_option(
      "--since", options->since, "Prove also that the register begins with this head");
  prove_command->callback([options] { prove(*options); });

  auto* extract_command =
      add(parent, "extract", "Writes a statement, its evidence, signatures and proof", options);
  add_entry(*extract_command, options);
  extract_command->add_option("--out", options->out, "A folder that isn't there yet")->required();
  extract_command->callback([options] { extract(*options); });
}

}  // namespace

void add_register(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "register",
      "Keeps statements in a register that can be verified: who prepared, approved and "
      "issued what");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  add_reading(*command, options);
  add_verify(*command, options, exit);
  add_heads(*command, options);
  add_proofs(*command, options);
  add_deciding(*command);
  command->footer(
      "Examples:\n"
      "  outturn settle --contract contracts/ --store iowa.sqlite --register register.sqlite --key "
      "ann.key\n"
      "  outturn register list register.sqlite\n"
      "  outturn register add-key register.sqlite bob.key.pub --key ann.key\n"
      "  outturn register approve register.sqlite 2 --key bob.key\n"
      "  outturn register issue register.sqlite 2 --key ann.key\n"
      "  outturn register head register.sqlite --out head.txt\n"
      "  outturn register verify register.sqlite --since head.txt");
}

}  // namespace outturn::cli
