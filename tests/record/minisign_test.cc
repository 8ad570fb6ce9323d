#include "record/minisign.h"

#include "record/base64.h"
#include "support/catch.h"
#include "support/refusal.h"
#include "value/problem.h"

#include <array>

using namespace outturn;

namespace {

// A key whose seed is the bytes 0 to 31, put into minisign's forms by a Python script with hashlib
// and the cryptography package, and what it signs.
const std::string kPublic = "RWQBI0VniavN7wOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const std::string kPlain =
    "untrusted comment: outturn key of Ann Smith\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAASNFZ4mrze8AAQIDBAUGBw"
    "gJ"
    "CgsMDQ4PEBESExQVFhcYGRobHB0eHwOhB7/"
    "zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG43hF1h+DgQfSqnxZtisH2eRBt"
    "uqDf2SrRD8x0kQkLhBw=\n";
const std::string kEncrypted =  // "correct horse", at the least cost
    "untrusted comment: outturn key of Ann Smith\n"
    "RWRTY0IyZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+"
    "f4CBgoMAgAAAAAAAAAAAEAAAAAAAjTgGdvi1zWYogKzVpB0KSWS3"
    "MgQrYgZ0VUf+a+/"
    "XvCIjY+p+3jSTnM7Mhbt9BFtuSbpg2RGM440nA93pQiFGQCyFEyjwybr2douu6vFtls8xrcduZEiaZ158"
    "+ZHHOtWQUHZXP5f8WlA=\n";
const std::string kSigned = R"({"total":"0"})";
const std::string kSignature =
    "untrusted comment: signature by Ann Smith\n"
    "RUQBI0VniavN7yyDakUQ0i9tOO53m1AQtcaSu6DmJ5DHbAGGQs61+"
    "sl8u5eIbnE0gKyCOW2U4FiEbNKeKQARF4PWhN4nHZ66eA8=\n"
    "trusted comment: outturn entry\n"
    "vbLvUQwnncY/eJW2WKoFVC3A1xaSA3Z8qjRRdRbdXpX1/L9WnSqSbpVCoZWzfKnHa5SGMBonG1ZGPZDIdfXJBQ==\n";

// Made by Debian's minisign 0.11: `minisign -G -W`, and `minisign -S` without and with -l.
const std::string kOfMinisign =
    "untrusted comment: minisign encrypted secret key\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAxxgCcqFvYQ4VdQqzYHRjyc"
    "uI"
    "2vO+TC7xZV/TNPSfQgP5z/azTYsgEo0SWGcA5wHEGEEJ6Lc1df91dMBI0M6laRHE/"
    "xkVZ2kxAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAA=\n";
const std::string kPublicOfMinisign = "RWTHGAJyoW9hDo0SWGcA5wHEGEEJ6Lc1df91dMBI0M6laRHE/xkVZ2kx";
const std::string kSignatureOfMinisign =
    "untrusted comment: signature from minisign secret key\n"
    "RUTHGAJyoW9hDtslnLXG2Q1S3dBDsgs3ExWh01bvsEai3r8Rl5COApSLW+EwHYfJCjUhfbdPvGIfiJohsqTxWxQVKQH/"
    "oWxM8AA=\n"
    "trusted comment: some comment\n"
    "/l4iwAXLlICNGl5YhxDRhJB996BwXszj9bqibWbnYV2nDE1PhqdDaV0wkuOoAfdInLyis0aRnYx/XZezCnPfAw==\n";
const std::string kOldSignatureOfMinisign =
    "untrusted comment: signature from minisign secret key\n"
    "RWTHGAJyoW9hDhIhSAQwJy0qwoWXkxjXQzXRwu2tN1XfRvvXFAC2UsVLI0H5G6FOFl+lCPL9TNz7irBbh8/"
    "VRuIpTNsNMCv+lws=\n"
    "trusted comment: x\n"
    "omykd3v7jFYFG94BiENOSRdQ6rLV2Pgjzm9HTD4+uTeMYpUvxQuVmhbJIKlEJir06iIdTiPPzn3iXSbC0AFsCA==\n";

PublicKey key_of(const std::string& text) {
  return parse_public_key(text).value();
}

std::string never_asked() {
  throw Defect("asked for a passphrase");
}

SigningKey read_plain(const std::string& text) {
  return read_signing_key(text, "ann.key", never_asked);
}

SigningKey open(const std::string& text, const std::string& passphrase) {
  return read_signing_key(text, "ann.key", [&] { return passphrase; });
}

const std::string kTakeACopy =
    "\n    take the file that `outturn key new` or `minisign -G` wrote, or a copy of it";
const std::string kWriteALine =
    "\n    write the key and the person, such as: RW... Ann Smith; `outturn key show` prints that "
    "line";

// The text with one character changed: a digit of base64 to its neighbour, anything else to a
// digit.
std::string tampered(std::string text, std::size_t at) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t digit = kDigits.find(text[at]);
  text[at] = kDigits[digit == std::string_view::npos ? 0 : digit ^ 1U];
  return text;
}

// The secret key file with one of its bytes changed, at a place in minisign's structure.
std::string with_byte(const std::string& file, std::size_t at, char byte) {
  const std::size_t line = file.find('\n') + 1;
  std::string bytes = bytes_of_base64(std::string_view(file).substr(line, 212)).value();
  bytes[at] = byte;
  return file.substr(0, line) + base64(bytes) + "\n";
}

}  // namespace

TEST_CASE("a public key is written as minisign -P takes it, and shown by minisign's number") {
  CHECK(to_string(key_of(kPublicOfMinisign)) == kPublicOfMinisign);
  CHECK(key_of(kPublicOfMinisign).id == "0E616FA1720218C7");  // minisign shows E616FA1720218C7
  CHECK(key_of(kPublic).id == "EFCDAB8967452301");
  for (std::size_t i = 0; i < kPublic.size(); ++i) {
    const auto other = parse_public_key(tampered(kPublic, i));
    CHECK((!other || *other != key_of(kPublic)));
  }
}

TEST_CASE("what isn't a public key is none") {
  CHECK_FALSE(parse_public_key(""));
  CHECK_FALSE(parse_public_key(kPublic + " "));
  CHECK_FALSE(parse_public_key(kPublic.substr(1)));
  CHECK_FALSE(parse_public_key("A" + kPublic.substr(1)));
  const std::string weak = "Ed01234567\x01" + std::string(31, '\0');
  CHECK_FALSE(parse_public_key(base64(weak)));
}

TEST_CASE("a signature is the same text each time, and as minisign and RFC 8032 make it") {
  const SigningKey key = read_plain(kPlain);
  CHECK(key.person() == "Ann Smith");
  CHECK(key.public_key() == key_of(kPublic));
  CHECK(key.sign(kSigned, "outturn entry") == kSignature);
  CHECK(signed_comment(key_of(kPublic), kSigned, kSignature) == "outturn entry");
}

TEST_CASE("what minisign made is read: its key, its signature") {
  const SigningKey key = read_plain(kOfMinisign);
  CHECK(key.person().empty());
  CHECK(key.public_key() == key_of(kPublicOfMinisign));
  CHECK(signed_comment(key.public_key(), "hello\n", kSignatureOfMinisign) == "some comment");
  CHECK(key.sign("", "c").starts_with("untrusted comment: signature by key 0E616FA1720218C7\n"));
  // The vector of the crate minisign-verify.
  CHECK(signed_comment(key_of("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"),
                       "test",
                       "untrusted comment: signature from minisign secret key\n"
                       "RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/"
                       "z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n"
                       "trusted comment: timestamp:1556193335\tfile:test\n"
                       "y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/"
                       "17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==") ==
        "timestamp:1556193335\tfile:test");
}

TEST_CASE("a signature holds for these bytes and this key alone") {
  CHECK_FALSE(signed_comment(key_of(kPublic), kSigned + " ", kSignature));
  CHECK_FALSE(signed_comment(key_of(kPublic), "", kSignature));
  CHECK_FALSE(signed_comment(key_of(kPublicOfMinisign), kSigned, kSignature));
  PublicKey renamed = key_of(kPublic);
  renamed.id = "0000000000000001";
  CHECK_FALSE(signed_comment(renamed, kSigned, kSignature));
}

TEST_CASE("a character changed anywhere in a signature is caught, but for its untrusted comment") {
  const std::size_t trusted = kSignature.find('\n');
  for (std::size_t i = 0; i < kSignature.size(); ++i) {
    CAPTURE(i);
    const bool good = signed_comment(key_of(kPublic), kSigned, tampered(kSignature, i)).has_value();
    CHECK(good == (i >= std::string("untrusted comment: ").size() && i < trusted));
  }
}

TEST_CASE("a signature cut off anywhere, or followed by anything, is none") {
  for (std::size_t size = 0; size + 1 < kSignature.size(); ++size) {
    CHECK_FALSE(signed_comment(key_of(kPublic), kSigned, kSignature.substr(0, size)));
  }
  CHECK_FALSE(signed_comment(key_of(kPublic), kSigned, kSignature + "\n"));
  CHECK_FALSE(signed_comment(key_of(kPublic), kSigned, kSignature + kSignature));
}

TEST_CASE("a signature may have gone through Windows") {
  std::string text;
  for (const char c : kSignature) {
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  CHECK(signed_comment(key_of(kPublic), kSigned, text) == "outturn entry");
}

TEST_CASE("minisign's old signatures, over the bytes themselves, don't count") {
  CHECK_FALSE(signed_comment(key_of(kPublicOfMinisign), "hello\n", kOldSignatureOfMinisign));
}

TEST_CASE("a trusted comment is one plain line") {
  const SigningKey key = read_plain(kPlain);
  for (const std::string& comment :
       {std::string("a\nb"), std::string("\x1b[2J"), std::string(8001, 'a')}) {
    CHECK_THROWS_AS(key.sign("", comment), Defect);
  }
  const std::string longest(8000, 'a');
  CHECK(signed_comment(key.public_key(), "", key.sign("", longest)) == longest);
}

TEST_CASE("a new key signs, encrypted or not, and no two are the same") {
  const std::string passphrase = GENERATE("", "correct horse");
  const KeyFiles files = new_key("Ann Smith", passphrase);
  CHECK(is_secret_key_file(files.secret));
  CHECK_FALSE(is_secret_key_file(files.pub));
  CHECK(files.secret.starts_with("untrusted comment: outturn key of Ann Smith\n"));
  const SigningKey key =
      passphrase.empty() ? read_plain(files.secret) : open(files.secret, passphrase);
  const auto listed = read_key_list(files.pub, "ann.key.pub");
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().person == "Ann Smith");
  CHECK(key.person() == "Ann Smith");
  CHECK(key.public_key() == listed.front().key);
  CHECK(files.pub == public_key_file(key.public_key(), "Ann Smith"));
  CHECK(signed_comment(key.public_key(), "x", key.sign("x", "c")) == "c");
  CHECK(new_key("Ann Smith", "").pub != files.pub);
}

TEST_CASE("a key names a person") {
  const std::string longest =
      GENERATE(std::string("A"), std::string(100, 'a'), std::string("Zo\xC3\xAB Brand"));
  CHECK(is_person_name(longest));
  for (const std::string& name : {std::string(),
                                  std::string(101, 'a'),
                                  std::string(" Ann"),
                                  std::string("Ann "),
                                  std::string("Ann\nSmith"),
                                  std::string("Ann\x7F"),
                                  std::string("Ann\xFF"),
                                  std::string("Ann\xC2\x85Smith"),
                                  std::string("\xE2\x80\xAEnnA"),
                                  std::string("\xE2\x81\xA6nnA")}) {
    CAPTURE(name);
    CHECK_FALSE(is_person_name(name));
  }
  CHECK(refusal_of([] { new_key("Ann\n", ""); }) ==
        "\"Ann?\" can't name a person [bad_identifier]\n    write 1 to 100 characters, without a "
        "blank "
        "at either end");
}

TEST_CASE("an encrypted key opens with its passphrase and no other") {
  CHECK(open(kEncrypted, "correct horse").sign(kSigned, "outturn entry") == kSignature);
  for (const char* wrong : {"", "Correct horse", "correct horse "}) {
    CHECK(refusal_of([&] { open(kEncrypted, wrong); }) ==
          "ann.key: this passphrase doesn't open the key, or the file is damaged [bad_passphrase]\n"
          "    type it again; a lost passphrase can't be found by anybody");
  }
}

TEST_CASE("a character changed anywhere in a secret key is caught, or is of no effect") {
  const std::string file = GENERATE(kPlain, kEncrypted);
  const std::size_t line = file.find('\n');
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (i >= std::string("untrusted comment: ").size() && i < line) {
      continue;  // the comment isn't protected
    }
    CAPTURE(i);
    const std::string outcome = refusal_of([&] {
      // The limits of scrypt may be others that come to the same work: the key is then the same.
      const SigningKey key = open(tampered(file, i), "correct horse");
      CHECK(file == kEncrypted);
      CHECK(key.public_key() == key_of(kPublic));
      CHECK(key.sign(kSigned, "outturn entry") == kSignature);
    });
    const bool in_limits = i > line + 50 && i <= line + 72;  // bytes 38 to 53, four digits a three
    CHECK((outcome != "accepted" || in_limits));
  }
}

TEST_CASE("what isn't a secret key file is refused, and told what is wrong") {
  const std::string no_file =
      "ann.key: isn't a secret key file: it has a line of comment and a line of the key "
      "[not_a_key]" +
      kTakeACopy;
  for (const std::string& text :
       {std::string(), std::string("key\n"), kPlain + "more\n", kPlain.substr(1)}) {
    CHECK(refusal_of([&] { read_plain(text); }) == no_file);
  }
  CHECK(refusal_of([] { read_plain("untrusted comment: \nAAAA\n"); }) ==
        "ann.key: isn't a secret key file: its second line is no key [not_a_key]" + kTakeACopy);
  CHECK(refusal_of([] { read_plain("untrusted comment: \n" + kPublic + "\n"); }) ==
        "ann.key: is a public key; the secret key is needed [not_a_key]\n    it is in the file of "
        "the "
        "same name without .pub");
}

TEST_CASE("a damaged secret key is refused before its passphrase is asked for") {
  const std::string unknown =
      "ann.key: is damaged, or a key of a kind that isn't known here [not_a_key]" + kTakeACopy;
  for (const std::size_t at : {0U, 2U, 4U}) {
    CHECK(refusal_of([&] { read_plain(with_byte(kEncrypted, at, 'x')); }) == unknown);
  }
  CHECK(refusal_of([&] { read_plain(with_byte(kPlain, 6, 'x')); }) == unknown);
  for (const std::size_t at : {70U, 110U, 140U}) {
    CHECK(refusal_of([&] { read_plain(with_byte(kPlain, at, 'x')); }) ==
          "ann.key: is damaged: its parts don't belong together [not_a_key]" + kTakeACopy);
  }
}

TEST_CASE("a secret key that asks for absurd work is refused before its passphrase is asked for") {
  for (const std::size_t at : {45U, 53U}) {  // the highest byte of either limit
    CHECK(refusal_of([&] { read_plain(with_byte(kEncrypted, at, '\x01')); }) ==
          "ann.key: asks for more work than a passphrase may make: more than 1 GiB of memory, or "
          "than "
          "33554432 operations [out_of_range]\n    the file is damaged, or isn't minisign's; take "
          "a copy "
          "of it");
  }
}

TEST_CASE("a key list has a line a key; blank lines and those that begin with # don't count") {
  const auto keys = read_key_list("# those who sign\n\n" + kPublic + " Ann Smith\r\n   \n" +
                                      kPublicOfMinisign + " Zo\xC3\xAB  Brand",
                                  "keys.txt");
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].key == key_of(kPublic));
  CHECK(keys[0].person == "Ann Smith");
  CHECK(keys[1].key == key_of(kPublicOfMinisign));
  CHECK(keys[1].person == "Zo\xC3\xAB  Brand");
  CHECK(read_key_list("", "keys.txt").empty());
}

TEST_CASE("everything that is wrong with a key list is told at once") {
  CHECK(refusal_of([] {
          read_key_list("Ann Smith\n" + kPublic + "\n" + kPublic + " Ann Smith\n" + kPublic +
                            "  Bob\n" + kPublic + " Bob\n",
                        "keys.txt");
        }) == "keys.txt:1: \"Ann Smith\" doesn't begin with a key [not_a_key]" + kWriteALine +
                  "\nkeys.txt:2: \"\" behind the key can't name a person [bad_identifier]" +
                  kWriteALine +
                  "\nkeys.txt:4: \" Bob\" behind the key can't name a person [bad_identifier]" +
                  kWriteALine +
                  "\nkeys.txt:5: this key is given twice, first to \"Ann Smith\" [duplicate_row]\n "
                  "   remove "
                  "one: a key has one owner");
}

TEST_CASE("a .pub file is a key list when its comment names the person") {
  CHECK(read_key_list("untrusted comment: outturn key of Ann Smith\n" + kPublic + "\n", "a.pub")
            .front()
            .person == "Ann Smith");
  CHECK(refusal_of([] {
          read_key_list("untrusted comment: minisign public key 1\n" + kPublic + "\n", "a.pub");
        }) ==
        "a.pub:1: the comment of this key doesn't say whose it is [bad_identifier]\n    write it "
        "into a key list, with the person: " +
            kPublic + " Ann Smith");
  CHECK(refusal_of([] {
          read_key_list("untrusted comment: outturn key of Ann Smith\nRW\n", "a.pub");
        }) == "a.pub:2: \"RW Ann Smith\" doesn't begin with a key [not_a_key]" + kWriteALine);
}
