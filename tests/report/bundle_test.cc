#include "report/bundle.h"

#include "record/evidence_tree.h"
#include "record/json.h"
#include "record/merkle.h"
#include "support/catch.h"
#include "value/problem.h"

#include <string>
#include <vector>

#include <fmt/format.h>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

const std::string kHeader =
    "cohort,person,index_date,record,class,reason,detail,score,complexity_band,weight,"
    "follow_up_ends,proven_by,reoffended,reoffences,severity,grade,events,subcontractor\n";

std::string row(const std::string& cohort,
                const std::string& person,
                const std::string& reason,
                const std::string& subcontractor) {
  return fmt::format("{},{},2015-10-01,1/2,{},{},,,,1,2016-10-01,2017-04-01,1,1,0,,,{}\n",
                     cohort,
                     person,
                     reason.empty() ? "counted" : "excluded",
                     reason,
                     subcontractor);
}

StatementView statement_of(const std::string& provider) {
  StatementView statement;
  statement.contract.provider_code = provider;
  CohortView actual;
  actual.name = "actual";
  actual.provider = provider;
  CohortView baseline;
  baseline.name = "baseline";
  baseline.provider = "C02";
  statement.cohorts = {actual, baseline};
  return statement;
}

// Of C01: two people of Shelter and twelve of Harbour; twelve under nobody; one of C02's.
std::string sample_evidence() {
  std::string text =
      kHeader + row("actual", "S1", "", "Shelter") + row("actual", "S2", "", "Shelter");
  for (int i = 10; i < 22; ++i) {
    text += row("actual", fmt::format("H{}", i), "", "Harbour");
    text += row("actual", fmt::format("N{}", i), "no_provider", "Shelter");
  }
  return text + row("baseline", "B1", "", "Shelter");
}

Bundle bundle_of(const std::string& party, const std::string& evidence = sample_evidence()) {
  return bundle_for(party, statement_of("C01"), "abc", evidence, "evidence.csv");
}

std::string refusal_of(const std::string& party, const std::string& evidence = sample_evidence()) {
  try {
    bundle_of(party, evidence);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a provider is sent the rows of its own people, and of nobody else") {
  const Bundle bundle = bundle_of("C01");
  CHECK(bundle.own_rows == 14);
  CHECK(bundle.hidden_rows == 13);
  CHECK_THAT(bundle.own_evidence, Catch::Matchers::StartsWith(kHeader));
  CHECK(bundle.own_evidence.find(",N1") == std::string::npos);
  CHECK(bundle.own_evidence.find(",B1") == std::string::npos);
}

TEST_CASE("a subcontractor is sent its own people alone") {
  const Bundle bundle = bundle_of("subcontractor=Shelter");
  CHECK(bundle.own_evidence ==
        kHeader + row("actual", "S1", "", "Shelter") + row("actual", "S2", "", "Shelter"));
  CHECK(bundle.hidden_rows == 25);
}

TEST_CASE("own rows with their salts and hashes for the others lead to the statement's root") {
  const std::string evidence = sample_evidence();
  const Bundle bundle = bundle_of("subcontractor=Shelter", evidence);
  const Json json = parse_json(bundle.leaves, "bundle.json");
  CHECK(json["for"] == "subcontractor=Shelter");
  CHECK(json["statement"] == "abc");
  std::string_view rest = bundle.own_evidence;
  std::vector<Digest> leaves;
  for (const Json& leaf : json["leaves"]) {
    if (leaf.contains("hash")) {
      leaves.push_back(parse_digest(leaf["hash"].get<std::string>()).value());
      continue;
    }
    const std::size_t end = rest.find('\n');
    leaves.push_back(
        evidence_leaf(parse_digest(leaf["salt"].get<std::string>()).value(), rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  CHECK(rest.empty());
  CHECK(merkle::root_of(leaves) == evidence_root(evidence));
}

TEST_CASE("a bundle says nothing of other people: not a word of their rows is in it") {
  const Bundle bundle = bundle_of("subcontractor=Shelter");
  for (const char* word : {"H1", "H2", "N1", "N2", "B1", "Harbour"}) {
    CHECK(bundle.own_evidence.find(word) == std::string::npos);
    CHECK(bundle.leaves.find(word) == std::string::npos);
  }
}

TEST_CASE("whoever has a bundle can't try guesses of another row: the hash needs its salt") {
  // The same row in two files that differ elsewhere has two hashes, so a hash can't be looked up.
  const std::string evidence = sample_evidence();
  const Json once = parse_json(bundle_of("subcontractor=Shelter", evidence).leaves, "bundle.json");
  const Json again = parse_json(
      bundle_of("subcontractor=Shelter", evidence + row("actual", "Z9", "", "Harbour")).leaves,
      "bundle.json");
  for (std::size_t i = 0; i < once["leaves"].size(); ++i) {
    CHECK(once["leaves"][i] != again["leaves"][i]);
  }
}

TEST_CASE("a bundle that few others stand behind is refused, for the totals would tell of them") {
  const std::string few = kHeader + row("actual", "S1", "", "Shelter") +
                          row("actual", "H1", "", "Harbour") + row("actual", "H2", "", "Harbour");
  CHECK_THAT(refusal_of("subcontractor=Shelter", few),
             Contains("only 2 other people are behind this statement") &&
                 Contains("[too_few_hidden]") && Contains("a bundle needs 10 others, or none"));
  CHECK(refusal_of("C01", few) == "accepted");
}

TEST_CASE("a party that the evidence doesn't know is refused") {
  CHECK_THAT(refusal_of("C02"),
             Contains("the statement is of provider \"C01\", not of \"C02\" [unknown_provider]"));
  CHECK_THAT(refusal_of("subcontractor=Nobody"),
             Contains("nobody in the evidence is of \"subcontractor=Nobody\" [unknown_provider]"));
  CHECK_THAT(refusal_of("area=North"),
             Contains("the evidence has no column \"area\" [unknown_reference]"));
  CHECK_THAT(refusal_of("person=S1"), Contains("[unknown_reference]"));
}
