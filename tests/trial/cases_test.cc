#include "trial/cases.h"

#include "support/catch.h"
#include "trial/sample.h"

#include <string>
#include <tuple>

namespace outturn {
namespace {

TEST_CASE("what is wrong with a case is said with its place and what to do") {
  const auto [list, refusal] = GENERATE(table<std::string, std::string>({
      {"  []\n",
       "cases.yaml:5:3: expected a list of at least one case here, found an empty list "
       "[wrong_shape]"},
      {"  - {case: a}\n",
       "cases.yaml:5:5: the case \"a\" expects nothing [missing_key]\n"
       "    say under expect: what is due, the verdict of a line, or refused:"},
      {"  - {case: a, expect: {}}\n", "cases.yaml:5:23: nothing is expected here [missing_value]"},
      {"  - {case: a, expect: {total: £1, refused: missing_figure}}\n",
       "cases.yaml:5:23: what is refused comes to nothing else that could be expected "
       "[inconsistent]\n"
       "    leave out refused:, or all beside it"},
      {"  - {case: a, expect: {total: £0}}\n  - {case: a, expect: {total: £0}}\n",
       "cases.yaml:6:5: another case is called \"a\" [duplicate_row]"},
      {"  - {case: a, period: \"2015\", expect: {total: £0}}\n",
       "cases.yaml:5:23: \"2015\" is not a period of contract \"figures\" [bad_period]\n"
       "    its periods are 2015-01-01..2015-12-31 to 2015-01-01..2015-12-31"},
      {"  - {case: a, people: [], expect: {total: £0}}\n",
       "cases.yaml:5:23: contract \"figures\" reads no people [inconsistent]\n"
       "    give the case figures: instead"},
      {"  - {case: a, expect: {total: 5}}\n",
       "cases.yaml:5:31: \"5\" is not an amount of GBP [bad_amount]\n"
       "    write it as £1,234 or £1,234.50, with two decimals at most; inside { } put it in "
       "quotes"},
      {"  - {case: a, expect: {lines: {chnge: {due: £0}}}}\n",
       "cases.yaml:5:32: contract \"figures\" has no line \"chnge\" [unknown_reference]\n"
       "    did you mean \"change\"?"},
      {"  - {case: a, expect: {payers: {Noth: £0}}}\n",
       "cases.yaml:5:33: \"Noth\" is not one of the payers [unknown_reference]\n"
       "    did you mean \"North\"?"},
      {"  - {case: a, expect: {refused: missing_figur}}\n",
       "cases.yaml:5:33: unknown word \"missing_figur\" [unknown_word]\n"
       "    did you mean \"missing_figure\"?"},
      {"  - {case: a, figures: {change: {value: 5%}}, expect: {total: £0}}\n",
       "cases.yaml:5:33: the figure \"change\" is in %, and the rules read it in points "
       "[wrong_unit]\n"
       "    a fall from 50% to 45% is 5 points, and 10% of the baseline"},
      {"  - {case: a, figures: [], expect: {total: £0}}\n",
       "cases.yaml:5:24: expected a map of figures by name here, found an empty list "
       "[wrong_shape]"},
      {"  - {case: a, expct: {total: £0}, expect: {total: £0}}\n",
       "cases.yaml:5:15: unknown key \"expct\" in case [unknown_key]\n"
       "    did you mean \"expect\"?"},
  }));
  CAPTURE(list);
  CHECK(refusal_of(kFiguresContract, list) == refusal);
}

TEST_CASE("what is wrong with people is said as it is of rows of data") {
  const auto [people, refusal] = GENERATE(table<std::string, std::string>({
      {"{}", "cases.yaml:6:13: expected a list of people here, found a map of keys [wrong_shape]"},
      {"[{index_date: 2015-02-30}]",
       "cases.yaml:6:27: \"2015-02-30\" isn't a date [bad_date]\n"
       "    write year, month and day, such as 2014-10-01"},
      {"[{index_date: 2015-02-01, disposl: fine}]",
       "cases.yaml:6:39: unknown key \"disposl\" in person [unknown_key]\n"
       "    did you mean \"disposal\"?"},
      {"[{index_date: 2015-02-01, disposal: =1}]",
       "cases.yaml:6:49: \"=1\" begins like a formula [bad_identifier]\n"
       "    a spreadsheet would run a value that begins with = + - or @"},
      {"[{person: \"#1\", index_date: 2015-02-01}]",
       "cases.yaml:6:23: \"#1\" can't identify a person [bad_identifier]\n"
       "    use 1 to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit"},
      {"[{person: Ada, times: 2, index_date: 2015-02-01}]",
       "cases.yaml:6:14: \"Ada\" is one person, and times: makes several [inconsistent]\n"
       "    leave out one of the two"},
      {"[{times: 0, index_date: 2015-02-01}]",
       "cases.yaml:6:22: a row stands for 1 to 50000 people [out_of_range]"},
      {"[{times: 30000, index_date: 2015-02-01}, {times: 25000, index_date: 2015-02-01}]",
       "cases.yaml:6:54: a case holds at most 50000 starts and events [out_of_range]"},
      {"[{score: 96, index_date: 2015-02-01}]",
       "cases.yaml:6:22: \"96\" is above 1 [out_of_range]\n"
       "    a score is a probability from 0 to 1: write 0.96 for 96%"},
      {"[{index_date: 2015-02-01, events: [{offence_date: 2015-03-02, proven_date: 2015-03-01, "
       "outcome: conviction}]}]",
       "cases.yaml:6:48: proven on 2015-03-01, before the offence on 2015-03-02 [out_of_order]\n"
       "    correct one of the two dates"},
  }));
  CAPTURE(people);
  CHECK(refusal_of(kPeopleContract,
                   "  - case: a\n    people: " + people +
                       "\n    period: \"2015\"\n    expect: {total: £0}\n") == refusal);
}

TEST_CASE("what is wrong with a case's periods is said") {
  const auto [rest, refusal] = GENERATE(table<std::string, std::string>({
      {"expect: {total: £0}",
       "cases.yaml:5:5: case lacks the key \"period\" [missing_key]\n"
       "    its periods are 2015 to 2016"},
      {"periods: []",
       "cases.yaml:5:5: the case \"a\" expects nothing [missing_key]\n"
       "    say under expect: what is due, the verdict of a line, or refused:\n"
       "cases.yaml:7:14: expected a list of at least one period here, found an empty list "
       "[wrong_shape]"},
      {"periods: [{period: \"2016\", expect: {total: £0}}]",
       "cases.yaml:5:5: the case \"a\" settles 2016, which builds on 2015 [missing_statement]\n"
       "    list the earlier periods above it, under periods:"},
      {"periods: [{period: \"2015\"}, {period: \"2015\", expect: {total: £0}}]",
       "cases.yaml:5:5: the case \"a\" takes 2015 after 2015 [out_of_order]\n"
       "    write its periods in order of time, each once"},
      {"periods: [{period: \"2015\", expect: {lines: {table: {verdict: reduction}}}}]",
       "cases.yaml:7:49: line \"table\" compares with nothing, so it has no verdict "
       "[inconsistent]\n"
       "    say what is due"},
  }));
  CAPTURE(rest);
  CHECK(refusal_of(kPeopleContract, "  - case: a\n    people: []\n    " + rest + "\n") == refusal);
}

TEST_CASE("a contract that reads people isn't tried without saying who") {
  CHECK(refusal_of(kPeopleContract, "  - {case: a, period: \"2015\", expect: {total: £0}}\n") ==
        "cases.yaml:5:5: case lacks the key \"people\" [missing_key]\n"
        "    list the people and what happened; people: [] for nobody");
}

TEST_CASE("a file that is none of cases, or names no contract, is refused") {
  const auto refusal = [](const std::string& text) {
    try {
      read_cases({"cases.yaml", text}, among({}));
      return std::string("read");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
  };
  CHECK(refusal("") ==
        "cases.yaml:1:1: this is not a file of cases [wrong_shape]\n"
        "    its first key is cases:, with the name of the cases");
  CHECK(refusal("cases: a\ntitle: A\ncontract: c\ntry: []\n") ==
        "cases.yaml:3:11: there is no such contract [file_missing]");
}

}  // namespace
}  // namespace outturn
