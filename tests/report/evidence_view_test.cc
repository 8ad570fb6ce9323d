#include "report/evidence_view.h"

#include "record/sha256.h"
#include "report/sample.h"
#include "support/catch.h"
#include "value/problem.h"

namespace outturn {
namespace {

using testing::refusal;
using testing::sample;
using testing::sample_evidence;
using testing::sample_statement;

// The sample's evidence with other text, which the statement is made to name.
Evidence read_as_pinned(const std::string& text, std::string_view person) {
  StatementView statement = sample_statement();
  statement.evidence.sha256 = sha256(text);
  return read_evidence(text, "evidence.csv", statement, person);
}

std::string header() {
  const std::string text = sample("evidence.csv");
  return text.substr(0, text.find('\n') + 1);
}

std::string row_with_events(const std::string& events) {
  return header() + "actual,P,2014-01-01,1/2,counted,,,,,1,2015-01-01,2015-07-01,0,0,0,,\"" +
         events + "\",x\n";
}

TEST_CASE("the rows of a person are read with their events") {
  const Evidence evidence = sample_evidence("A-03");
  REQUIRE(evidence.rows.size() == 2);
  const EvidenceRowView& first = evidence.rows[0];
  CHECK(first.counted);
  CHECK(first.number("weight") == Ratio(4, 5));
  CHECK(first.number("no such column") == 0);
  REQUIRE(first.events.size() == 1);
  CHECK(first.events[0].severity_class == "minor");
  CHECK(first.attributes.at(0) == std::pair<std::string, std::string>("age_band", "35 and over"));
  CHECK_FALSE(evidence.rows[1].counted);
  CHECK(evidence.rows[1].reason == "another_start_counts");
}

TEST_CASE("marks between events are read back inside an outcome and a class") {
  const Evidence evidence =
      read_as_pinned(row_with_events("2014-02-02||a%3B 100%25 b|c%7C%2525%41%|not_proven|2/3; "
                                     "2014-03-03|2014-04-04|x|y|counted|2/4"),
                     "P");
  REQUIRE(evidence.rows.at(0).events.size() == 2);
  CHECK(evidence.rows[0].events[0].outcome == "a; 100% b");
  CHECK(evidence.rows[0].events[0].severity_class == "c|%25%41%");
  CHECK(evidence.rows[0].events[0].result == "not_proven");
  CHECK(evidence.rows[0].events[1].record == "2/4");
}

TEST_CASE("evidence other than the statement's is refused") {
  const StatementView statement = sample_statement();
  CHECK(
      refusal([&] { read_evidence(sample("evidence.csv") + "\n", "e.csv", statement, "A-01"); }) ==
      "e.csv: this isn't the evidence that the statement was made with [digest_differs]\n"
      "    its SHA-256 should be " +
          statement.evidence.sha256);
}

TEST_CASE("evidence that can't be read is refused with its place") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"",
       "evidence.csv:1: these aren't the columns of an evidence file [csv_header]\n"
       "    use the version of outturn that wrote it"},
      {"cohort,person\n",
       "evidence.csv:1: these aren't the columns of an evidence file [csv_header]\n"
       "    use the version of outturn that wrote it"},
      {header() + "actual,P\n", "evidence.csv:2: 2 values under 18 columns [csv_columns]"},
      {header() + "actual,P,,,counted,,,,,heavy,,,,,,,,\n",
       "evidence.csv:2:24: this column of the evidence holds numbers, and this is none "
       "[bad_number]"},
      {row_with_events("2014-02-02||fine|a|b|not_proven|2/3"),
       "evidence.csv:2:68: an event of 7 parts, not 6 [csv_columns]\n"
       "    use the version of outturn that wrote it"},
  }));
  CHECK(refusal([text = text] { read_as_pinned(text, "P"); }) == message);
}

}  // namespace
}  // namespace outturn
