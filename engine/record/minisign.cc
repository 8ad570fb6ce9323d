#include "record/minisign.h"

#include "record/base64.h"
#include "record/minisign_form.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

using minisign::bytes_in_line;
using minisign::id_of;
using minisign::kAlgorithmSize;
using minisign::kKeyAlgorithm;
using minisign::kNumberSize;
using minisign::kPrehashedAlgorithm;
using minisign::kPublicSize;
using minisign::kTrusted;
using minisign::kUntrusted;
using minisign::lines_of;
using minisign::number_of;
using minisign::person_named_in;

constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kLongestComment = 8000;  // minisign reads 8192 bytes with what stands before

// In UTF-8: what a terminal may obey or show as nothing, and what ends a line or turns the
// direction of writing: C1, U+2028 to U+202E, U+2066 to U+2069.
bool misleads(std::string_view text) {
  constexpr auto kIsControl = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  };
  if (std::any_of(text.begin(), text.end(), kIsControl)) {
    return true;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view two = text.substr(at, 2);
    const std::string_view three = text.substr(at, 3);
    if ((two >= "\xC2\x80" && two <= "\xC2\x9F") ||
        (three >= "\xE2\x80\xA8" && three <= "\xE2\x80\xAE") ||
        (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9")) {
      return true;
    }
  }
  return false;
}

// A signature line: by which key, and its bytes; nothing unless it is of the prehashed kind.
struct SignatureLine {
  std::string id;
  std::string signature;
};

std::optional<SignatureLine> read_signature_line(std::string_view line) {
  const auto bytes = bytes_in_line(line, kAlgorithmSize + kNumberSize + kSignatureSize);
  if (!bytes || !bytes->starts_with(kPrehashedAlgorithm)) {
    return std::nullopt;
  }
  return SignatureLine{id_of(std::string_view(*bytes).substr(kAlgorithmSize, kNumberSize)),
                       bytes->substr(kAlgorithmSize + kNumberSize)};
}

// --- key lists ---

constexpr const char* kLineAdvice =
    "write the key and the person, such as: RW... Ann Smith; `outturn key show` prints that line";

// One line of a list. Adds to `problems` what is wrong with it, and is then nothing.
std::optional<TrustedKey> read_key_line(std::string_view line,
                                        const Place& place,
                                        Problems& problems) {
  const std::size_t blank = line.find(' ');
  const auto key = parse_public_key(line.substr(0, blank));
  if (!key) {
    problems.add(place, Reason::not_a_key, shown(line) + " doesn't begin with a key", kLineAdvice);
    return std::nullopt;
  }
  const std::string_view person =
      blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
  if (!is_person_name(person)) {
    problems.add(place,
                 Reason::bad_identifier,
                 shown(person) + " behind the key can't name a person",
                 kLineAdvice);
    return std::nullopt;
  }
  return TrustedKey{*key, std::string(person)};
}

std::string_view shown_key(std::string_view text) {
  return parse_public_key(text) ? text : "RW...";
}

// The two lines of a .pub file as the one line of a list.
std::string line_of_pub_file(const std::vector<std::string_view>& lines, const std::string& name) {
  const std::string person = person_named_in(lines[0]);
  if (person.empty()) {
    throw InputError(Place{name, 1},
                     Reason::bad_identifier,
                     "the comment of this key doesn't say whose it is",
                     fmt::format("write it into a key list, with the person: {} Ann Smith",
                                 shown_key(lines[1])));
  }
  return fmt::format("{} {}", lines[1], person);
}

void refuse_key_twice(const std::vector<TrustedKey>& keys, const Place& place, Problems& problems) {
  const auto same = [&](const TrustedKey& key) { return key.key.bytes == keys.back().key.bytes; };
  const auto first = std::find_if(keys.begin(), keys.end(), same);
  if (first != keys.end() - 1) {
    problems.add(place,
                 Reason::duplicate_row,
                 fmt::format("this key is given twice, first to {}", shown(first->person)),
                 "remove one: a key has one owner");
  }
}

}  // namespace

std::string to_string(const PublicKey& key) {
  return base64(std::string(kKeyAlgorithm) + number_of(key.id) + key.bytes);
}

std::optional<PublicKey> parse_public_key(std::string_view text) {
  const auto bytes = bytes_in_line(text, kAlgorithmSize + kNumberSize + kPublicSize);
  if (!bytes || !bytes->starts_with(kKeyAlgorithm)) {
    return std::nullopt;
  }
  PublicKey key{id_of(std::string_view(*bytes).substr(kAlgorithmSize, kNumberSize)),
                bytes->substr(kAlgorithmSize + kNumberSize)};
  return is_weak_ed25519(key.bytes) ? std::nullopt : std::optional(std::move(key));
}

bool is_person_name(std::string_view text) {
  return !text.empty() && invalid_utf8_at(text) == std::string_view::npos &&
         characters_in(text) <= 100 && !text.starts_with(' ') && !text.ends_with(' ') &&
         !misleads(text);
}

SigningKey::SigningKey(PublicKey key, std::string person, Ed25519Key secret)
    : public_key_(std::move(key)), person_(std::move(person)), secret_(std::move(secret)) {}

std::string SigningKey::sign(std::string_view bytes, std::string_view trusted_comment) const {
  if (trusted_comment.size() > kLongestComment || misleads(trusted_comment)) {
    throw Defect("a trusted comment is one plain line");
  }
  const std::string signature = secret_.sign(blake2b_512(bytes));
  const std::string global = secret_.sign(signature + std::string(trusted_comment));
  return fmt::format(
      "{}signature by {}\n{}\n{}{}\n{}\n",
      kUntrusted,
      person_.empty() ? "key " + public_key_.id : person_,
      base64(std::string(kPrehashedAlgorithm) + number_of(public_key_.id) + signature),
      kTrusted,
      trusted_comment,
      base64(global));
}

std::optional<std::string> signed_comment(const PublicKey& key,
                                          std::string_view bytes,
                                          std::string_view signature_text) {
  const std::vector<std::string_view> lines = lines_of(signature_text);
  if (lines.size() != 4 || !lines[0].starts_with(kUntrusted) || !lines[2].starts_with(kTrusted)) {
    return std::nullopt;
  }
  const auto signature = read_signature_line(lines[1]);
  const auto global = bytes_in_line(lines[3], kSignatureSize);
  if (!signature || !global || signature->id != key.id) {
    return std::nullopt;
  }
  const std::string comment(lines[2].substr(kTrusted.size()));
  const bool good = ed25519_verifies(key.bytes, blake2b_512(bytes), signature->signature) &&
                    ed25519_verifies(key.bytes, signature->signature + comment, *global);
  return good ? std::optional(comment) : std::nullopt;
}

std::vector<TrustedKey> read_key_list(std::string_view text, const std::string& name) {
  std::vector<std::string_view> lines = lines_of(text);
  std::string of_pub_file;
  if (lines.size() == 2 && lines[0].starts_with(kUntrusted)) {
    of_pub_file = line_of_pub_file(lines, name);
    lines = {"", of_pub_file};
  }
  std::vector<TrustedKey> keys;
  Problems problems;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find_first_not_of(' ') == std::string_view::npos || lines[i].starts_with('#')) {
      continue;
    }
    const Place place{name, i + 1};
    if (auto key = read_key_line(lines[i], place, problems)) {
      keys.push_back(std::move(*key));
      refuse_key_twice(keys, place, problems);
    }
  }
  problems.throw_if_any();
  return keys;
}

}  // namespace outturn
