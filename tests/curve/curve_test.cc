// What a payment does as one outcome moves: jumps, bends, flat stretches, falls.
#include "curve/curve.h"

#include "settle/sample.h"
#include "support/catch.h"

#include <fmt/format.h>

namespace outturn {
namespace {

const Period kYear = {Date::of(2015, 1, 1), Date::of(2015, 12, 31), "2015"};

// One outcome of a contract, followed through its range.
Curve followed(const Contract& contract, const std::string& outcome, const Values& given = {}) {
  const Scenario scenario = scenario_without_effect(contract, kYear, given, Place{"contract.yaml"});
  const Bench bench(contract, kYear, scenario);
  for (const Input& input : inputs_of(bench, scenario)) {
    if (input.name == outcome) {
      return curve_of(bench, input);
    }
  }
  throw std::invalid_argument("nothing called " + outcome + " moves");
}

Curve followed(const std::string& lines, const std::string& bounds = "[]") {
  Terms terms;
  terms.lines = lines;
  terms.bounds = bounds;
  return followed(contract_of(terms), "reoffenders", {{"people", 100}});
}

std::string money(const Ratio& minor) {
  return shown(minor, Unit::amount, Currency::gbp);
}

// "100..51 0 | 50..0 £1.00": what a step is worth along each stretch.
std::string stretches_of(const Curve& curve) {
  std::string text;
  for (const Stretch& stretch : curve.stretches) {
    text += fmt::format("{}{}..{} {}",
                        text.empty() ? "" : " | ",
                        to_plain(curve.points[stretch.first].value),
                        to_plain(curve.points[stretch.last].value),
                        stretch.refused.empty() ? money(stretch.least) : "refused");
    text += stretch.is_straight() ? "" : " to " + money(stretch.most);
  }
  return text;
}

// "jump 46 +£5.00 (cause)": the first point past each turn, the change, what decides.
std::string turns_of(const Curve& curve) {
  std::string text;
  for (const Turn& turn : curve.turns) {
    text += fmt::format("{} {} {} ({})\n",
                        turn.kind == Turn::Kind::jump ? "jump" : "bend",
                        to_plain(curve.points[turn.after + 1].value),
                        money(turn.change),
                        turn.causes.front().text);
  }
  return text;
}

std::string line_with(const std::string& threshold,
                      const std::string& price,
                      const std::string& deduction = "nothing") {
  return line_against("line",
                      "50%",
                      "points",
                      fmt::format("reduction_when: [reduction_at_least: {}]\n"
                                  "increase_when: [increase_more_than: 0 points]\n"
                                  "on_reduction: {}\non_neither: nothing\non_increase: {}",
                                  threshold,
                                  price,
                                  deduction));
}

TEST_CASE("a threshold that pays the whole reduction is a jump, and then every success pays") {
  const Curve curve = followed(line_with("5 points", "{pay: {per_person: £40}}"));
  CHECK(stretches_of(curve) == "100..46 £0.00 | 45..0 £40.00");
  CHECK(turns_of(curve) ==
        "jump 45 £200.00 (line: baseline less actual, 5.00 points, is at least 5.00 points: "
        "yes)\n");
  CHECK(curve.falls.empty());
  CHECK(curve.turns.front().causes.front().rule.place.file == "contract.yaml");
}

TEST_CASE("a price from the first success on is a bend and no jump") {
  const Curve curve = followed(line_with("0 points", "{pay: {per_person: £40}}"));
  CHECK(stretches_of(curve) == "100..51 £0.00 | 50..0 £40.00");
  CHECK(turns_of(curve).starts_with("bend 50 £0.00 (line: baseline less actual, 0.00 points"));
}

TEST_CASE("a cap bends the payment into a flat stretch") {
  const Curve curve = followed(line_with("0 points", "{pay: {per_person: £40}}"),
                               "[{cap: line, at: £400, over: period}]");
  CHECK(stretches_of(curve) == "100..51 £0.00 | 50..40 £40.00 | 39..0 £0.00");
  CHECK(turns_of(curve).ends_with("\nbend 39 £0.00 (the cap of £400.00 on line applies)\n"));
  CHECK(curve.stretches.back().is_flat());
}

TEST_CASE("a deduction and a payment of the same price are one line through the baseline") {
  const Curve curve =
      followed(line_with("0 points", "{pay: {per_person: £40}}", "{deduct: {per_person: £40}}"));
  CHECK(stretches_of(curve) == "100..0 £40.00");
  CHECK(curve.turns.empty());
}

TEST_CASE("a band that pays less than the one below it makes doing better pay less") {
  const Curve curve = followed(
      line_with("0 points",
                "{pay: {bands: {mode: slab, edge: at least, rows: [{from: 0 points, pays: £10}, "
                "{from: 5 points, pays: £90}, {from: 10 points, pays: £60}]}}}"));
  REQUIRE(curve.falls.size() == 1);
  const Fall& fall = curve.falls.front();
  CHECK(to_plain(curve.points[fall.first].value) == "41");
  CHECK(to_plain(curve.points[fall.last].value) == "40");
  CHECK(money(fall.change) == "-£30.00");
  CHECK(fall.causes.front().text == "line: the row from 10.00 points of its table");
  CHECK(fall.lines == std::vector<std::string>{"line"});
}

TEST_CASE("nothing between two settlements is passed over, however narrow") {
  const Curve curve = followed(
      line_with("0 points",
                "{pay: {bands: {mode: slab, edge: at least, rows: [{from: 0 points, pays: £10}, "
                "{from: 5 points, pays: £90}, {from: 6 points, pays: £10}]}}}"));
  CHECK(stretches_of(curve) == "100..51 £0.00 | 50..46 £0.00 | 45..45 £0.00 | 44..0 £0.00");
  CHECK(curve.turns.size() == 3);
  CHECK(curve.falls.size() == 1);
}

TEST_CASE("two conditions that begin to hold one after the other make one turn, where both hold") {
  Terms terms;
  terms.lines = line_with("0 points", "{pay: {amount: £7}}");
  const std::string plain = "{fixed: 50%}";
  terms.lines.replace(terms.lines.find(plain), plain.size(), "{fixed: 50%, baseline_people: 100}");
  const std::string fall = "[reduction_at_least: 0 points]";
  terms.lines.replace(terms.lines.find(fall),
                      fall.size(),
                      "[reduction_more_than: 0 points, significant: {test: one-sample z, z: 1.96, "
                      "boundary: at least}]");
  const Curve curve = followed(contract_of(terms), "reoffenders", {{"people", 100}});
  CHECK(stretches_of(curve) == "100..41 £0.00 | 40..0 £0.00");
}

TEST_CASE("those who stop had reoffended once: the others' frequency rises") {
  Terms terms;
  terms.measures = "m: {kind: frequency per reoffender, weighted: no}";
  terms.lines = line_against("line",
                             "4 events",
                             "events",
                             "reduction_when: [reduction_more_than: 0 events]\n"
                             "increase_when: [increase_more_than: 0 events]\n"
                             "on_reduction: nothing\non_neither: nothing\n"
                             "on_increase: {deduct: {per_event: £10}}");
  const Curve curve = followed(contract_of(terms), "once-only-reoffenders", {{"people", 100}});
  // 50 reoffenders and 200 reoffences at the baseline; each who stops takes one reoffence of their
  // own away, where the baseline expects four.
  CHECK(curve.points.back().value == 25);
  CHECK(money(*curve.points.back().total) == "-£750.00");
  REQUIRE(curve.falls.size() == 1);
  CHECK(money(curve.falls.front().change) == "-£750.00");
  CHECK(curve.falls.front().lines == std::vector<std::string>{"line"});
}

TEST_CASE("where settling refuses there is no payment, and the curve says so") {
  Terms terms;
  terms.measures = "m: {kind: frequency per reoffender, weighted: no}";
  terms.lines = line_against("line",
                             "4 events",
                             "events",
                             "reduction_when: [reduction_more_than: 0 events]\n"
                             "increase_when: never\n"
                             "on_reduction: {pay: {per_event: £10}}\non_neither: nothing\n"
                             "on_increase: nothing");
  const Curve curve = followed(contract_of(terms), "reoffenders", {{"people", 100}});
  // Each reoffender has four reoffences, as at the baseline; nobody has none.
  CHECK(stretches_of(curve) == "100..1 £0.00 | 0..0 refused");
  CHECK(curve.stretches.back().refused.ends_with("there is nobody to divide by"));
  CHECK(!curve.points.back().total);
}

TEST_CASE("what the rules don't say is assumed, and named as assumed") {
  Terms terms;
  terms.lines = line_with("5 points", "{pay: {per_person: £40}}");
  const Contract contract = contract_of(terms);
  const Scenario assumed = scenario_without_effect(contract, kYear, {}, Place{"contract.yaml"});
  CHECK(assumed.assumed == std::vector<std::string>{"people"});
  CHECK(assumed.values.at("people") == 1000);
  CHECK(assumed.values.at("reoffenders") == 500);

  const Scenario given =
      scenario_without_effect(contract, kYear, {{"people", 77}}, Place{"contract.yaml"});
  CHECK(given.assumed.empty());
  CHECK(given.values.at("reoffenders") == 39);  // at the baseline's rate or just above it
}

TEST_CASE("a value that nothing reads is refused by its name") {
  Terms terms;
  terms.lines = line_with("5 points", "{pay: {per_person: £40}}");
  const Contract contract = contract_of(terms);
  CHECK_THROWS_WITH(
      scenario_without_effect(contract, kYear, {{"reoffender", 7}}, Place{"contract.yaml"}),
      "contract.yaml: nothing that this contract reads is called \"reoffender\" "
      "[unknown_reference]\n    did you mean \"reoffenders\"?");
}

}  // namespace
}  // namespace outturn
