#include "record/sha256.h"
#include "report/evidence_view.h"
#include "report/explain.h"
#include "report/milestones_view.h"
#include "report/sample.h"
#include "report/show.h"
#include "support/catch.h"

namespace outturn {
namespace {

using testing::check_golden;
using testing::refusal;
using testing::sample;

StatementView milestones_statement(const std::function<void(Json&)>& change = {}) {
  Json json = parse_json(sample("milestones/statement.json"), "statement.json");
  if (change) {
    change(json);
  }
  return read_statement(canonical(json), "statement.json");
}

std::string explained(const std::string& person) {
  const StatementView statement = milestones_statement();
  const Evidence evidence =
      read_evidence(sample("milestones/evidence.csv"), "evidence.csv", statement, person);
  return explain_person(statement, evidence, person, Look{});
}

TEST_CASE("a statement of milestones is shown as recorded") {
  check_golden("show-milestones.txt",
               show_statement(milestones_statement(),
                              EvidenceCheck::matches,
                              "statements/recovery-trust/2016",
                              Look{}));
}

TEST_CASE("people whose milestones are followed are explained as recorded") {
  check_golden("person-claims.txt", explained("A-01"));
  check_golden("person-refused-claims.txt", explained("A-02"));
  check_golden("person-followed-once.txt", explained("A-03"));
}

TEST_CASE("how the claims of people come to an amount is explained as recorded") {
  check_golden(
      "explain-claims.txt",
      explain_figure(milestones_statement(), "claims", "statements/recovery-trust/2016", Look{}));
}

TEST_CASE("milestones are read as written") {
  const MilestonesView view = milestones_statement().milestones.value();
  CHECK(view.followed == 3);
  REQUIRE(view.stages.size() == 3);
  CHECK(view.stages[1].name == "job_kept");
  CHECK(view.stages[1].claims == 20);
  CHECK(view.stages[1].claims_before == 8);
  REQUIRE(view.patterns.size() == 3);
  CHECK(view.patterns[0].group == std::vector<std::string>{"band = high"});
  CHECK(view.meaning_of_claim("not_proven") == "not proven");
  CHECK(view.meaning_of_claim("no such class").empty());
}

TEST_CASE("milestones of another form are refused with their place") {
  CHECK(refusal([] {
          milestones_statement([](Json& json) { json["milestones"]["stages"][0].erase("claims"); });
        }) ==
        "statement.json: milestones.stages[0].claims is missing [not_a_statement]\n"
        "    settle again: this file is damaged, or another program wrote it");
}

TEST_CASE("hostile claims can't command a terminal") {
  StatementView statement =
      milestones_statement([](Json& json) { json["milestones"]["provider"] = "job\033[31m"; });
  statement.milestones->stages.at(0).name = "job\033[31m";
  std::string text = sample("milestones/evidence.csv");
  text.replace(text.find("job|2015-07-01"), 3, "j\033b");
  statement.evidence.sha256 = sha256(text);
  const Evidence evidence = read_evidence(text, "evidence.csv", statement, "A-01");
  const std::string person = explain_person(statement, evidence, "A-01", Look{});
  const std::string page = show_statement(statement, EvidenceCheck::matches, "out", Look{});
  CHECK(person.find('\033') == std::string::npos);
  CHECK(page.find('\033') == std::string::npos);
}

}  // namespace
}  // namespace outturn
