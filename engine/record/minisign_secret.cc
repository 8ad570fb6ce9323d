// Secret key files. Their bytes, in this order, little-endian: what the key is for ("Ed"), how the
// passphrase is stretched ("Sc": scrypt, or two noughts: not encrypted), how the checksum is made
// ("B2": BLAKE2b-256), the salt, the limits of operations and of memory, and the encrypted part:
// the key's number, its seed, its public key, and the checksum of the algorithm, number, seed and
// public key. `minisign -W` leaves salt, limits and checksum at nought.
#include "record/base64.h"
#include "record/blake2b.h"
#include "record/minisign.h"
#include "record/minisign_form.h"
#include "record/scrypt.h"
#include "record/wipe.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

using minisign::bytes_in_line;
using minisign::comment_naming;
using minisign::id_of;
using minisign::kAlgorithmSize;
using minisign::kKeyAlgorithm;
using minisign::kNumberSize;
using minisign::kPublicSize;
using minisign::kUntrusted;
using minisign::lines_of;
using minisign::person_named_in;

constexpr std::string_view kScrypt = "Sc";
constexpr std::string_view kNotEncrypted{"\0\0", 2};
constexpr std::string_view kChecksum = "B2";

constexpr std::size_t kSaltSize = 32;
constexpr std::size_t kLimitSize = 8;
constexpr std::size_t kSeedSize = 32;
constexpr std::size_t kChecksumSize = 32;

// Where each part begins.
constexpr std::size_t kStretchingAt = 2;
constexpr std::size_t kChecksumKindAt = 4;
constexpr std::size_t kSaltAt = 6;
constexpr std::size_t kOperationsAt = kSaltAt + kSaltSize;
constexpr std::size_t kMemoryAt = kOperationsAt + kLimitSize;
constexpr std::size_t kNumberAt = kMemoryAt + kLimitSize;  // here the encrypted part begins
constexpr std::size_t kSeedAt = kNumberAt + kNumberSize;
constexpr std::size_t kPublicAt = kSeedAt + kSeedSize;
constexpr std::size_t kChecksumAt = kPublicAt + kPublicSize;
constexpr std::size_t kFileSize = kChecksumAt + kChecksumSize;

// An eighth of what minisign takes: not every machine that signs has its gibibyte to spare.
constexpr std::uint64_t kOperations = 4'194'304;
constexpr std::uint64_t kMemory = 134'217'728;

std::string_view part(std::string_view bytes, std::size_t at, std::size_t size) {
  return bytes.substr(at, size);
}

void append_number(std::string& bytes, std::uint64_t number) {
  for (unsigned i = 0; i < kLimitSize; ++i) {
    bytes += static_cast<char>(number >> 8 * i & 0xFFU);
  }
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = kLimitSize; i > 0; --i) {
    number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return number;
}

bool is_blank(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

// The encrypted part with the stream that the passphrase gives laid over it: the same step encrypts
// and decrypts. False when the memory for that isn't there.
bool apply_passphrase(std::string& bytes, std::string_view passphrase) {
  const ScryptCost cost = scrypt_cost(number_at(bytes, kOperationsAt), number_at(bytes, kMemoryAt));
  auto stream = scrypt(passphrase, part(bytes, kSaltAt, kSaltSize), cost, kFileSize - kNumberAt);
  if (!stream) {
    return false;
  }
  const Wipe wipe(*stream);
  for (std::size_t i = 0; i < stream->size(); ++i) {
    bytes[kNumberAt + i] = static_cast<char>(bytes[kNumberAt + i] ^ (*stream)[i]);
  }
  return true;
}

std::string checksum_of(std::string_view bytes) {
  std::string checked;
  checked.reserve(kFileSize);
  const Wipe wipe(checked);
  checked += part(bytes, 0, kAlgorithmSize);
  checked += part(bytes, kNumberAt, kChecksumAt - kNumberAt);
  return blake2b(checked, kChecksumSize);
}

bool is_encrypted(std::string_view bytes) {
  return part(bytes, kStretchingAt, kAlgorithmSize) == kScrypt;
}

// --- reading ---

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
  throw InputError(Place{name},
                   Reason::not_a_key,
                   what,
                   "take the file that `outturn key new` or `minisign -G` wrote, or a copy of it");
}

// What can be seen to be wrong without the passphrase.
void check_form(std::string_view bytes, const std::string& name) {
  const bool encrypted = is_encrypted(bytes);
  const bool plain = part(bytes, kStretchingAt, kAlgorithmSize) == kNotEncrypted &&
                     is_blank(part(bytes, kSaltAt, kNumberAt - kSaltAt));
  if (!bytes.starts_with(kKeyAlgorithm) ||
      part(bytes, kChecksumKindAt, kAlgorithmSize) != kChecksum || !(encrypted || plain)) {
    refuse(name, "is damaged, or a key of a kind that isn't known here");
  }
  if (number_at(bytes, kOperationsAt) > kMostScryptOperations ||
      number_at(bytes, kMemoryAt) > kMostScryptMemory) {
    throw InputError(Place{name},
                     Reason::out_of_range,
                     "asks for more work than a passphrase may make: more than 1 GiB of memory, or "
                     "than 33554432 operations",
                     "the file is damaged, or isn't minisign's; take a copy of it");
  }
}

std::string bytes_of_file(const std::vector<std::string_view>& lines, const std::string& name) {
  if (lines.size() != 2 || !lines[0].starts_with(kUntrusted)) {
    refuse(name, "isn't a secret key file: it has a line of comment and a line of the key");
  }
  if (parse_public_key(lines[1])) {
    throw InputError(Place{name},
                     Reason::not_a_key,
                     "is a public key; the secret key is needed",
                     "it is in the file of the same name without .pub");
  }
  auto bytes = bytes_in_line(lines[1], kFileSize);
  if (!bytes) {
    refuse(name, "isn't a secret key file: its second line is no key");
  }
  return std::move(*bytes);
}

void open_with_passphrase(std::string& bytes,
                          const std::string& name,
                          const std::function<std::string()>& ask) {
  std::string passphrase = ask();
  const Wipe wipe(passphrase);
  if (!apply_passphrase(bytes, passphrase)) {
    throw InputError(Place{name},
                     Reason::out_of_range,
                     fmt::format("needs {} MB of memory to be opened, and there isn't that much",
                                 number_at(bytes, kMemoryAt) / 1'000'000),
                     "end other programs, or use another machine");
  }
  if (checksum_of(bytes) != part(bytes, kChecksumAt, kChecksumSize)) {
    throw InputError(Place{name},
                     Reason::bad_passphrase,
                     "this passphrase doesn't open the key, or the file is damaged",
                     "type it again; a lost passphrase can't be found by anybody");
  }
}

// `minisign -W` writes no checksum; ours has one.
bool is_whole(std::string_view bytes) {
  const std::string_view checksum = part(bytes, kChecksumAt, kChecksumSize);
  return checksum == checksum_of(bytes) || (!is_encrypted(bytes) && is_blank(checksum));
}

SigningKey key_in(std::string_view bytes, std::string person, const std::string& name) {
  Ed25519Key secret(part(bytes, kSeedAt, kSeedSize));
  PublicKey key{id_of(part(bytes, kNumberAt, kNumberSize)),
                std::string(part(bytes, kPublicAt, kPublicSize))};
  if (!is_whole(bytes) || secret.public_bytes() != key.bytes) {
    refuse(name, "is damaged: its parts don't belong together");
  }
  return SigningKey(std::move(key), std::move(person), std::move(secret));
}

// --- writing ---

// All but the checksum.
void append_new_key(std::string& bytes, bool encrypted) {
  std::string seed = random_bytes(kSeedSize);
  const Wipe wipe(seed);
  bytes += kKeyAlgorithm;
  bytes += encrypted ? kScrypt : kNotEncrypted;
  bytes += kChecksum;
  bytes += encrypted ? random_bytes(kSaltSize) : std::string(kSaltSize, '\0');
  append_number(bytes, encrypted ? kOperations : 0);
  append_number(bytes, encrypted ? kMemory : 0);
  bytes += random_bytes(kNumberSize);
  bytes += seed;
  bytes += Ed25519Key(seed).public_bytes();
}

std::string file_with(std::string_view person, const std::string& line) {
  return comment_naming(person) + '\n' + line + '\n';
}

}  // namespace

std::string public_key_file(const PublicKey& key, std::string_view person) {
  return file_with(person, to_string(key));
}

bool is_secret_key_file(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  return lines.size() == 2 && lines[0].starts_with(kUntrusted) &&
         lines[1].size() == (kFileSize + 2) / 3 * 4;
}

KeyFiles new_key(std::string_view person, std::string_view passphrase) {
  if (!is_person_name(person)) {
    throw InputError(Place{},
                     Reason::bad_identifier,
                     shown(person) + " can't name a person",
                     "write 1 to 100 characters, without a blank at either end");
  }
  std::string bytes;
  bytes.reserve(kFileSize);
  const Wipe wipe(bytes);
  append_new_key(bytes, !passphrase.empty());
  bytes += checksum_of(bytes);
  const PublicKey key{id_of(part(bytes, kNumberAt, kNumberSize)),
                      std::string(part(bytes, kPublicAt, kPublicSize))};
  if (!passphrase.empty() && !apply_passphrase(bytes, passphrase)) {
    throw std::bad_alloc();
  }
  return {file_with(person, base64(bytes)), public_key_file(key, person)};
}

SigningKey read_signing_key(std::string_view text,
                            const std::string& name,
                            const std::function<std::string()>& passphrase) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::string bytes = bytes_of_file(lines, name);
  const Wipe wipe(bytes);
  check_form(bytes, name);
  if (is_encrypted(bytes)) {
    open_with_passphrase(bytes, name, passphrase);
  }
  return key_in(bytes, person_named_in(lines[0]), name);
}

}  // namespace outturn
