// Whether the register holds the statement, under the root that the reader knows.
#include "support/catch.h"
#include "verify/made_register.h"
#include "verify/sample.h"

#include <functional>

namespace outturn::testing {
namespace {

using verify::Inputs;

std::string registered(const Inputs& inputs) {
  return told(verify::verify(inputs).registered);
}

std::string text() {
  return sample("statement.json");
}

Inputs with(const Json& proof, std::optional<verify::File> head) {
  Inputs inputs = sample_inputs();
  inputs.proof = verify::File{"proof.json", canonical(proof)};
  inputs.head = std::move(head);
  return inputs;
}

MadeRegister issued() {
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), ann());
  records.decide("approved", entry, text(), bob());
  records.decide("issued", entry, text(), ann());
  return records;
}

TEST_CASE("a statement whose entries lead to the root that the reader kept is in the register") {
  const MadeRegister records = issued();
  const verify::Report report = verify::verify(with(records.proof(), records.head()));
  CHECK(told(report.registered) == "yes");
  CHECK(report.state == "issued");
  CHECK(report.registered.notes ==
        std::vector<std::string>{
            "Entry 4 of 6 in register \"0123456789abcdef0123456789abcdef\".",
            "It is issued (entry 6): nothing later in this proof takes it back."});
}

TEST_CASE("entries of kinds that the verifier doesn't ask about do no harm") {
  MadeRegister records = issued();
  records.add("dispute_opened",
              {{"entry", 4},
               {"statement", std::string(64, '0')},
               {"about", {{"of", "total"}}},
               {"held", {{"minor", "1"}, {"shown", "£0.01"}}},
               {"reason", "so"}},
              bob());
  records.add(
      "dispute_answered", {{"dispute", 7}, {"outcome", "rejected"}, {"reason", "no"}}, ann());
  const verify::Report report = verify::verify(with(records.proof(), records.head()));
  CHECK(told(report.registered) == "yes");
  CHECK(report.state == "issued");
}

TEST_CASE("an earlier head does, where the proof leads from it") {
  const MadeRegister records = issued();
  CHECK(registered(with(records.proof_since(3), records.head(3))) == "yes");
  CHECK(registered(with(records.proof(), records.head(3))) ==
        "not checked: your head of 3 entries: the proof, of 6, doesn't lead from it");
  CHECK(registered(with(records.proof_since(2), records.head(3))) ==
        "not checked: your head of 3 entries: the proof, of 6, doesn't lead from it");
}

TEST_CASE("without a proof, a head or a proof as new as the head it isn't checked") {
  CHECK(registered(sample_inputs()) ==
        "not checked: whether the register holds it: there is no proof");
  MadeRegister records = issued();
  const Json proof = records.proof();
  CHECK(registered(with(proof, std::nullopt)) ==
        "not checked: whether this is the register that others are shown: no head was given");
  records.add("key_added", {{"key", {{"public", "x"}, {"person", "X"}}}}, ann());
  CHECK(registered(with(proof, records.head())) ==
        "not checked: your head: it is of 7 entries, and the proof of 6");
}

TEST_CASE("a register that was rewritten has another root") {
  const MadeRegister records = issued();
  MadeRegister other;
  other.prepare(text(), bob());
  other.prepare(text(), bob());
  other.prepare(text(), bob());
  CHECK(
      registered(with(records.proof(), other.head())).starts_with("no: proof.json: root says \""));
  CHECK(registered(with(records.proof_since(4), other.head(4)))
            .starts_with("no: proof.json: since.root says \""));
  verify::File head = records.head();
  head.text.replace(head.text.find("0123"), 4, "4567");
  CHECK(registered(with(records.proof(), head)) ==
        "no: proof.json: register says \"0123456789abcdef0123456789abcdef\", and by your head, "
        "head.txt, it should say \"4567456789abcdef0123456789abcdef\"");
}

TEST_CASE("a proof of which anything was changed is found") {
  const auto [change, fault] = GENERATE(table<std::function<void(Json&)>, std::string>({
      {[](Json& proof) { proof["form"] = "proof"; },
       "no: proof.json: form is not \"outturn-proof/1\""},
      {[](Json& proof) { proof["root"] = std::string(64, '0'); },
       "no: proof.json, entry 1: path: it doesn't lead from this entry to the root of the proof"},
      {[](Json& proof) { proof["size"] = 7; },
       "no: proof.json, entry 5: path: it doesn't lead from this entry to the root of the proof"},
      {[](Json& proof) { proof["size"] = 5; },
       "no: proof.json: entries[5].sequence is not above that of the entry before it, and at most "
       "size"},
      {[](Json& proof) { proof["size"] = -1; }, "no: proof.json: size is not a count"},
      {[](Json& proof) { proof["entries"][3]["path"][0] = std::string(64, '0'); },
       "no: proof.json, entry 4: path: it doesn't lead from this entry to the root of the proof"},
      {[](Json& proof) { proof["entries"][3]["path"].erase(0); },
       "no: proof.json, entry 4: path: it doesn't lead from this entry to the root of the proof"},
      {[](Json& proof) { proof["entries"][3]["sequence"] = 5; },
       "no: proof.json: entries[4].sequence is not above that of the entry before it, and at most "
       "size"},
      {[](Json& proof) { proof["register"] = "f"; },
       "no: proof.json, entry 1: register says \"0123456789abcdef0123456789abcdef\", and by the "
       "proof it should say \"f\""},
      {[](Json& proof) { proof["since"]["path"][0] = std::string(64, '0'); },
       "no: proof.json: since.path: it doesn't show that the register began with the 3 entries of "
       "its earlier root"},
      {[](Json& proof) { proof["entries"][3]["body"] = "{"; }, "no: proof.json, entry 4: "},
      {[](Json& proof) {
         std::string body = proof["entries"][3]["body"];
         proof["entries"][3]["body"] = body + " ";
       },
       "no: proof.json, entry 4: the entry isn't in canonical form (RFC 8785)"},
      {[](Json& proof) {
         std::string body = proof["entries"][3]["body"];
         proof["entries"][3]["body"] = body.replace(body.find("02:14"), 5, "03:14");
       },
       "no: proof.json, entry 4: path: it doesn't lead from this entry to the root of the proof"},
  }));
  Json proof = issued().proof_since(3);
  change(proof);
  const std::string answer = registered(with(proof, issued().head()));
  CAPTURE(fault);
  CHECK(answer.substr(0, fault.size()) == fault);
}

TEST_CASE("an entry that says other than its statement is found, though it is signed") {
  const auto [changes, fault] = GENERATE(table<Json, std::string>({
      {{{"contract", "other"}}, "contract says \"\"other\"\", and by contract.id of the statement"},
      {{{"period", "2015"}}, "period says \"\"2015\"\", and by period.name of the statement"},
      {{{"run", "interim"}}, "run says \"\"interim\"\", and by run.kind of the statement"},
      {{{"payable", false}}, "payable says \"false\", and by run.payable of the statement"},
      {{{"currency", "USD"}},
       "currency says \"\"USD\"\", and by contract.currency of the statement"},
      {{{"due", {{"minor", "1"}}}},
       "due.minor says \"\"1\"\", and by total.minor of the statement"},
      {{{"due", {{"shown", "£1"}}}},
       "due.shown says \"\"£1\"\", and by total.shown of the statement"},
      {{{"evidence", "0"}},
       "evidence says \"\"0\"\", and by pins.evidence.sha256 of the statement"},
      {{{"engine", "9"}}, "engine says \"\"9\"\", and by pins.engine of the statement"},
      {{{"batches", Json::array()}}, "batches says \"[]\", and by pins.batches of the statement"},
      {{{"known_at_batch", 1}},
       "known_at_batch says \"1\", and by pins of the statement it should say \"2\""},
      {{{"statements", {{{"contract", "x"}}}}},
       "statements says \"[{\"contract\":\"x\"}]\", and by pins of the statement it should say "
       "\"[]\""},
      {{{"documents", Json::array()}},
       "documents: pins.rules[0] of the statement, \"harbour-town.yaml\", isn't among them"},
      {{{"statement", "0"}}, "statement says \"0\", and by the statement's bytes it should say"},
  }));
  MadeRegister records;
  records.prepare(text(), ann(), changes);
  const std::string answer = registered(with(records.proof(), records.head()));
  CAPTURE(fault);
  CHECK(answer.starts_with("no: proof.json, entry 4: " + fault));
}

TEST_CASE("an entry that isn't signed by whom it names, or for what it is, is found") {
  MadeRegister records;
  Json fields = {{"by", {{"key", to_string(ann().public_key())}, {"person", "Ann Smith"}}},
                 {"engine", "0.1.0"}};
  records.add("opened", fields, bob());
  CHECK(registered(with(records.proof(), records.head())) ==
        "no: proof.json, entry 4: signature: it isn't one of this entry by by.key");
  MadeRegister renamed;
  fields["by"] = {{"key", to_string(bob().public_key())}, {"person", "Ann Smith"}};
  renamed.add("opened", fields, bob());
  CHECK(registered(with(renamed.proof(), renamed.head())) ==
        "no: proof.json, entry 4: by.person says \"Ann Smith\", and by entry 2, which added the "
        "key, it should say \"Bob Jones\"");
}

TEST_CASE("what became of a statement is said: approved, issued, rejected, superseded") {
  const auto state = [](const std::function<void(MadeRegister&, std::int64_t)>& then) {
    MadeRegister records;
    then(records, records.prepare(text(), ann()));
    const verify::Report report = verify::verify(with(records.proof(), records.head()));
    CHECK(told(report.registered) == "yes");
    return report.state + ": " + report.registered.notes.back();
  };
  CHECK(state([](MadeRegister&, std::int64_t) {}) ==
        "prepared: It is prepared (entry 4): nobody has approved it in this proof.");
  CHECK(state([](MadeRegister& records, std::int64_t entry) {
          records.decide("approved", entry, text(), bob());
        }) == "approved: It is approved (entry 5): it isn't issued in this proof.");
  CHECK(state([](MadeRegister& records, std::int64_t entry) {
          records.decide("rejected", entry, text(), bob());
        }) == "rejected: It is rejected (entry 5): nothing is payable by it.");
  const auto superseded = [](bool issued) {
    return [issued](MadeRegister& records, std::int64_t entry) {
      records.decide("approved", entry, text(), bob());
      records.decide("issued", entry, text(), ann());
      const std::string later =
          changed([](Json& json) { json["contract"]["title"] = "Later"; }).statement.text;
      const std::int64_t next = records.prepare(later, ann(), {{"supersedes", entry}});
      if (issued) {
        records.decide("issued", next, later, ann());
      }
    };
  };
  CHECK(state(superseded(true)) ==
        "superseded: It is superseded (entry 7): a later statement has taken its place.");
  CHECK(state(superseded(false)) ==
        "issued: It is issued (entry 6): nothing later in this proof takes it back.");
}

TEST_CASE("a decision about other bytes than those prepared is found") {
  MadeRegister records;
  const std::int64_t entry = records.prepare(text(), ann());
  records.add("rejected", {{"entry", entry}, {"statement", "0"}, {"reason", "x"}}, bob());
  CHECK(
      registered(with(records.proof(), records.head()))
          .starts_with("no: proof.json, entry 5: statement says \"0\", and by proof.json, entry 4 "
                       "it should say"));
}

TEST_CASE("a head that can't be read is refused: it is the reader's own") {
  const auto [old_text, new_text, message] = GENERATE(table<std::string, std::string, std::string>({
      {"head 1", "head 2", "head.txt:1: a head begins with the line \"outturn register head 1\""},
      {"register:", "registry:", "head.txt:2: here a head says \"register: ...\""},
      {"entries: 6", "entries: x", "head.txt:3: entries is not a count"},
      {"root: ", "root: 0", "head.txt:4: root is not a SHA-256 digest"},
  }));
  Inputs inputs = with(issued().proof(), issued().head());
  std::string& head = inputs.head->text;
  head.replace(head.find(old_text), old_text.size(), new_text);
  CHECK(refusal(inputs).starts_with(message + " [not_a_head]"));
  inputs.head = issued().head();
  inputs.head->text += "more\n";
  CHECK(refusal(inputs).starts_with("head.txt:5: nothing follows the root in a head [not_a_head]"));
  inputs.head->text = "outturn register head 1";
  CHECK(refusal(inputs).starts_with(
      "head.txt:1: a head has four lines, each with a line break [not_a_head]"));
}

}  // namespace
}  // namespace outturn::testing
