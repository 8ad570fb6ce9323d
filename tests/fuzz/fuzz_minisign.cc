// Any text is keys or a signature, or is refused; what is read is written as it was, and a secret
// key that is read signs for its public one.
#include "record/minisign.h"
#include "value/problem.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace outturn {
namespace {

void must(bool holds) {
  if (!holds) {
    std::abort();
  }
}

// The work that a passphrase makes is no reader's.
std::string give_up() {
  throw InputError(Place{}, Reason::bad_passphrase, "no passphrase");
}

void try_secret_key(std::string_view text) {
  const SigningKey key = read_signing_key(text, "f.key", give_up);
  must(is_secret_key_file(text));
  must(signed_comment(key.public_key(), text, key.sign(text, "c")) == "c");
}

void try_key_list(std::string_view text) {
  for (const TrustedKey& key : read_key_list(text, "keys.txt")) {
    must(parse_public_key(to_string(key.key)) == key.key);
    const auto again = read_key_list(public_key_file(key.key, key.person), "f.pub");
    must(again.size() == 1 && again.front().key == key.key && again.front().person == key.person);
  }
}

// The key of the signature in the corpus, over "hello\n": nothing else is signed by it.
void try_signature(std::string_view text) {
  const auto key = parse_public_key("RWTHGAJyoW9hDo0SWGcA5wHEGEEJ6Lc1df91dMBI0M6laRHE/xkVZ2kx");
  const auto comment = signed_comment(key.value(), "hello\n", text);
  must(!comment || comment == "some comment");
}

void try_to_read(void (*reader)(std::string_view), std::string_view text) {
  try {
    reader(text);
  } catch (const InputError&) {
    return;
  }
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  outturn::try_to_read(outturn::try_secret_key, text);
  outturn::try_to_read(outturn::try_key_list, text);
  outturn::try_to_read(outturn::try_signature, text);
  return 0;
}
