#include "signing.h"

#include "passphrase.h"
#include "record/file.h"
#include "record/wipe.h"
#include "value/problem.h"

#include <system_error>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

void refuse_exposed(const fs::path& path) {
  constexpr fs::perms kOthers = fs::perms::group_all | fs::perms::others_all;
  std::error_code unknown;  // whose permissions aren't known is open to all
  if ((fs::status(path, unknown).permissions() & kOthers) != fs::perms::none) {
    throw InputError(Place{path.string()},
                     Reason::exposed_key,
                     "others can read this secret key, so it isn't used",
                     "chmod 600 " + path.string() +
                         "; if somebody may have read it, make a new key and revoke this one");
  }
}

}  // namespace

SigningKey open_key(const fs::path& path) {
  std::string text = read_file(path, kLargestKeyFile);
  const Wipe wipe(text);
  if (is_secret_key_file(text)) {
    refuse_exposed(path);
  }
  const std::string name = path.string();
  return read_signing_key(text, name, [&] { return ask_passphrase(name); });
}

}  // namespace outturn::cli
