// Claims that somebody imagines: what each is paid, alone and together.
#include "curve/claimed.h"

#include "curve/curve.h"
#include "rules/load.h"
#include "support/catch.h"

#include <fstream>
#include <sstream>

namespace outturn {
namespace {

Contract shipped(const std::string& path) {
  const std::string full = std::string(OUTTURN_SOURCE_DIR "/data/contracts/") + path;
  std::ostringstream text;
  text << std::ifstream(full).rdbuf();
  return load_contract({full, text.str()}, rules_beside(full, {}));
}

Curve followed(const Contract& contract, const std::string& outcome) {
  const Period period = contract.periods().front();
  const Scenario scenario = scenario_without_effect(contract, period, {}, Place{});
  const Bench bench(contract, period, scenario);
  for (const Input& input : inputs_of(bench, scenario)) {
    if (input.name == outcome) {
      return curve_of(bench, input);
    }
  }
  throw std::invalid_argument("nothing called " + outcome + " moves");
}

TEST_CASE("a stage is claimed once for each group that has a price of its own") {
  std::vector<std::string> names;
  for (const Claimed& claimed : claims_of(shipped("work-programme/work-programme-area.yaml"))) {
    names.push_back(claimed.name);
  }
  CHECK(std::find(names.begin(), names.end(), "attachment") != names.end());
  CHECK(std::find(names.begin(), names.end(), "job_outcome, jsa_18_24") != names.end());
}

TEST_CASE("one more claim is worth its price, however many there are") {
  const Curve curve =
      followed(shipped("work-programme/work-programme-area.yaml"), "job_outcome, jsa_18_24");
  REQUIRE(curve.stretches.size() == 1);
  CHECK(curve.stretches.front().least == 120'000);
  CHECK(curve.stretches.front().most == 120'000);
}

TEST_CASE("routes of one person: what a claim adds depends on those before it") {
  const Contract contract = shipped("troubled-families/troubled-families-council.yaml");
  REQUIRE(claims_interact(contract));
  const Curve curve = followed(contract, "one-person");
  CHECK(curve.input.steps == claims_of_one(contract));
  REQUIRE(curve.points.size() == curve.input.steps.size() + 1);
  CHECK(*curve.points.front().total == 0);
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    CHECK(*curve.points[i].total >= *curve.points[i - 1].total);
  }
  // A family is paid for one route only, so not for everything that it claims.
  const Ratio first = *curve.points[1].total;
  const Ratio last = *curve.points.back().total;
  CHECK(last < first * ratio_of(static_cast<std::int64_t>(curve.input.steps.size())));
}

TEST_CASE("nobody else is needed: what one person claims is one pattern of one person") {
  const Contract contract = shipped("oklahoma/oklahoma-women.yaml");
  const MeasuredMilestones measured = claimed_by_one(contract, contract.periods().front(), 2);
  REQUIRE(measured.patterns.size() == 1);
  CHECK(measured.patterns.begin()->second.people == 1);
  CHECK(measured.patterns.begin()->first.claims.size() == 2);
  CHECK(measured.people() == 1);
}

}  // namespace
}  // namespace outturn
