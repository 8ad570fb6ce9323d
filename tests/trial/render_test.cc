#include "trial/render.h"

#include "support/catch.h"
#include "trial/sample.h"

#include <string>
#include <vector>

namespace outturn {
namespace {

std::vector<ContractOutcome> outcome_of(const std::string& name) {
  Tried one = tried(kFiguresContract,
                    "  - {case: " + name +
                        ", figures: {change: {value: -4 points}}, expect: {payers: {North: "
                        "£4}}}\n");
  std::vector<ContractOutcome> outcomes;
  outcomes.push_back({"figures", "c.yaml", {one.outcome}, one.coverage});
  return outcomes;
}

TEST_CASE("JUnit XML takes any name of a case, and says the same every time") {
  const std::string xml = junit_of_trial(outcome_of("\"a < b & \\\"c\\\"\""));
  CHECK(xml ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="1" errors="0">
  <testsuite name="trial" tests="1" failures="1" errors="0">
    <testcase classname="figures" name="a &lt; b &amp; &quot;c&quot;" file="cases.yaml" line="5">
      <failure message="payer North, due: expected £4.00, found £0.00">)"
        R"(2015-01-01..2015-12-31, payer North, due: expected £4.00, found £0.00&#10;)"
        R"(  100.00% of £0.00; odd pennies go to North.&#10;  c.yaml:23:26&#10;</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("programs are told what differs, why, and what was not reached") {
  const Json contract = json_of_trial(outcome_of("a")).at(0);
  CHECK(contract.at("failed") == 1);
  const Json& check = contract.at("cases").at(0).at("periods").at(0).at("checks").at(0);
  CHECK(canonical(check) ==
        R"({"expected":"£4.00","found":"£0.00","holds":false,"of":"payer North","what":"due"})");
  CHECK(canonical(contract.at("coverage").at("not_reached").at(0).at("rule")) ==
        R"({"clause":null,"column":9,"file":"c.yaml","line":16})");
}

}  // namespace
}  // namespace outturn
