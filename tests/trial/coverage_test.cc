#include "trial/coverage.h"

#include "support/catch.h"
#include "trial/sample.h"

#include <algorithm>
#include <string>
#include <vector>

namespace outturn {
namespace {

std::vector<std::string> not_reached(const RuleCoverage& coverage) {
  std::vector<std::string> texts;
  for (const RulePoint& point : coverage.points()) {
    if (!point.reached) {
      texts.push_back(std::to_string(point.source.place.line) + " " + point.text);
    }
  }
  return texts;
}

TEST_CASE("what the cases reached is taken off what the rules can do") {
  const auto after = [](const std::string& list) {
    return not_reached(tried(kFiguresContract, list).coverage);
  };
  const std::string refused = "  - {case: a, expect: {refused: missing_figure}}\n";
  const std::string fall =
      "  - {case: b, figures: {change: {value: -6 points}}, expect: {total: £6}}\n";
  const std::string rise =
      "  - {case: c, figures: {change: {value: 6 points}}, expect: {total: -£10}}\n";
  CHECK(after(refused) == std::vector<std::string>{
                              "11 line \"change\": is worked out",
                              "16 line \"change\": reduction_when, any_of is met",
                              "16 line \"change\": reduction_when, any_of is not met",
                              "16 line \"change\": reduction_when, reduction_at_least is met",
                              "16 line \"change\": reduction_when, reduction_at_least is not met",
                              "16 line \"change\": reduction_when, reduction_more_than is met",
                              "16 line \"change\": reduction_when, reduction_more_than is not met",
                              "17 line \"change\": increase_when, increase_more_than is met",
                              "17 line \"change\": increase_when, increase_more_than is not met",
                              "18 line \"change\": a reduction: it pays",
                              "19 line \"change\": neither: nothing is due",
                              "20 line \"change\": an increase: it deducts",
                              "23 payer \"North\" has anything to pay"});
  CHECK(after(fall + rise) ==
        std::vector<std::string>{"16 line \"change\": reduction_when, reduction_more_than is met",
                                 "19 line \"change\": neither: nothing is due"});
}

TEST_CASE("bands, dated prices, bounds and what becomes of people are among it") {
  const Tried one = tried(kPeopleContract, R"(  - case: a
    people:
      - {times: 3, index_date: 2015-03-01, disposal: custody}
      - index_date: 2015-03-01
        disposal: custody
        events: [{offence_date: 2015-04-01, proven_date: 2015-05-01, outcome: conviction}]
    period: "2015"
    expect: {total: £120}
)");
  CHECK(one.outcome.failed() == 0);
  CHECK(
      not_reached(one.coverage) ==
      std::vector<std::string>{"9 a start: another start of the same person in this period counts",
                               "9 a start: the contract doesn't take this disposal",
                               "14 an event: committed before the index date",
                               "14 an event: committed after the follow-up",
                               "14 an event: proven after the waiting period",
                               "19 an event: a breach, not an offence that counts",
                               "19 an event: its outcome is not one that counts",
                               "29 line \"fewer\": reduction_when, reduction_at_least is not met",
                               "31 line \"fewer\": the price from 2016-01-01",
                               "32 line \"fewer\": neither: nothing is due",
                               "43 line \"table\": the band from 0",
                               "45 line \"table\": the band from 50",
                               "47 cap on the total changes an amount"});
}

TEST_CASE("points stand in the order of files and lines, whatever the cases") {
  const RuleCoverage coverage = tried(kPeopleContract, R"(  - {case: a, period: "2015", people: [],
     expect: {refused: nothing_to_measure}}
)")
                                    .coverage;
  CHECK(coverage.reached() == 0);
  CHECK(std::is_sorted(
      coverage.points().begin(),
      coverage.points().end(),
      [](const RulePoint& a, const RulePoint& b) { return a.source.place < b.source.place; }));
}

}  // namespace
}  // namespace outturn
