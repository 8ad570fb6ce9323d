// outturn key: makes and shows the keys that people sign statements with.
#include "commands.h"
#include "output.h"
#include "passphrase.h"
#include "record/file.h"
#include "record/wipe.h"
#include "signing.h"
#include "text/json_parts.h"
#include "value/utf8.h"

#include <filesystem>
#include <memory>
#include <system_error>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

struct NewOptions {
  fs::path file;
  std::string person;
  bool no_passphrase = false;
  bool json = false;
};

struct ShowOptions {
  fs::path file;
  bool open = false;
  bool json = false;
};

fs::path beside(const fs::path& secret) {
  return secret.string() + ".pub";
}

Json json_of_keys(const std::vector<TrustedKey>& keys, const fs::path& file) {
  Json list = Json::array();
  for (const TrustedKey& key : keys) {
    list.push_back({{"file", utf8_of(file.string())},
                    {"id", key.key.id},
                    {"person", key.person},
                    {"public", to_string(key.key)}});
  }
  return list;
}

// --- new ---

void refuse_taken(const fs::path& path) {
  std::error_code unknown;  // writing says what is wrong
  if (fs::exists(fs::symlink_status(path, unknown))) {
    throw InputError(Place{path.string()},
                     Reason::write_failed,
                     "is there already, and a key is never written over",
                     "give the new key another name");
  }
}

// The public key first: a run that is killed between the two leaves no secret behind.
void write_key_files(const fs::path& file, const KeyFiles& key) {
  const StagedFolder staged(file);
  write_synced(staged.path() / "secret", key.secret, kForOwner);
  write_synced(staged.path() / "public", key.pub);
  move_new(staged.path() / "public", beside(file));
  try {
    move_new(staged.path() / "secret", file);
  } catch (const InputError&) {
    std::error_code ignored;  // what is said is why no key was made
    fs::remove(beside(file), ignored);
    throw;
  }
}

void report_new(const NewOptions& options, const std::vector<TrustedKey>& keys) {
  const std::string secret = options.file.string();
  const std::string pub = beside(options.file).string();
  if (options.json) {
    print_json({{"keys", json_of_keys(keys, pub)}, {"secret", utf8_of(secret)}});
    return;
  }
  print("{}: the secret key of {}{}\n",
        secret,
        options.person,
        options.no_passphrase ? ", not encrypted: whoever can read it can sign"
                              : ", under the passphrase");
  print("{}: its public key, for whoever checks what it signs. As a line of a key list:\n", pub);
  print("{} {}\n", to_string(keys.front().key), options.person);
}

Exit make_key(const NewOptions& options) {
  if (!is_person_name(options.person)) {
    throw CLI::ValidationError("--person",
                               shown(options.person) +
                                   " can't name a person: 1 to 100 characters, without a blank at "
                                   "either end");
  }
  refuse_taken(options.file);
  refuse_taken(beside(options.file));
  std::string passphrase =
      options.no_passphrase ? std::string() : ask_new_passphrase(options.file.string());
  const Wipe wipe(passphrase);
  KeyFiles key = new_key(options.person, passphrase);
  const Wipe wipe_secret(key.secret);
  write_key_files(options.file, key);
  report_new(options, read_key_list(key.pub, beside(options.file).string()));
  return Exit::done;
}

// --- show ---

// Of a secret key file the one beside it: what is encrypted doesn't show its public key.
fs::path public_file_of(const fs::path& file) {
  std::string text = read_file(file, kLargestKeyFile);
  const Wipe wipe(text);
  return is_secret_key_file(text) ? beside(file) : file;
}

std::string public_file_in(const fs::path& secret) {
  const SigningKey key = open_key(secret);
  return public_key_file(key.public_key(), key.person());
}

Exit show_keys(const ShowOptions& options) {
  const fs::path file = options.open ? options.file : public_file_of(options.file);
  const auto keys = read_key_list(
      options.open ? public_file_in(file) : read_file(file, kLargestKeyFile), file.string());
  if (options.json) {
    print_json({{"keys", json_of_keys(keys, file)}});
    return Exit::done;
  }
  for (const TrustedKey& key : keys) {
    print("# key {}, from {}\n", key.key.id, file.string());
    print("{} {}\n", to_string(key.key), key.person);
  }
  return Exit::done;
}

void add_key_new(CLI::App& key, Exit& exit) {
  auto* command =
      key.add_subcommand("new", "Makes a key: a secret file, and a public one beside it");
  auto options = std::make_shared<NewOptions>();
  command->add_option("file", options->file, "The secret key file to write; FILE.pub comes with it")
      ->required();
  command->add_option("--person", options->person, "Whose key it is, as others know them")
      ->required();
  command->add_flag("--no-passphrase",
                    options->no_passphrase,
                    "Don't encrypt it: for a machine that signs by itself");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn key new ann.key --person \"Ann Smith\"\n"
      "\n"
      "The passphrase is asked for on the terminal, twice. No file is written over.");
  command->callback([options, &exit] { exit = make_key(*options); });
}

void add_key_show(CLI::App& key, Exit& exit) {
  auto* command = key.add_subcommand("show", "Shows public keys as lines of a key list");
  auto options = std::make_shared<ShowOptions>();
  command
      ->add_option("file",
                   options->file,
                   "A public key file, a key list, or a secret key file: then the .pub beside it")
      ->required();
  command->add_flag("--open",
                    options->open,
                    "Open the secret key, to see that the passphrase is right, and show its own");
  add_json_flag(*command, options->json);
  command->footer(
      "Examples:\n"
      "  outturn key show ann.key\n"
      "  outturn key show --open ann.key\n"
      "  outturn key show ann.key.pub >> keys.txt");
  command->callback([options, &exit] { exit = show_keys(*options); });
}

}  // namespace

void add_key(CLI::App& app, Exit& exit) {
  auto* command =
      app.add_subcommand("key", "Makes and shows the keys that people sign statements with");
  command->require_subcommand(1);
  add_key_new(*command, exit);
  add_key_show(*command, exit);
  command->footer(
      "Examples:\n"
      "  outturn key new ann.key --person \"Ann Smith\"\n"
      "  outturn key show ann.key.pub >> keys.txt\n"
      "\n"
      "Keys and signatures are in the formats of minisign, which can check what is signed.");
}

}  // namespace outturn::cli
