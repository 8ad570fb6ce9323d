#include "report/statement_view.h"

#include "report/sample.h"
#include "support/catch.h"
#include "value/problem.h"

#include <algorithm>
#include <set>

namespace outturn {
namespace {

using testing::changed_statement;
using testing::refusal;
using testing::sample;
using testing::sample_statement;

constexpr const char* kAdvice =
    "\n    settle again: this file is damaged, or another program wrote it";

TEST_CASE("a statement is read into its fields") {
  const StatementView statement = sample_statement();
  CHECK(statement.contract.id == "harbour-town");
  CHECK(statement.contract.currency == Currency::gbp);
  CHECK(statement.period.name == "2014");
  CHECK(statement.run.payable);
  CHECK(statement.lines.at(0).verdict == "reduction");
  CHECK(statement.lines.at(0).reduction_when.at(1).holds);
  CHECK(statement.workings.at(statement.total.working).id == "total.due");
  CHECK(statement.total.minor == 430005);
  CHECK(statement.find_working("actual.weighted_reoffenders")->value == Ratio(43, 20));
  CHECK(statement.find_working("actual.weighted_reoffenders")->detail("sum_of") ==
        "weight*reoffended");
  CHECK(statement.find_cohort("actual")->meaning_of_event("not_proven") == "not proven");
  CHECK(statement.find_cohort("nobody") == nullptr);
  CHECK(statement.find_working("nothing") == nullptr);
}

TEST_CASE("what isn't a statement is refused with its place in the JSON") {
  using Change = void (*)(Json&);
  const auto [change, message] = GENERATE(table<Change, std::string>({
      {[](Json& j) { j.erase("contract"); }, "contract is missing"},
      {[](Json& j) { j["contract"].erase("id"); }, "contract.id is missing"},
      {[](Json& j) { j["contract"] = "text"; }, "contract is not an object"},
      {[](Json& j) { j["contract"]["title"] = 1; }, "contract.title is not text"},
      {[](Json& j) { j["contract"]["currency"] = "GPB"; },
       "contract.currency is not a currency that this program knows"},
      {[](Json& j) { j["run"]["payable"] = "yes"; }, "run.payable is not true or false"},
      {[](Json& j) { j["lines"] = Json::object(); }, "lines is not a list"},
      {[](Json& j) { j["lines"][1]["due"].erase("minor"); }, "lines[1].due.minor is missing"},
      {[](Json& j) { j["lines"][1]["due"]["minor"] = "2/4"; },
       "lines[1].due.minor is not a fraction in lowest terms"},
      {[](Json& j) { j["total"]["working"] = "none"; },
       "total.working is not the id of a working before it"},
      {[](Json& j) { j["cohorts"][0]["people"] = "-1"; }, "cohorts[0].people is not a count"},
      {[](Json& j) { j["cohorts"][0]["people"] = "9999999999999999999"; },
       "cohorts[0].people is not a count"},
      {[](Json& j) { j["pins"]["evidence"]["rows"] = "9"; },
       "pins.evidence.rows is not a whole number"},
      {[](Json& j) { j["workings"][0]["op"] = "guess"; },
       "workings[0].op is not an operation that this program knows"},
      {[](Json& j) { j["workings"][1]["id"] = j["workings"][0]["id"]; },
       "workings[1].id is not an id of its own: an earlier working has the same"},
      {[](Json& j) {
         j["workings"][0] = {{"id", "a"},
                             {"label", "a"},
                             {"op", "divide"},
                             {"value", "1"},
                             {"unit", "number"},
                             {"shown", "1"},
                             {"rule", Json::object()}};
       },
       "workings[0] is not whole: \"divide\" rests on 2 operands, and 0 are given"},
      {[](Json& j) {
         j["workings"][0] = {{"id", "a"},
                             {"label", "a"},
                             {"op", "add"},
                             {"value", "1"},
                             {"unit", "number"},
                             {"shown", "1"},
                             {"rule", Json::object()}};
       },
       "workings[0] is not whole: \"add\" rests on at least 1 operand, and 0 are given"},
      {[](Json& j) { j["lines"][0].erase("verdict_working"); },
       "lines[0].verdict_working is missing"},
      {[](Json& j) { j["lines"][0]["bounds"][0]["bit"] = "yes"; },
       "lines[0].bounds[0].bit is not true or false"},
      {[](Json& j) { j["lines"][0]["bounds"][0]["applied"] = j["lines"][0]["bounds"][0]["limit"]; },
       "lines[0].bounds[0].applied is not the id of an amount that follows from another"},
      {[](Json& j) { j.erase("total_bounds"); }, "total_bounds is missing"},
      {[](Json& j) { j["workings"][0]["of"] = {"people.due"}; },
       "workings[0].of[0] is not the id of a working before it"},
      {[](Json& j) {
         const std::string first = j["workings"][0]["id"];
         j["workings"][1]["op"] = "slab";
         j["workings"][1]["of"] = {first};
       },
       "workings[1] is not whole: \"slab\" has no bands"},
      {[](Json& j) {
         j["workings"][0]["details"] = {{"cohort", 1}};
       },
       "workings[0].details.cohort is not text"},
      {[](Json& j) {
         j["workings"][0]["rule"] = {{"file", "a.yaml"}};
       },
       "workings[0].rule.line is missing"},
  }));
  CHECK(refusal([change = change] { changed_statement(change); }) ==
        "statement.json: " + message + " [not_a_statement]" + kAdvice);
}

TEST_CASE("another form of statement, another document and broken JSON are refused") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {R"({"form":"outturn-statement/2"})",
       "s.json: this is of the form \"outturn-statement/2\", and this program reads "
       "\"outturn-statement/1\" [not_a_statement]\n    use the version of outturn that wrote it"},
      {R"({"name":"package"})", "s.json: form is missing [not_a_statement]" + std::string(kAdvice)},
      {"[1]",
       "s.json: a statement is an object, and this is not [not_a_statement]" +
           std::string(kAdvice)},
  }));
  CHECK(refusal([text = text] { read_statement(text, "s.json"); }) == message);
  CHECK_THROWS_AS(read_statement(sample("statement.json").substr(0, 500), "s.json"), InputError);
}

// "/workings/3/of/1" is of the same kind as "/workings/0/of/0".
std::string kind_of(std::string pointer) {
  pointer.erase(
      std::remove_if(
          pointer.begin(), pointer.end(), [](unsigned char c) { return c >= '0' && c <= '9'; }),
      pointer.end());
  return pointer;
}

// Turning a field of any kind into another type is either read or refused: nothing else happens.
TEST_CASE("no damage to a field goes further than a refusal") {
  const Json whole = parse_json(sample("statement.json"), "statement.json");
  const Json fields = whole.flatten();
  std::set<std::string> tried;
  std::size_t refused = 0;
  for (const auto& [pointer, value] : fields.items()) {
    if (!tried.insert(kind_of(pointer)).second) {
      continue;
    }
    for (const Json& other : {Json(7), Json("x")}) {
      Json json = whole;
      json[Json::json_pointer(pointer)] = other;
      try {
        read_statement(canonical(json), "statement.json");
      } catch (const InputError& error) {
        ++refused;
        CHECK(error.problems().at(0).reason == Reason::not_a_statement);
      }
    }
  }
  CHECK(tried.size() > 80);
  CHECK(refused > 100);
}

}  // namespace
}  // namespace outturn
