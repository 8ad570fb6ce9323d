// Keys and signatures in the formats of minisign, so that a tool of Debian checks what we sign:
// https://jedisct1.github.io/minisign/#signature-format. Ed25519 (RFC 8032), over the BLAKE2b-512
// digest of the bytes ("prehashed", what minisign writes since 0.10).
#pragma once

#include "record/ed25519.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

struct PublicKey {
  std::string id;     // 16 upper-case hex digits; minisign shows it without its leading noughts
  std::string bytes;  // 32

  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// "RW...", as `minisign -P` takes it.
std::string to_string(const PublicKey& key);

// Nothing unless `text` is what to_string gives for a key. A key under which anybody can sign is
// none (is_weak_ed25519).
std::optional<PublicKey> parse_public_key(std::string_view text);

// Whether a text can name a person: UTF-8 of 1 to 100 characters, no blank at either end, nothing
// that ends a line, commands a terminal or turns the direction of writing.
bool is_person_name(std::string_view text);

// A secret key, wiped when it goes.
class SigningKey {
 public:
  SigningKey(PublicKey key, std::string person, Ed25519Key secret);

  const PublicKey& public_key() const { return public_key_; }

  // As the comment of the file names them, which nothing protects: whoever can write the file can
  // write another name. Empty when it names nobody, as in a file that minisign made.
  const std::string& person() const { return person_; }

  // The four lines of a .minisig over `bytes`: the same text each time. The trusted comment is
  // signed with them: one line of at most 8000 bytes without control characters, else a Defect.
  std::string sign(std::string_view bytes, std::string_view trusted_comment) const;

 private:
  PublicKey public_key_;
  std::string person_;
  Ed25519Key secret_;
};

// The content of a secret key file and of its .pub file.
struct KeyFiles {
  std::string secret;
  std::string pub;
};

// The content of a .pub file: the person stands in its comment.
std::string public_key_file(const PublicKey& key, std::string_view person);

// Whether a text looks like a secret key file, encrypted or not.
bool is_secret_key_file(std::string_view text);

// A new key. With an empty passphrase the secret is not encrypted, as by `minisign -W`; otherwise
// scrypt makes 128 MB and about half a second of work for each try at the passphrase. Throws
// InputError(bad_identifier) when `person` can't name a person.
KeyFiles new_key(std::string_view person, std::string_view passphrase);

// Reads a secret key file; `name` is used in places only. `passphrase` is called, once, when the
// key is encrypted and everything that can be checked before is right. Throws InputError: not_a_key
// (no such file, or damaged), out_of_range (asks for more than 1 GiB, or for more work than
// minisign's keys do), bad_passphrase (or the encrypted part is damaged, which can't be told from
// that).
SigningKey read_signing_key(std::string_view text,
                            const std::string& name,
                            const std::function<std::string()>& passphrase);

// The trusted comment, when `signature_text` is a good signature of `bytes` by `key`; else nothing,
// also for one of minisign's old, not prehashed signatures. The first line, the untrusted comment,
// may say anything. Line ends may be those of Windows.
std::optional<std::string> signed_comment(const PublicKey& key,
                                          std::string_view bytes,
                                          std::string_view signature_text);

// A key, and whose it is in the eyes of whoever wrote the list.
struct TrustedKey {
  PublicKey key;
  std::string person;
};

// Reads a key list: a line a key, "RW... Ann Smith"; blank lines and lines that begin with # don't
// count. A minisign .pub file is read too, when its comment names the person, as new_key's does.
// Throws InputError(not_a_key, bad_identifier, duplicate_row) with every problem and its line.
std::vector<TrustedKey> read_key_list(std::string_view text, const std::string& name);

}  // namespace outturn
