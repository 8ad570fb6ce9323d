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

TEST_CASE("what a statement says twice, it says alike") {
  using Change = void (*)(Json&);
  const auto [change, message] = GENERATE(table<Change, std::string>({
      {[](Json& j) { j["total"]["minor"] = "430006"; },
       "total.minor is \"430006\", and by working total.due it is \"430005\""},
      {[](Json& j) { j["total"]["shown"] = "£4,300.06"; },
       "total.shown is \"£4,300.06\", and by working total.due it is \"£4,300.05\""},
      {[](Json& j) { j["lines"][0]["due"]["minor"] = "250001"; },
       "lines[0].due.minor is \"250001\", and by working people.due it is \"250000\""},
      {[](Json& j) { j["lines"][0]["due"]["shown"] = "£25,000.00"; },
       "lines[0].due.shown is \"£25,000.00\", and by working people.due it is \"£2,500.00\""},
      {[](Json& j) {
         j["lines"][0]["gross"] = {
             {"working", "people.gross"}, {"minor", "1"}, {"shown", "£3,280.00"}};
       },
       "lines[0].gross.minor is \"1\", and by working people.gross it is \"328000\""},
      {[](Json& j) { j["payers"][1]["share"] = "34.30%"; },
       "payers[1].share is \"34.30%\", and by working payer_share.Health & Care Board it is "
       "\"33.40%\""},
      {[](Json& j) { j["workings"][0]["shown"] = "9"; },
       "workings[0].shown is \"9\", and by its value it is \"5\""},
      {[](Json& j) { j["lines"][0]["verdict"] = "increase"; },
       "lines[0].verdict is \"increase\", and by working people.verdict it is \"reduction\""},
      {[](Json& j) { j["lines"][0]["why"][4] = "Verdict: increase."; },
       "lines[0].why[4] is \"Verdict: increase.\", and by lines[0].verdict it is \"Verdict: "
       "reduction.\""},
      {[](Json& j) { j["lines"][0]["reduction_when"][1]["holds"] = false; },
       "lines[0].reduction_when[1].holds is \"false\", and by working people.reduction_when.2 it "
       "is \"true\""},
      {[](Json& j) {
         j["lines"][0]["reduction_when"][1]["sentence"] =
             "the cohort of 5 people is at least 3: no";
       },
       "lines[0].reduction_when[1].sentence is \"the cohort of 5 people is at least 3: no\", and "
       "by "
       "working people.reduction_when.2 it is \"the cohort of 5 people is at least 3: yes\""},
      {[](Json& j) { j["lines"][0]["termination_reached"] = true; },
       "lines[0].termination_reached is \"true\", and by lines[0].termination_when it is "
       "\"false\""},
      {[](Json& j) { j["run"]["kind"] = "interim"; },
       "run.kind is \"interim\", and by run.payable it is \"final\""},
      {[](Json& j) { j["run"]["payable"] = false; },
       "run.kind is \"final\", and by run.payable it is \"interim\""},
      {[](Json& j) {
         j["period"] = {{"name", "2014/15"}, {"first", "2014-04-01"}, {"last", "2015-03-30"}};
       },
       "period.last is \"2015-03-30\", and by period.name it is \"2015-03-31\""},
      {[](Json& j) {
         j["period"]["name"] = "2014-01-01..2014-12-31";
         j["period"]["first"] = "2014-01-02";
       },
       "period.first is \"2014-01-02\", and by period.name it is \"2014-01-01\""},
      {[](Json& j) { j["pins"]["known_at_batch"] = 9; },
       "pins.known_at_batch is \"9\", and by the last of pins.batches it is \"2\""},
      {[](Json& j) { j["cohorts"][0]["starts"] = "99"; },
       "cohorts[0].starts is \"99\", and by starts_by_class it is \"9\""},
      {[](Json& j) { j["cohorts"][0]["measurable"] = "4"; },
       "cohorts[0].measurable is \"4\", and by starts_by_class it is \"5\""},
      {[](Json& j) { j["cohorts"][0]["events"] = "4"; },
       "cohorts[0].events is \"4\", and by events_by_class it is \"9\""},
      {[](Json& j) { j["breakdown"][0]["people"] = "2"; },
       "breakdown of actual by age_band, people added up, is \"6\", and by measurable it is "
       "\"5\""},
  }));
  const std::string text = refusal([change = change] { changed_statement(change); });
  CHECK(text.substr(0, text.find('\n')) == "statement.json: " + message + " [not_a_statement]");
  CHECK(text.substr(text.find('\n') + 1, 60) ==
        "    settle again: this file was changed after it was written");
}

TEST_CASE("a unit that can't be shown is refused") {
  CHECK(refusal([] {
          changed_statement([](Json& json) { json["workings"][0]["unit"] = "pounds"; });
        }) == std::string("statement.json: workings[0].unit is not a unit that this program knows "
                          "[not_a_statement]") +
                  kAdvice);
}

TEST_CASE("of many figures that differ, the first twenty are named") {
  const std::string text = refusal([] {
    changed_statement([](Json& json) {
      for (Json& working : json["workings"]) {
        working["shown"] = "?";
      }
    });
  });
  CHECK(std::count(text.begin(), text.end(), '[') == 2 * 20);
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
