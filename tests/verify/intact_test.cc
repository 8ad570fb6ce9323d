// Whether statement and evidence are byte for byte what was prepared; and bundles of own rows.
#include "record/evidence_tree.h"
#include "record/sha256.h"
#include "support/catch.h"
#include "verify/made_register.h"
#include "verify/sample.h"

#include <vector>

namespace outturn::testing {
namespace {

using verify::Inputs;

constexpr const char* kNoProof =
    "whether these are the bytes that were prepared: there is no proof of the register";

std::string intact(const Inputs& inputs) {
  return told(verify::verify(inputs).intact);
}

Inputs with_proof(Inputs inputs) {
  MadeRegister records;
  records.prepare(inputs.statement.text, ann());
  inputs.proof = records.proof_file();
  return inputs;
}

TEST_CASE(
    "statement and evidence are intact when the register has the digest of the one, and it "
    "that of the other") {
  CHECK(intact(with_proof(sample_inputs())) == "yes");
  CHECK(intact(with_proof(with_evidence("0.61", "0.62"))) == "yes");
}

TEST_CASE("without a proof it isn't checked whether these are the bytes that were prepared") {
  CHECK(intact(sample_inputs()) == std::string("not checked: ") + kNoProof);
  Inputs inputs = with_proof(sample_inputs());
  inputs.evidence.reset();
  CHECK(intact(inputs) == "not checked: the evidence: it isn't here");
}

TEST_CASE("a statement that was rewritten is found, though it says the same") {
  Inputs inputs = sample_inputs();
  inputs.statement.text.insert(1, " ");
  CHECK(intact(inputs) ==
        "no: statement.json: it isn't in canonical form (RFC 8785, then one line break): byte 2 is "
        "the first that differs");
  inputs = sample_inputs();
  inputs.statement.text.pop_back();
  CHECK(intact(inputs).starts_with("no: statement.json: it isn't in canonical form"));
}

TEST_CASE("another statement than the one prepared is found by its digest") {
  Inputs inputs = with_proof(sample_inputs());
  inputs.statement = changed([](Json& json) { json["contract"]["title"] = "Another"; }).statement;
  CHECK(intact(inputs).starts_with("no: proof.json, entry 4: statement says \""));
  CHECK(verify::verify(inputs).intact.fault->should_be == sha256(inputs.statement.text));
}

TEST_CASE("a proof in which nothing was prepared, or that is none, is no") {
  Inputs inputs = sample_inputs();
  inputs.proof = MadeRegister().proof_file();
  CHECK(intact(inputs) == "no: proof.json: entries: none of them prepared a statement");
  inputs.proof->text = "{}";
  CHECK(intact(inputs) == "no: proof.json: form is missing");
}

TEST_CASE("other evidence than the statement pins is found by digest, rows and root") {
  Inputs inputs = sample_inputs();
  inputs.evidence->text += "\n";
  CHECK(intact(inputs).starts_with("no: statement.json: pins.evidence.sha256 says \"71de44a2"));
  inputs = changed([](Json& json) { json["pins"]["evidence"]["rows"] = 8; });
  CHECK(
      intact(inputs) ==
      "no: statement.json: pins.evidence.rows says \"8\", and by evidence.csv it should say \"9\"");
  inputs = changed([](Json& json) { json["pins"]["evidence"]["root"] = std::string(64, '0'); });
  CHECK(intact(inputs).starts_with("no: statement.json: pins.evidence.root says \"0000"));
}

// --- a bundle: own rows, and a hash for every other ---

// The bundle of the people whose rows hold `own`, of the sample.
Inputs bundle_of(const std::string& own) {
  Inputs inputs = with_evidence("0.61", "0.61");
  const std::string all = inputs.evidence->text;
  Json manifest = {{"form", "outturn-bundle/1"},
                   {"for", "SS"},
                   {"statement", sha256(inputs.statement.text)},
                   {"leaves", Json::array()}};
  std::string rows;
  for (const EvidenceLine& line : evidence_lines(all)) {
    if (rows.empty() || line.text.find(own) != std::string_view::npos) {
      rows += std::string(line.text) + "\n";
      manifest["leaves"].push_back({{"salt", to_hex(line.salt)}});
    } else {
      manifest["leaves"].push_back({{"hash", to_hex(line.leaf)}});
    }
  }
  inputs.evidence.reset();
  inputs.bundle =
      verify::BundleFiles{{"bundle.json", canonical(manifest)}, {"own-evidence.csv", rows}};
  return inputs;
}

// The same after a change to bundle.json.
Inputs changed_bundle(const std::function<void(Json&)>& change) {
  Inputs inputs = bundle_of("A-03");
  Json manifest = parse_json(inputs.bundle->manifest.text, "bundle.json");
  change(manifest);
  inputs.bundle->manifest.text = canonical(manifest);
  return inputs;
}

TEST_CASE("the rows of a bundle lead to the root that the statement pins") {
  const Inputs inputs = with_proof(bundle_of("A-03"));
  const verify::Report report = verify::verify(inputs);
  CHECK(told(report.intact) == "yes");
  CHECK(report.intact.notes.front() ==
        "2 rows of your own are among the 9 that the statement rests on.");
  CHECK(told(report.recomputed) ==
        "not checked: totals and counts: 7 rows of other people are hidden");
  CHECK(report.recomputed.notes.back() ==
        "2 rows of the bundle: no total is less than their part of it.");
}

TEST_CASE("a bundle of every row is checked as the whole evidence is") {
  CHECK(told(verify::verify(bundle_of("A-")).recomputed) == "yes");
}

TEST_CASE("a bundle that was changed leads to another root, or to none") {
  Inputs inputs = bundle_of("A-03");
  inputs.bundle->evidence.text.replace(inputs.bundle->evidence.text.find("0.35"), 4, "0.36");
  CHECK(intact(inputs).starts_with("no: statement.json: pins.evidence.root says \""));
  inputs = bundle_of("A-03");
  inputs.bundle->evidence.text += "actual,A-09\n";
  CHECK(intact(inputs) == "no: own-evidence.csv: 4 lines stand there, and the bundle says 3");
  inputs.bundle->evidence.text.pop_back();
  CHECK(intact(inputs) ==
        "no: own-evidence.csv: line 4: the last line doesn't end with a line break");
  const auto answer = [](const std::function<void(Json&)>& change) {
    return intact(changed_bundle(change));
  };
  CHECK(answer([](Json& json) { json["leaves"].erase(1); }) ==
        "no: statement.json: pins.evidence.rows says \"9\", and by the leaves of the bundle it "
        "should say \"8\"");
  CHECK(answer([](Json& json) {
          json["leaves"][1]["hash"] = std::string(64, '0');
        }).starts_with("no: statement.json: pins.evidence.root says"));
  CHECK(answer([](Json& json) { json["leaves"][1]["hash"] = "0"; }) ==
        "no: bundle.json: leaves[1].hash is not a SHA-256 digest");
  CHECK(
      answer([](Json& json) { json["form"] = "bundle"; }) ==
      "no: bundle.json: form says \"bundle\", and by its kind it should say \"outturn-bundle/1\"");
  CHECK(answer([](Json& json) {
          json["statement"] = "0";
        }).starts_with("no: bundle.json: statement says \"0\", and by the statement beside it"));
}

TEST_CASE("of a statement without a root, a bundle can't be checked") {
  Inputs inputs = bundle_of("A-03");
  Json json = parse_json(inputs.statement.text, "statement.json");
  json["pins"]["evidence"].erase("root");
  inputs.statement.text = canonical(json) + "\n";
  Json manifest = parse_json(inputs.bundle->manifest.text, "bundle.json");
  manifest["statement"] = sha256(inputs.statement.text);
  inputs.bundle->manifest.text = canonical(manifest);
  CHECK(intact(inputs) ==
        std::string("not checked: the rows: the statement has no pins.evidence.root to compare "
                    "with; ") +
            kNoProof);
}

TEST_CASE("own rows never come to more than a total") {
  Inputs inputs = bundle_of("A-01");
  Json json = parse_json(inputs.statement.text, "statement.json");
  for (Json& working : json["workings"]) {
    if (working["id"] == "actual.reoffences") {
      working["value"] = "1";
      working["shown"] = "1";
    }
  }
  inputs.statement.text = canonical(json) + "\n";
  CHECK(told(verify::verify(inputs).recomputed) ==
        "no: statement.json: workings[2].value says 1, and the rows in the bundle alone give 2");
}

}  // namespace
}  // namespace outturn::testing
