// What keys and signatures are made of, against the values that the standards publish.
#include "record/base64.h"
#include "record/blake2b.h"
#include "record/ed25519.h"
#include "record/scrypt.h"
#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"

#include <fmt/format.h>

using namespace outturn;

namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

std::string bytes_of(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace

TEST_CASE("base64 writes what RFC 4648 shows, and reads it back") {
  const auto [bytes, text] = GENERATE(table<std::string, std::string>({{"", ""},
                                                                       {"f", "Zg=="},
                                                                       {"fo", "Zm8="},
                                                                       {"foo", "Zm9v"},
                                                                       {"foob", "Zm9vYg=="},
                                                                       {"fooba", "Zm9vYmE="},
                                                                       {"foobar", "Zm9vYmFy"},
                                                                       {"\xFB\xEF\xBE", "++++"},
                                                                       {"\xFF\xFF\xFF", "////"}}));
  CHECK(base64(bytes) == text);
  CHECK(bytes_of_base64(text) == bytes);
}

TEST_CASE("base64 has one text for each run of bytes") {
  const std::string text = GENERATE("Zg",
                                    "Zg=",
                                    "Zg===",
                                    "Zh==",
                                    "Zm9=",
                                    "Z",
                                    "=",
                                    "====",
                                    " Zg==",
                                    "Zg==\n",
                                    "Zm9-",
                                    "Zg==Zg==");
  CHECK(bytes_of_base64(text) == std::nullopt);
}

TEST_CASE("BLAKE2b gives the digests of RFC 7693, and those of the cryptographic library") {
  CHECK(hex(blake2b("abc", 64)) ==
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  CHECK(hex(blake2b("abc", 32)) ==  // by Python's hashlib
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  Random random;
  CAPTURE(random.seed());
  for (std::size_t size = 0; size < 400; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
      byte = static_cast<char>(random.between(-128, 127));
    }
    REQUIRE(blake2b(bytes, 64) == blake2b_512(bytes));
  }
  CHECK_THROWS_AS(blake2b("", 0), Defect);
  CHECK_THROWS_AS(blake2b("", 65), Defect);
}

TEST_CASE("Ed25519 signs as RFC 8032 shows") {
  const auto [seed, key, message, signature] =
      GENERATE(table<std::string, std::string, std::string, std::string>(
          {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
           {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"}}));
  const Ed25519Key secret(bytes_of(seed));
  CHECK(hex(secret.public_bytes()) == key);
  CHECK(hex(secret.sign(bytes_of(message))) == signature);
  CHECK(ed25519_verifies(bytes_of(key), bytes_of(message), bytes_of(signature)));
  CHECK_FALSE(ed25519_verifies(bytes_of(key), bytes_of(message) + "x", bytes_of(signature)));
  CHECK_FALSE(ed25519_verifies(bytes_of(key), bytes_of(message), bytes_of(signature) + "x"));
  CHECK_FALSE(ed25519_verifies("short", bytes_of(message), bytes_of(signature)));
}

TEST_CASE("keys under which anybody can sign are known") {
  // With the key 0100..00 a signature of R = B, S = 1 holds for every message.
  const std::string key = std::string("\x01", 1) + std::string(31, '\0');
  const std::string anybodys =
      bytes_of("5866666666666666666666666666666666666666666666666666666666666666") + key;
  CHECK(ed25519_verifies(key, "pay it all", anybodys));
  CHECK(is_weak_ed25519(key));
  CHECK(is_weak_ed25519(std::string("\x01", 1) + std::string(30, '\0') + "\x80"));
  CHECK_FALSE(is_weak_ed25519(Ed25519Key(std::string(32, 's')).public_bytes()));
}

TEST_CASE("scrypt gives the keys of RFC 7914") {
  CHECK(hex(scrypt("password", "NaCl", {1024, 8, 16}, 64).value()) ==
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  CHECK(hex(scrypt("", "", {16, 1, 1}, 64).value()) ==
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  CHECK(scrypt("", "", {std::uint64_t{1} << 40U, 8, 1}, 64) == std::nullopt);
}

TEST_CASE("the cost of scrypt is made of its limits as libsodium makes it") {
  // libsodium's crypto_pwhash_scryptsalsa208sha256: interactive, ours, sensitive (minisign's), the
  // least, one bound by its operations, one with several lanes.
  const auto [operations, memory, n, p] =
      GENERATE(table<std::uint64_t, std::uint64_t, std::uint64_t, std::uint32_t>(
          {{524288, 16777216, 16384, 1},
           {4194304, 134217728, 131072, 1},
           {33554432, 1073741824, 1048576, 1},
           {0, 0, 2, 512},
           {32768, 1073741824, 1024, 1},
           {4194304, 16777216, 16384, 8}}));
  const ScryptCost cost = scrypt_cost(operations, memory);
  CHECK(cost.n == n);
  CHECK(cost.r == 8);
  CHECK(cost.p == p);
  CHECK_THROWS_AS(scrypt_cost(kMostScryptOperations + 1, 0), Defect);
  CHECK_THROWS_AS(scrypt_cost(0, kMostScryptMemory + 1), Defect);
}
