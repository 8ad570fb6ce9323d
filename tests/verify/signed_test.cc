// Whether two people whom the reader trusts signed these very bytes.
#include "support/catch.h"
#include "verify/made_register.h"
#include "verify/sample.h"

namespace outturn::testing {
namespace {

using verify::Inputs;

std::string is_signed(const Inputs& inputs) {
  return told(verify::verify(inputs).is_signed);
}

std::string text() {
  return sample("statement.json");
}

Inputs with(const MadeRegister& records) {
  Inputs inputs = sample_inputs();
  inputs.proof = records.proof_file();
  inputs.keys = trusted_keys();
  return inputs;
}

// Prepared and approved by these two, and issued if somebody is named.
Inputs decided(const SigningKey& preparer, const SigningKey& approver) {
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), preparer);
  records.decide("approved", entry, text(), approver);
  return with(records);
}

TEST_CASE("a statement prepared by one and approved by another is signed by two people") {
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), ann());
  records.decide("approved", entry, text(), bob());
  records.decide("issued", entry, text(), ann());
  const verify::Verdict verdict = verify::verify(with(records)).is_signed;
  CHECK(told(verdict) == "yes");
  CHECK(verdict.notes == std::vector<std::string>{"Prepared by Ann Smith.",
                                                  "Approved by Bob Jones.",
                                                  "Issued by Ann Smith."});
}

TEST_CASE("without keys that the reader trusts, or without signatures, nothing is checked") {
  Inputs inputs = decided(ann(), bob());
  inputs.keys.reset();
  CHECK(is_signed(inputs) ==
        "not checked: whose signatures would do: no list of the keys that you trust was given");
  inputs.keys = trusted_keys();
  inputs.proof.reset();
  CHECK(is_signed(inputs) == "not checked: the signatures: they aren't here");
}

TEST_CASE("one person alone, or one key, is no two people") {
  CHECK(is_signed(decided(ann(), ann())) ==
        "no: proof.json, entry 5: by.key: the same key prepared and approved");
  CHECK(is_signed(decided(ann(), second_key_of_ann())) ==
        "no: proof.json, entry 5: by.person: Ann Smith prepared and approved");
  MadeRegister records;
  records.prepare(text(), ann());
  CHECK(is_signed(with(records)) ==
        "no: proof.json: entries: nobody approved entry 4; one signature is no two");
  CHECK(is_signed(with(MadeRegister())) ==
        "no: proof.json: entries: none of them prepared a statement");
}

TEST_CASE("a key that the reader doesn't trust signs nothing, whatever the register says") {
  const std::string answer = is_signed(decided(ann(), eve()));
  CHECK(answer == "no: proof.json, entry 5: by.key: \"" + to_string(eve().public_key()) +
                      "\" isn't among the keys that you trust (keys.txt)");
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), ann());
  Json fields = {{"entry", entry},
                 {"statement", "x"},
                 {"statement_signature", records.signature("approved", entry, text(), bob())},
                 {"by", {{"key", to_string(bob().public_key())}, {"person", "Robert Jones"}}}};
  records.add("approved", fields, bob());
  CHECK(is_signed(with(records)) ==
        "no: proof.json, entry 5: by.person says \"Robert Jones\", and by keys.txt it should say "
        "\"Bob Jones\"");
}

TEST_CASE("a key that was revoked before it signed is no good, and one revoked later is") {
  const Json revoked = {{"key", to_string(bob().public_key())}, {"reason", "lost"}};
  MadeRegister before;
  const std::int64_t entry = before.prepare(text(), ann());
  before.add("key_revoked", revoked, ann());
  before.decide("approved", entry, text(), bob());
  CHECK(is_signed(with(before)) ==
        "no: proof.json, entry 6: by.key: the key was revoked by entry 5, before it signed");
  MadeRegister after;
  const std::int64_t same = after.prepare(text(), ann());
  after.decide("approved", same, text(), bob());
  after.add("key_revoked", revoked, ann());
  CHECK(is_signed(with(after)) == "yes");
}

TEST_CASE("a signature of other bytes, in another role or for another entry is none") {
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), ann());
  const auto approved_with = [&](const std::string& signature) {
    MadeRegister copy = records;
    copy.add("approved",
             {{"entry", entry}, {"statement", "x"}, {"statement_signature", signature}},
             bob());
    return is_signed(with(copy));
  };
  const std::string other =
      changed([](Json& json) { json["period"]["name"] = "2015"; }).statement.text;
  CHECK(approved_with(records.signature("approved", entry, other, bob())) ==
        "no: proof.json, entry 5: statement_signature: it isn't a signature of this statement by "
        "its key");
  CHECK(approved_with(records.signature("approved", entry, text(), ann())) ==
        "no: proof.json, entry 5: statement_signature: it isn't a signature of this statement by "
        "its key");
  CHECK(approved_with(records.signature("prepared", entry, text(), bob()))
            .starts_with("no: proof.json, entry 5: trusted comment of statement_signature says "
                         "\"outturn: prepared statement of harbour-town 2014"));
  CHECK(approved_with(records.signature("approved", entry + 1, text(), bob()))
            .starts_with("no: proof.json, entry 5: trusted comment of statement_signature says"));
  CHECK(approved_with("nonsense") ==
        "no: proof.json, entry 5: statement_signature: it isn't a signature of this statement by "
        "its key");
}

// --- signatures as files of their own ---

Inputs detached(const std::string& prepared, const std::string& approved) {
  Inputs inputs = sample_inputs();
  inputs.keys = trusted_keys();
  inputs.signatures.prepared = {"statement.json.prepared.minisig", prepared};
  inputs.signatures.approved = {"statement.json.approved.minisig", approved};
  return inputs;
}

TEST_CASE("signatures beside the statement do as well, for one register and entry") {
  const MadeRegister records;
  const auto answer = [&](const std::string& prepared, const std::string& approved) {
    return is_signed(detached(prepared, approved));
  };
  const std::string by_ann = records.signature("prepared", 4, text(), ann());
  const std::string by_bob = records.signature("approved", 4, text(), bob());
  const verify::Verdict verdict = verify::verify(detached(by_ann, by_bob)).is_signed;
  CHECK(told(verdict) == "yes");
  CHECK(verdict.notes.front() ==
        "Whether a key had been revoked before, only a proof of the register shows.");
  CHECK(answer(by_ann, records.signature("approved", 4, text(), ann())) ==
        "no: statement.json.approved.minisig: by.key: the same key prepared and approved");
  CHECK(answer(by_ann, records.signature("approved", 4, text(), eve())) ==
        "no: statement.json.approved.minisig: it isn't a signature of this statement by a key that "
        "you trust (keys.txt)");
  CHECK(answer(by_ann, records.signature("approved", 5, text(), bob()))
            .starts_with("no: statement.json.approved.minisig: register and entry of the comment"));
  CHECK(answer(by_bob, by_ann)
            .starts_with("no: statement.json.prepared.minisig: trusted comment says \"outturn: "
                         "approved statement of harbour-town 2014, register "));
}

TEST_CASE("a key list that can't be read is refused: it is the reader's own") {
  Inputs inputs = decided(ann(), bob());
  inputs.keys = verify::File{"keys.txt", "Ann Smith\n"};
  CHECK(refusal(inputs).starts_with("keys.txt:1"));
}

}  // namespace
}  // namespace outturn::testing
