#include "deciding.h"

#include "now.h"
#include "output.h"
#include "record/file.h"
#include "record/minisign.h"
#include "register/enter.h"
#include "signing.h"
#include "value/utf8.h"

#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestKey = 10'000;

struct Options {
  fs::path path;
  std::int64_t entry = 0;
  fs::path key;       // of whoever makes the entry
  std::string other;  // the key that it is about
  std::string reason;
  bool json = false;
};

using Shared = std::shared_ptr<Options>;

void run_decision(const Options& options, EntryKind decision) {
  const SigningKey key = open_key(options.key);
  const std::int64_t made =
      decide(options.path, options.entry, decision, options.reason, {key, now()});
  say_entry(
      options.json,
      made,
      fmt::format(
          "the statement of entry {} is {} by {}", options.entry, code_of(decision), key.person()));
}

void run_add_key(const Options& options) {
  const auto keys = read_key_list(read_file(options.other, kLargestKey), options.other);
  if (keys.size() != 1) {
    throw InputError(Place{options.other},
                     Reason::not_a_key,
                     fmt::format("holds {} keys; one is added at a time", keys.size()));
  }
  const SigningKey key = open_key(options.key);
  const KeyHolder holder{to_string(keys.front().key), keys.front().person};
  const std::int64_t made = add_key(options.path, holder, {key, now()});
  say_entry(options.json, made, fmt::format("{} is the key of {}", holder.key, holder.person));
}

void run_revoke_key(const Options& options) {
  const SigningKey key = open_key(options.key);
  const std::int64_t made = revoke_key(options.path, options.other, options.reason, {key, now()});
  say_entry(options.json, made, fmt::format("{} signs nothing more", options.other));
}

CLI::App* add(CLI::App& parent, const char* name, const char* about, const Shared& options) {
  auto* command = parent.add_subcommand(name, about);
  command->add_option("register", options->path, "The register")->required();
  command->add_option("--key", options->key, "Your key, which signs the entry")->required();
  add_json_flag(*command, options->json);
  return command;
}

void add_decision(CLI::App& parent,
                  const char* name,
                  const char* about,
                  EntryKind decision,
                  const Shared& options) {
  auto* command = add(parent, name, about, options);
  command->add_option("entry", options->entry, "The entry in which it was prepared")->required();
  if (decision == EntryKind::rejected) {
    add_reason(*command, options->reason);
  }
  command->callback([options, decision] { run_decision(*options, decision); });
}

}  // namespace

void add_reason(CLI::App& command, std::string& reason) {
  const auto fault = [](const std::string& text) {
    return std::string(invalid_utf8_at(text) == std::string::npos ? "" : "isn't UTF-8");
  };
  command.add_option("--reason", reason, "Why")->required()->check(fault);
}

void say_entry(bool json, std::int64_t entry, const std::string& sentence) {
  if (json) {
    print_json({{"entry", entry}});
  } else {
    print("entry {}: {}\n", entry, sentence);
  }
}

void add_deciding(CLI::App& command) {
  auto options = std::make_shared<Options>();
  add_decision(command,
               "approve",
               "Approves a prepared statement: somebody else than who prepared it",
               EntryKind::approved,
               options);
  add_decision(command,
               "issue",
               "Issues an approved statement: only then it may be paid",
               EntryKind::issued,
               options);
  add_decision(command, "reject", "Rejects a statement", EntryKind::rejected, options);

  auto* adding = add(command, "add-key", "Makes somebody's key known to the register", options);
  adding->add_option("public", options->other, "Their public key: FILE.pub")->required();
  adding->callback([options] { run_add_key(*options); });

  auto* revoking =
      add(command, "revoke-key", "Says that a key signs nothing from here on", options);
  revoking->add_option("public", options->other, "The key itself: RW...")->required();
  add_reason(*revoking, options->reason);
  revoking->callback([options] { run_revoke_key(*options); });
}

}  // namespace outturn::cli
