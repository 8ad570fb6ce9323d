#include "trial/trial.h"

#include "support/catch.h"
#include "trial/sample.h"

#include <string>
#include <vector>

namespace outturn {
namespace {

// Everything that differs in the first case, a line each.
std::string differences(const Tried& tried) {
  std::string text;
  for (const PeriodOutcome& period : tried.outcome.cases.front().periods) {
    for (const Check& check : period.checks) {
      if (!check.holds) {
        text += period.period + " " + check.of + " " + check.what + ": " + check.expected + " / " +
                check.found + "\n";
      }
    }
  }
  return text;
}

std::string change(const std::string& value, const std::string& expect) {
  return "  - {case: a, figures: {change: {value: " + value + "}}, expect: " + expect + "}\n";
}

constexpr const char* kSixOfTen = R"(
    people:
      - {times: 4, index_date: 2015-03-01, disposal: custody}
      - times: 6
        index_date: 2015-03-01
        disposal: custody
        events: [{offence_date: 2015-04-01, proven_date: 2015-05-01, outcome: conviction}]
)";

TEST_CASE("a case passes when everything expected of it is found") {
  CHECK(differences(tried(kFiguresContract, change("-5 points", "{total: £5}"))).empty());
  CHECK(differences(tried(kFiguresContract,
                          change("1 points",
                                 "{total: -£10, lines: {change: {verdict: increase, due: -£10}}, "
                                 "payers: {North: -£10}}")))
            .empty());
}

TEST_CASE("a case that differs says what was expected and what was found") {
  CHECK(differences(tried(kFiguresContract,
                          change("-4.99 points",
                                 "{total: £5, lines: {change: {verdict: reduction, due: £5}}, "
                                 "payers: {North: £5}}"))) ==
        "2015-01-01..2015-12-31 line change due: £5.00 / £0.00\n"
        "2015-01-01..2015-12-31 line change verdict: reduction / neither\n"
        "2015-01-01..2015-12-31 total due: £5.00 / £0.00\n"
        "2015-01-01..2015-12-31 payer North due: £5.00 / £0.00\n");
}

TEST_CASE("what differs is explained by the settlement's own sentences and the rule") {
  const Tried one = tried(kFiguresContract, change("-4.99 points", "{total: £5}"));
  const std::vector<Explanation>& why = one.outcome.cases.front().periods.front().explanations;
  REQUIRE(why.size() == 2);
  CHECK(why[0].of == "total");
  CHECK(why[1].of == "line change");
  CHECK(why[1].why.front() == "The supplied figures give a reduction of 4.99 points.");
  CHECK(to_string(why[1].rule.place) == "c.yaml:11:3");
}

TEST_CASE("where only the total is rounded, a line is expected to the nearest penny") {
  const auto due = [](const std::string& amount) {
    return differences(tried(kFiguresContract,
                             change("-5.004 points", "{lines: {change: {due: " + amount + "}}}")));
  };
  CHECK(due("£5.00").empty());
  CHECK(due("£5.01") == "2015-01-01..2015-12-31 line change due: £5.01 / £5.0040\n");
}

TEST_CASE("a refusal is an outcome, expected or not") {
  CHECK(differences(tried(kFiguresContract, "  - {case: a, expect: {refused: missing_figure}}\n"))
            .empty());
  CHECK(differences(tried(kFiguresContract, "  - {case: a, expect: {total: £0}}\n")) ==
        "2015-01-01..2015-12-31 refused reason: not refused / missing_figure\n");
  CHECK(differences(tried(kFiguresContract, "  - {case: a, expect: {refused: out_of_range}}\n")) ==
        "2015-01-01..2015-12-31 refused reason: out_of_range / missing_figure\n");
  CHECK(differences(tried(kFiguresContract, change("-6 points", "{refused: missing_figure}"))) ==
        "2015-01-01..2015-12-31 refused reason: missing_figure / settled, and £6.00 is due\n");
}

TEST_CASE("a figure that no rule reads was meant for something") {
  CHECK(differences(tried(kFiguresContract,
                          "  - {case: a, figures: {change: {value: -6 points}, chnge: {value: -5 "
                          "points}}, expect: {total: £6}}\n")) ==
        "2015-01-01..2015-12-31 figure chnge use: read by a rule / no rule reads it in this "
        "period\n");
}

TEST_CASE("people are measured as those of a store are") {
  CHECK(differences(tried(kPeopleContract,
                          std::string("  - case: a\n    period: \"2015\"\n    expect: {total: £0, "
                                      "lines: {fewer: {verdict: neither}}}") +
                              kSixOfTen))
            .empty());
  // Out of scope, of another provider, of nobody, a second start, not proven, too late, a breach.
  CHECK(differences(tried(kPeopleContract, R"(  - case: a
    period: "2015"
    people:
      - {index_date: 2015-03-01, disposal: fine}
      - {index_date: 2015-03-01, disposal: custody, provider: C02}
      - {index_date: 2015-03-01, disposal: custody, provider: nobody}
      - person: Ada
        index_date: 2015-03-01
        disposal: custody
        events:
          - {offence_date: 2015-04-01, outcome: conviction}
          - {offence_date: 2015-04-01, proven_date: 2016-09-01, outcome: conviction}
          - {offence_date: 2015-04-01, proven_date: 2015-05-01, outcome: acquittal}
          - {offence_date: 2015-04-01, proven_date: 2015-05-01, outcome: conviction, breach: yes}
      - person: Ada
        index_date: 2015-06-01
        disposal: custody
        events: [{offence_date: 2016-03-01, proven_date: 2016-03-01, outcome: conviction}]
    expect: {total: £80, lines: {fewer: {due: £50}, table: {due: £30}}}
)"))
            .empty());
}

TEST_CASE("periods of a case build on each other") {
  CHECK(differences(tried(kPeopleContract, R"(  - case: a
    people:
      - {times: 19, index_date: 2015-03-01, disposal: custody}
      - {times: 10, index_date: 2016-03-01, disposal: custody}
    periods:
      - {period: "2015", expect: {total: £980}}
      - {period: "2016", expect: {total: £20, lines: {fewer: {due: "£1,000"}}, payers: {North: £15}}}
)"))
            .empty());
}

TEST_CASE("a period that is refused ends its case") {
  const Tried one = tried(kPeopleContract, R"(  - case: a
    people: []
    periods: [{period: "2015"}, {period: "2016", expect: {total: £0}}]
)");
  CHECK(one.outcome.cases.front().periods.size() == 1);
  CHECK(one.outcome.failed() == 1);
}

}  // namespace
}  // namespace outturn
