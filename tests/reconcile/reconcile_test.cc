#include "reconcile/reconcile.h"

#include "reconcile/show.h"
#include "record/file.h"
#include "support/catch.h"
#include "value/problem.h"

#include <filesystem>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

// The sample of eight people: A-01 with two offences that count, A-03 with one
// with none; and a second start of A-03 are left out.
const std::filesystem::path kSamples =
    std::filesystem::path(OUTTURN_SOURCE_DIR) / "tests/report/samples";

constexpr std::string_view kHeader = "person,index_date,offence_date\n";
const std::string kA01 = "A-01,2014-01-31,2014-04-05\nA-01,2014-01-31,2014-11-30\n";
const std::string kA03 = "A-03,2014-03-03,2014-10-10\n";
const std::string kNone = "A-02,2014-02-10,\nA-04,2014-05-20,\nA-05,2014-06-01,\n";

Reconciliation reconciled(const std::string& rows) {
  return reconcile(read_file(kSamples / "statement.json", 1'000'000),
                   read_file(kSamples / "evidence.csv", 1'000'000),
                   "actual",
                   read_own_records(std::string(kHeader) + rows, "records.csv"));
}

const StartFinding& of(const Reconciliation& found, const std::string& person) {
  for (const StartFinding& finding : found.starts) {
    if (finding.start.first == person) {
      return finding;
    }
  }
  throw std::runtime_error("no finding of " + person);
}

std::string refusal_of(const std::string& text) {
  try {
    read_own_records(text, "records.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("records that say what the evidence says are agreed, and nothing is at stake") {
  const Reconciliation found = reconciled(kA01 + kA03 + kNone);
  CHECK(found.counts == std::map<Agreed, std::size_t>{{Agreed::agreed, 5}});
  CHECK(found.all.minor == Ratio(0));
  CHECK_FALSE(found.all.turns_a_condition);
}

TEST_CASE(
    "a reoffence that we don't know of is worth nothing where a cap and a band hold already") {
  // One reoffender fewer: more than the cap as before; 40 offences per 100 people instead of 60 is
  // 55.56% below 90 instead of 33.33%: both in the band from 25%.
  const Reconciliation found = reconciled(kA01 + "A-03,2014-03-03,\n" + kNone);
  const StartFinding& finding = of(found, "A-03");
  CHECK(finding.agreed == Agreed::they_count);
  CHECK(finding.theirs == std::vector<std::string>{"2014-10-10"});
  CHECK(finding.ours.empty());
  CHECK(finding.stake.minor == Ratio(0));
  CHECK_FALSE(finding.stake.turns_a_condition);
}

TEST_CASE("a reoffence more is worth what it moves the total by") {
  // 80 offences per 100 people: 11.11% below 90, so £1,000.00 instead of £1,800.05.
  const Reconciliation found = reconciled(kA01 + "A-01,2014-01-31,2014-12-12\n" + kA03 + kNone);
  CHECK(of(found, "A-01").agreed == Agreed::other_offences);
  CHECK(of(found, "A-01").stake.minor == Ratio(-80005));
  CHECK(found.all.minor == Ratio(-80005));
}

TEST_CASE("somebody who reoffended by our records alone is told, and that a condition turns") {
  // Weighted, 3.15 of 4.95 reoffended: 63.64%, above the baseline of 60%.
  const Reconciliation found =
      reconciled(kA01 + kA03 + "A-02,2014-02-10,2014-12-24\nA-04,2014-05-20,\nA-05,2014-06-01,\n");
  CHECK(of(found, "A-02").agreed == Agreed::we_count);
  CHECK(of(found, "A-02").stake.turns_a_condition);
}

TEST_CASE("offences on another day or of another number are named with the days of both") {
  const Reconciliation found = reconciled("A-01,2014-01-31,2014-04-05\n" + kA03 + kNone);
  const StartFinding& finding = of(found, "A-01");
  CHECK(finding.agreed == Agreed::other_offences);
  CHECK(finding.theirs == std::vector<std::string>{"2014-04-05", "2014-11-30"});
  CHECK(finding.ours == std::vector<std::string>{"2014-04-05"});
  const Reconciliation other_day = reconciled(kA01 + "A-03,2014-03-03,2014-10-11\n" + kNone);
  CHECK(of(other_day, "A-03").agreed == Agreed::other_offences);
  CHECK(of(other_day, "A-03").stake.minor == Ratio(0));
}

TEST_CASE("a start that only one side has, and one that was left out, are told apart") {
  const Reconciliation found = reconciled(
      kA01 + kA03 + "A-02,2014-02-10,\nA-04,2014-05-20,\nA-07,2014-07-15,\nZ-1,2014-01-01,\n");
  CHECK(of(found, "A-05").agreed == Agreed::only_they_count);
  CHECK(of(found, "A-05").stake.minor.has_value());
  CHECK(of(found, "A-07").agreed == Agreed::they_exclude);
  CHECK(of(found, "A-07").reason == "not_measurable");
  CHECK(of(found, "Z-1").agreed == Agreed::only_we_know);
  CHECK(of(found, "Z-1").stake.why_not ==
        "whether they belong to the cohort, the contract decides");
}

TEST_CASE("where a condition turns it is said that only settling again tells") {
  // Everybody reoffended: no reduction any more, and the rules for that aren't in the statement.
  const Reconciliation found = reconciled(
      kA01 + kA03 +
      "A-02,2014-02-10,2014-03-01\nA-04,2014-05-20,2014-06-01\nA-05,2014-06-01,2014-07-01\n");
  CHECK(found.all.turns_a_condition);
  CHECK_THAT(show_reconciliation(found, {}), Contains("a condition turns, so only settling again"));
}

TEST_CASE("without anybody left the workings say nothing, and it is said why") {
  const Reconciliation found = reconciled("Z-1,2014-01-01,\n");
  CHECK(found.counts.at(Agreed::only_they_count) == 5);
  CHECK_FALSE(found.all.minor);
  CHECK_THAT(found.all.why_not, Contains("nobody would be left"));
}

TEST_CASE("a cohort that the statement doesn't have is refused") {
  CHECK_THROWS_WITH(
      reconcile(read_file(kSamples / "statement.json", 1'000'000), "", "baseline", {}),
      Contains("the statement has no cohort \"baseline\" [not_in_statement]"));
}

TEST_CASE("own records are read strictly, and every problem is told with its place") {
  CHECK_THAT(refusal_of("person,offence_date\n"),
             Contains("records.csv:1: these aren't the columns of own records [csv_header]"));
  const std::string header(kHeader);
  CHECK_THAT(refusal_of(header + "A,2014-01-01\n"),
             Contains("records.csv:2: 2 values in a file of 3 columns [csv_columns]"));
  CHECK_THAT(refusal_of(header + ",2014-01-01,\n"),
             Contains("records.csv:2:1: person is blank [missing_value]"));
  CHECK_THAT(refusal_of(header + "A,1/2/2014,\nB,2014-01-01,2014-02-30\n"),
             Contains("records.csv:2:3: \"1/2/2014\" isn't a date written YYYY-MM-DD [bad_date]") &&
                 Contains("records.csv:3:14: \"2014-02-30\" isn't a date"));
  CHECK_THAT(refusal_of(header + "A,2014-01-01,2014-02-01\nA,2014-01-01,\n"),
             Contains("records.csv:3:14: \"A\" stands here with no offence, and in another row "
                      "again [inconsistent]"));
}

TEST_CASE("the page counts what was found and tells each difference once") {
  const Reconciliation found = reconciled(kA01 + "A-03,2014-03-03,\n" + kNone);
  const std::string page = show_reconciliation(found, {});
  CHECK_THAT(page,
             Contains("A-03, 2014-03-03: they count a reoffence, and we know of none") &&
                 Contains("they count: 2014-10-10") && Contains("we count: none") &&
                 Contains("5 starts compared."));
  const Json json = reconciliation_json(found);
  CHECK(json["starts"].size() == 5);
  CHECK(json["starts"][2]["found"] == "they_count");
}
