#include "report/explain.h"

#include "report/sample.h"
#include "support/catch.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>

namespace outturn {
namespace {

using testing::changed_statement;
using testing::check_golden;
using testing::refusal;
using testing::sample_evidence;
using testing::sample_statement;

constexpr const char* kPath = "statements/harbour-town/2014";

std::string explained(const StatementView& statement, std::string_view what) {
  return explain_figure(statement, what, kPath, Look{});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("figures are explained as recorded") {
  const auto [what, file] = GENERATE(table<std::string, std::string>({
      {"people", "explain-line.txt"},
      {"offences", "explain-banded-line.txt"},
      {"total", "explain-total.txt"},
      {"Harbour County Council", "explain-payer.txt"},
      {"people.quantity", "explain-working.txt"},
  }));
  check_golden(file, explained(sample_statement(), what));
}

TEST_CASE("everything that can be explained is listed, and each of it is explained") {
  const StatementView statement = sample_statement();
  check_golden("explainable.txt", explainable(statement, Look{}));
  for (const WorkingView& working : statement.workings) {
    CHECK(contains(explained(statement, working.id), "[" + working.id.substr(0, 8)));
  }
  for (const PayerView& payer : statement.payers) {
    CHECK(contains(explained(statement, payer.name), payer.due.shown));
  }
}

TEST_CASE("what bears one name is explained together") {
  const StatementView statement = changed_statement([](Json& json) {
    for (const char* what : {"people", "total"}) {
      json["payers"][what == std::string("people") ? 0 : 1]["name"] = what;
    }
  });
  for (const auto& [name, title] : {std::pair{"people", "\nFewer people reoffending"},
                                    std::pair{"total", "\namount due = £4,300.05"}}) {
    const std::string text = explained(statement, name);
    CHECK(contains(text, title));
    CHECK(contains(text, "\n" + std::string(name) + " bears "));
  }
}

TEST_CASE("for programs, a figure is the parts of the statement that it is made of") {
  const StatementView statement = sample_statement();
  const Json document = parse_json(testing::sample("statement.json"), "statement.json");
  const Json line = explained_json(statement, document, "people", kPath);
  CHECK(line["figures"].size() == 1);
  CHECK(line["figures"][0]["kind"] == "line");
  CHECK(line["figures"][0]["due"] == document["lines"][0]["due"]);
  std::vector<std::string> ids;
  for (const Json& working : line["workings"]) {
    for (const Json& operand : working.value("of", Json::array())) {
      CHECK(std::find(ids.begin(), ids.end(), operand) != ids.end());
    }
    ids.push_back(working["id"]);
  }
  CHECK(std::find(ids.begin(), ids.end(), "people.verdict") != ids.end());
  CHECK(std::find(ids.begin(), ids.end(), "offences.due") == ids.end());
  const Json total = explained_json(statement, document, "total", kPath);
  CHECK(total["figures"] == Json::array({{{"kind", "total"}, {"due", document["total"]}}}));
  CHECK(explained_json(statement, document, "people.quantity", kPath)["figures"][0]["kind"] ==
        "working");
  CHECK(explainable_json(statement)["names"].size() ==
        statement.lines.size() + 1 + statement.payers.size() + statement.workings.size());
  CHECK(refusal([&] { explained_json(statement, document, "peple", kPath); }) ==
        refusal([&] { explained(statement, "peple"); }));
}

TEST_CASE("for programs, a person is rows of the evidence and what they add to") {
  const StatementView statement = sample_statement();
  const Json person = person_json(statement, sample_evidence("A-01"), "A-01");
  CHECK(person["person"] == "A-01");
  CHECK(person["rows"][0]["class"] == "counted");
  CHECK(person["rows"][0]["weight"] == "1.35");
  CHECK(person["rows"][0]["events"][0]["class"] == "before_index_date");
  CHECK(std::any_of(person["adds_to"].begin(), person["adds_to"].end(), [](const Json& sum) {
    return sum == Json{{"working", "actual.weighted_people"}, {"adds", "27/20"}};
  }));
  CHECK_THROWS_AS(person_json(statement, sample_evidence("B-99"), "B-99"), InputError);
}

TEST_CASE("people are explained as recorded") {
  const auto [person, file] = GENERATE(table<std::string, std::string>({
      {"A-01", "person-counted.txt"},
      {"A-02", "person-ignored-events.txt"},
      {"A-03", "person-two-starts.txt"},
      {"A-06", "person-out-of-scope.txt"},
      {"A-08", "person-no-provider.txt"},
  }));
  check_golden(file, explain_person(sample_statement(), sample_evidence(person), person, Look{}));
}

TEST_CASE("a person's worst reoffence is set against the index offence") {
  const auto [grade, line] = GENERATE(table<std::string, std::string>({
      {"less_serious", "\n  worst reoffence   less serious than the index offence\n"},
      {"as_serious", "\n  worst reoffence   as serious as the index offence\n"},
      {"more_serious", "\n  worst reoffence   more serious than the index offence\n"},
  }));
  Evidence evidence = sample_evidence("A-01");
  evidence.rows.at(0).grade = grade;
  CHECK(contains(explain_person(sample_statement(), evidence, "A-01", Look{}), line));
}

TEST_CASE("what a person is broken down by bears the tariff's own name for it") {
  Evidence evidence = sample_evidence("A-01");
  evidence.rows.at(0).attributes = {{"by_complexity_band", "high"}, {"by_street", "Quay"}};
  CHECK(contains(explain_person(sample_statement(), evidence, "A-01", Look{}),
                 "\n  complexity_band   high\n  by_street         Quay\n"));
}

TEST_CASE("what each person adds makes up the sums") {
  const StatementView statement = sample_statement();
  Ratio weighted = 0;
  for (const char* person : {"A-01", "A-02", "A-03", "A-04", "A-05", "A-06", "A-07", "A-08"}) {
    for (const EvidenceRowView& row : sample_evidence(person).rows) {
      weighted += row.number("weight") * row.number("reoffended");
    }
  }
  CHECK(weighted == statement.find_working("actual.weighted_reoffenders")->value);
}

TEST_CASE("a name that isn't in the statement is refused with the nearest one") {
  const auto [what, message] = GENERATE(table<std::string, std::string>({
      {"peple",
       "statements/harbour-town/2014: the statement has nothing called \"peple\" "
       "[not_in_statement]\n    did you mean \"people\"?"},
      {"people.quantitie",
       "statements/harbour-town/2014: the statement has nothing called \"people.quantitie\" "
       "[not_in_statement]\n    did you mean \"people.quantity\"?"},
      {"zzzzzzzzzzzz",
       "statements/harbour-town/2014: the statement has nothing called \"zzzzzzzzzzzz\" "
       "[not_in_statement]\n    \"outturn explain statements/harbour-town/2014\" lists what there "
       "is"},
  }));
  CHECK(refusal([&, what = what] { explained(sample_statement(), what); }) == message);
}

TEST_CASE("a person who isn't in the evidence is refused") {
  CHECK(refusal(
            [] { explain_person(sample_statement(), sample_evidence("B-99"), "B-99", Look{}); }) ==
        "evidence.csv: nobody called \"B-99\" is in the evidence [not_in_statement]\n"
        "    people under another provider, and starts outside the cohorts' dates, were not read");
}

TEST_CASE("an interim statement says so above every explanation") {
  const StatementView interim = changed_statement([](Json& json) {
    json["run"] = {{"kind", "interim"}, {"payable", false}, {"reason", "the data ends too early"}};
  });
  CHECK(contains(explained(interim, "people"),
                 "\nINTERIM: not payable, because the data ends too early.\n"));
}

TEST_CASE("a point of termination is said where it is reached") {
  const StatementView reached = changed_statement([](Json& json) {
    json["lines"][0]["termination_reached"] = true;
    json["lines"][0]["termination_when"] = json["lines"][0]["reduction_when"];
  });
  CHECK(contains(explained(reached, "people"), "\n  The point of termination is reached.\n"));
}

// Every formula that the sample doesn't have.
TEST_CASE("each operation reads as words and numbers") {
  const auto [op, operands, bands, formula] = GENERATE(table<std::string, int, bool, std::string>({
      {"add", 2, false, "= 7 (first) + 5 (second)"},
      {"subtract", 2, false, "= 7 (first) − 5 (second)"},
      {"multiply", 2, false, "= 7 (first) × 5 (second)"},
      {"divide", 2, false, "= 7 (first) ÷ 5 (second)"},
      {"negate", 1, false, "= the opposite of 7 (first)"},
      {"at_least", 2, false, "is 7 (first) at least 5 (second)? 7"},
      {"more_than", 2, false, "is 7 (first) more than 5 (second)? 7"},
      {"equal", 2, false, "is 7 (first) equal to 5 (second)? 7"},
      {"all_of", 1, false, "does this hold? 7"},
      {"all_of", 2, false, "do all 2 of these hold? 7"},
      {"smaller_of", 2, false, "= the smaller of 7 (first) and 5 (second)"},
      {"larger_of", 2, false, "= the larger of 7 (first) and 5 (second)"},
      {"slab", 1, true, "= 7 (first) read in this table"},
      {"marginal", 1, true, "= 7 (first) read in this table"},
      {"interpolated", 1, true, "= 7 (first) read in this table"},
      {"round", 1, false, "= 7 (first) rounded to 5 pence, half to even"},
  }));
  const StatementView statement =
      changed_statement([&, op = op, operands = operands, bands = bands](Json& json) {
        const Json rule = {{"file", "r.yaml"}, {"line", 1}};
        const auto given = [&](const char* id, const char* label, const char* value) {
          return Json{{"id", id},
                      {"label", label},
                      {"op", "given"},
                      {"value", value},
                      {"unit", "number"},
                      {"shown", value},
                      {"rule", rule}};
        };
        json["workings"].push_back(given("x.1", "first", "7"));
        json["workings"].push_back(given("x.2", "second", "5"));
        Json working = given("x", "result", "7");
        working["op"] = op;
        working["of"] = operands == 2 ? Json{"x.1", "x.2"} : Json{"x.1"};
        working["details"] = {{"step", "5"}, {"how", "half to even"}};
        if (bands) {
          working["bands"] = {{{"from", "0"}, {"pays", "10000"}, {"per_unit", true}}};
        }
        json["workings"].push_back(working);
      });
  const std::string text = explained(statement, "x");
  CHECK(contains(text, "\n│  " + formula + "\n"));
  CHECK(contains(text, "from 0: £100.00 for each unit") == bands);
}

TEST_CASE("a very deep and a very wide statement are explained in bounded space") {
  const StatementView statement = changed_statement([](Json& json) {
    std::string below = json["workings"][0]["id"];
    for (int i = 0; i < 5000; ++i) {
      const std::string id = "deep." + std::to_string(i);
      json["workings"].push_back({{"id", id},
                                  {"label", "deeper"},
                                  {"op", "add"},
                                  {"of", {below, below}},
                                  {"value", "1"},
                                  {"unit", "number"},
                                  {"shown", "1"},
                                  {"rule", Json::object()}});
      below = id;
    }
  });
  const std::string text = explained(statement, "deep.4999");
  CHECK(contains(text, "explained further under\n"));
  CHECK(contains(text, "deep.4981\n"));
  CHECK_FALSE(contains(text, "deep.4980\n"));
  CHECK(text.size() < 20'000);
}

}  // namespace
}  // namespace outturn
