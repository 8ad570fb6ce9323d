// What a re-settlement says of its difference follows from its workings, or is named.
#include "support/catch.h"
#include "verify/sample.h"

#include <functional>
#include <string>

namespace outturn::testing {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using verify::Inputs;
using Change = std::function<void(Json&)>;

std::string recomputed(const Inputs& inputs) {
  return told(verify::verify(inputs).recomputed);
}

Json& working_named(Json& json, const std::string& id) {
  for (Json& working : json["workings"]) {
    if (working["id"] == id) {
      return working;
    }
  }
  FAIL("no working is called " << id);
  return json;
}

TEST_CASE("a re-settlement is recomputed, and its changed rows are those that it pins") {
  CHECK(recomputed(sample_inputs(kAgain)) == "yes");
  CHECK(told(verify::verify(sample_inputs(kAgain)).intact) ==
        "not checked: whether these are the bytes that were prepared: there is no proof of the "
        "register");
}

TEST_CASE("without the statement before, what counted as paid is not checked") {
  Inputs inputs = sample_inputs(kAgain);
  inputs.earlier.clear();
  CHECK_THAT(recomputed(inputs), Contains("not checked: ") && Contains("taken from earlier"));
}

TEST_CASE("a re-settlement that contradicts itself is named with the place") {
  const auto [change, says] = GENERATE(table<Change, std::string>({
      {[](Json& json) { json["reconciliation"]["superseded"]["sha256"] = std::string(64, 'a'); },
       "and by reconciliation.superseded it should say"},
      {[](Json& json) { json["reconciliation"]["owed"] = json["total"]; },
       "reconciliation.owed isn't the total and what was agreed"},
      {[](Json& json) { json["reconciliation"].erase("agreed"); },
       "reconciliation.owed isn't the total and what was agreed"},
      {[](Json& json) { json["reconciliation"]["agreed"] = json["total"]; },
       "reconciliation.agreed isn't what was answered to disputes, added up"},
      {[](Json& json) { json["reconciliation"]["difference"] = json["total"]; },
       "reconciliation.difference isn't what is owed less what was paid before"},
      {[](Json& json) { json["reconciliation"]["due"] = json["total"]; },
       "reconciliation.due isn't the difference"},
      {[](Json& json) { json["reconciliation"]["settled"] = json["total"]; },
       "reconciliation.settled is neither what is owed nor what was paid before and now"},
      {[](Json& json) { json["reconciliation"]["before"] = json["total"]; },
       "reconciliation.before isn't taken from the statement that is superseded"},
      {[](Json& json) { json["reconciliation"]["material"]["holds"] = false; },
       "reconciliation.material.holds says \"false\""},
      {[](Json& json) { json["reconciliation"]["material"]["working"] = "reoffenders.increase.1"; },
       "reconciliation.material"},
      {[](Json& json) { json["reconciliation"]["payers"].erase(0); }, "its payers added up"},
      {[](Json& json) { json["reconciliation"]["payers"][0]["due"] = json["payers"][0]["due"]; },
       "reconciliation.payers[0].due isn't a difference to what was paid before"},
      {[](Json& json) {
         json["reconciliation"]["payers"][0]["settled"] = json["reconciliation"]["due"];
       },
       "reconciliation.payers[0].settled is neither"},
      {[](Json& json) { json["reconciliation"]["causes"].erase(0); },
       "reconciliation.causes[0].amount doesn't begin where the cause before it ended"},
      {[](Json& json) {
         Json& causes = json["reconciliation"]["causes"];
         causes.erase(causes.size() - 1);
       },
       "its causes added up"},
      {[](Json& json) { json["reconciliation"]["causes"][0]["amount"] = json["total"]; },
       "reconciliation.causes[0].amount isn't a difference between two totals"},
      {[](Json& json) { working_named(json, "reconciliation.size")["value"] = "1"; },
       "the operands of \"reconciliation.size\""},
  }));
  const std::string answer = recomputed(changed(change, kAgain));
  CAPTURE(says);
  CHECK_THAT(answer, StartsWith("no: ") && Contains(says));
}

TEST_CASE("other rows than those that it pins are named") {
  Inputs inputs = sample_inputs(kAgain);
  inputs.changes->text += "late_events,after\n";
  CHECK_THAT(told(verify::verify(inputs).intact),
             StartsWith("no: ") && Contains("reconciliation.changes.sha256"));
}

}  // namespace
}  // namespace outturn::testing
