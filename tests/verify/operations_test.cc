#include "verify/operations.h"

#include "support/catch.h"
#include "value/problem.h"

namespace outturn::verify {
namespace {

const std::string kFile = "statement.json";

Ratio fraction(const std::string& text) {
  return parse_fraction(text).value();
}

std::vector<Ratio> fractions(const std::vector<std::string>& texts) {
  std::vector<Ratio> values;
  for (const std::string& text : texts) {
    values.push_back(fraction(text));
  }
  return values;
}

std::string value_of(const std::string& op,
                     const std::vector<std::string>& of,
                     const Json& working = Json::object()) {
  const Operation* operation = find_operation(op);
  REQUIRE(operation != nullptr);
  try {
    return to_fraction(redone(*operation, fractions(of), JsonField(working, kFile)));
  } catch (const InputError& error) {
    return error.problems().front().message;
  }
}

TEST_CASE("a working is redone from its operands, exactly") {
  const auto [op, of, value] = GENERATE(table<std::string, std::vector<std::string>, std::string>({
      {"add", {"1/3", "1/6", "-1"}, "-1/2"},
      {"add", {"7"}, "7"},
      {"subtract", {"1/3", "1/2"}, "-1/6"},
      {"multiply", {"2/3", "3/4", "-5"}, "-5/2"},
      {"divide", {"43/20", "99/20"}, "43/99"},
      {"negate", {"-3/7"}, "3/7"},
      {"at_least", {"1/3", "1/3"}, "1"},
      {"at_least", {"1/3", "2/5"}, "0"},
      {"more_than", {"1/3", "1/3"}, "0"},
      {"more_than", {"2/5", "1/3"}, "1"},
      {"equal", {"2/4", "1/2"}, "1"},
      {"equal", {"1/2", "1/3"}, "0"},
      {"all_of", {"1", "1"}, "1"},
      {"all_of", {"1", "0"}, "0"},
      {"all_of", {"1", "2"}, "0"},
      {"any_of", {"0", "1"}, "1"},
      {"any_of", {"0", "2"}, "0"},
      {"smaller_of", {"328000", "250000"}, "250000"},
      {"larger_of", {"-1", "0"}, "0"},
  }));
  CAPTURE(op);
  std::vector<std::string> lowest;
  for (const std::string& one : of) {
    lowest.push_back(one == "2/4" ? "1/2" : one);
  }
  CHECK(value_of(op, lowest) == value);
}

Json bands(const std::string& edge = "") {
  Json json = {{"bands",
                {{{"from", "0"}, {"pays", "100"}, {"per_unit", false}},
                 {{"from", "10"}, {"pays", "30"}, {"per_unit", true}},
                 {{"from", "20"}, {"pays", "900"}, {"per_unit", false}}}}};
  if (!edge.empty()) {
    json["details"] = {{"edge", edge}};
  }
  return json;
}

TEST_CASE("a slab pays by the last row that is reached, as its edge says") {
  const auto [edge, a, value] = GENERATE(table<std::string, std::string, std::string>({
      {"at least", "-5", "100"},
      {"at least", "0", "100"},
      {"at least", "10", "300"},
      {"more than", "10", "100"},
      {"more than", "21/2", "315"},
      {"at least", "20", "900"},
      {"more than", "20", "600"},
      {"at least", "1000", "900"},
  }));
  CAPTURE(edge, a);
  CHECK(value_of("slab", {a}, bands(edge)) == value);
}

TEST_CASE("marginal bands pay each part of a by its own row") {
  const auto [a, value] = GENERATE(table<std::string, std::string>({
      {"-5", "0"},
      {"0", "0"},
      {"1/2", "50"},
      {"10", "1000"},
      {"15", "1150"},
      {"25", "5800"},
  }));
  CAPTURE(a);
  CHECK(value_of("marginal", {a}, bands()) == value);
}

TEST_CASE("interpolated bands pay on the straight line between two rows") {
  const auto [a, value] = GENERATE(table<std::string, std::string>({
      {"-5", "100"},
      {"0", "100"},
      {"5", "65"},
      {"10", "30"},
      {"40/3", "320"},
      {"20", "900"},
      {"21", "900"},
  }));
  CAPTURE(a);
  CHECK(value_of("interpolated", {a}, bands()) == value);
}

TEST_CASE("rounding goes to whole steps, as the contract says") {
  const auto [a, step, how, value] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"5/2", "1", "half away from zero", "3"},
          {"-5/2", "1", "half away from zero", "-3"},
          {"5/2", "1", "half to even", "2"},
          {"7/2", "1", "half to even", "4"},
          {"5/2", "1", "half toward zero", "2"},
          {"-29/10", "1", "toward zero", "-2"},
          {"21/10", "1", "away from zero", "3"},
          {"12345", "100", "half away from zero", "12300"},
          {"12350", "100", "half away from zero", "12400"},
      }));
  CAPTURE(a, step, how);
  CHECK(value_of("round", {a}, {{"details", {{"step", step}, {"how", how}}}}) == value);
}

TEST_CASE("what can't be redone is refused where it stands") {
  CHECK(value_of("divide", {"1", "0"}) == "a statement is an object, and this is not");
  const auto round = [](const Json& details) {
    return value_of("round", {"1"}, {{"details", details}});
  };
  CHECK(round({{"step", "0"}, {"how", "toward zero"}}) ==
        "details.step is not a number of minor units");
  CHECK(round({{"step", "1/2"}, {"how", "toward zero"}}) ==
        "details.step is not a number of minor units");
  CHECK(round({{"step", "1"}, {"how", "up"}}) == "details.how is not a way of rounding");
  CHECK(value_of("slab", {"1"}, bands("about")) ==
        "details.edge is not \"at least\" or \"more than\"");
  Json falling = bands("at least");
  falling["bands"][2]["from"] = "10";
  CHECK(value_of("slab", {"1"}, falling) == "bands[2].from is not above that of the row before it");
  falling["bands"] = Json::array();
  CHECK(value_of("marginal", {"1"}, falling) == "bands is not a table: it has no row");
}

TEST_CASE("an operation that the documentation doesn't name isn't known") {
  CHECK(find_operation("subtract") != nullptr);
  CHECK(find_operation("power") == nullptr);
}

}  // namespace
}  // namespace outturn::verify
