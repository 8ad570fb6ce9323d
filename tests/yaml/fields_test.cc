#include "yaml/fields.h"

#include "support/catch.h"

#include <array>
#include <string>

namespace outturn::yaml {
namespace {

std::string said(const Problems& problems) {
  try {
    problems.throw_if_any();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// Reads the value of "v" in a document.
template <typename Reader>
auto value_of(const std::string& text, Reader read, Problems& problems) {
  const Node root = parse("v: " + text + "\n", "c.yaml", problems);
  return read(*root.find("v"), problems);
}

// What a reader says of a value it can't read.
template <typename Reader>
std::string refusal(const std::string& text, Reader read) {
  Problems problems;
  const auto value = value_of(text, read, problems);
  CHECK(value.has_value() == problems.empty());
  return said(problems);
}

template <typename Reader>
auto good(const std::string& text, Reader read) {
  Problems problems;
  const auto value = value_of(text, read, problems);
  REQUIRE(said(problems).empty());
  REQUIRE(value.has_value());
  return *value;
}

std::string faults_of_window(std::string_view text) {
  Problems problems;
  const Node root = parse(text, "contract.yaml", problems);
  Fields fields(root, "window", problems);
  fields.required("color", read_text);
  fields.required("follow_up", read_duration, "state how long an offence counts");
  fields.optional("note", read_text);
  fields.finish();
  return said(problems);
}

TEST_CASE("A map with every key it must have, and none besides, is read without a word") {
  CHECK(faults_of_window("color: red\nfollow_up: 12 months\n").empty());
  CHECK(faults_of_window("color: red\nfollow_up: 12 months\nnote: fine\n").empty());
}

TEST_CASE("An unknown key is named with the nearest one, or with all there are") {
  CHECK(faults_of_window("color: red\nfollow_up: 1 month\ncolour: red\nzzz: 1\n") ==
        "contract.yaml:3:1: unknown key \"colour\" in window [unknown_key]\n"
        "    did you mean \"color\"?\n"
        "contract.yaml:4:1: unknown key \"zzz\" in window [unknown_key]\n"
        "    keys allowed here: color, follow_up, note");
}

TEST_CASE("Digits as a key are what a comma in an amount leaves behind") {
  CHECK(faults_of_window("{color: £1,000, follow_up: 1 month}") ==
        "contract.yaml:1:12: unknown key \"000\" in window [unknown_key]\n"
        "    a comma inside { } parts entries: put the amount in quotes");
}

TEST_CASE("A missing key is reported at its map, with what to add") {
  CHECK(faults_of_window("note: x\n") ==
        "contract.yaml:1:1: window lacks the key \"color\" [missing_key]\n"
        "    add \"color:\" here; no value is assumed for it\n"
        "contract.yaml:1:1: window lacks the key \"follow_up\" [missing_key]\n"
        "    state how long an offence counts");
}

TEST_CASE("What isn't a map is one problem, not one a key") {
  CHECK(faults_of_window("- a\n") ==
        "contract.yaml:1:1: expected a map of keys for window here, found a list [wrong_shape]");
  CHECK(faults_of_window("") ==
        "contract.yaml:1:1: expected a map of keys for window here, found nothing [wrong_shape]");
}

TEST_CASE("Single values are read as what they are") {
  CHECK(good("some words", read_text) == "some words");
  CHECK(good("0", read_count) == 0);
  CHECK(good("1200", read_count) == 1200);
  CHECK(good("-2.50", read_decimal) == Ratio(-5, 2));
  CHECK(good("2014-10-01", read_date) == Date::of(2014, 10, 1));
  CHECK(good("12 months", read_duration) == Duration{Duration::Unit::months, 12});
  CHECK(good("yes", read_yes_no));
  CHECK_FALSE(good("no", read_yes_no));
  CHECK(good("[a, b]", read_texts) == std::vector<std::string>{"a", "b"});
  CHECK(good("a", read_texts) == std::vector<std::string>{"a"});
}

TEST_CASE("A quantity keeps its number and its unit apart") {
  const auto [text, value, unit] = GENERATE(table<std::string, Ratio, std::string>(
      {{"5 points", Ratio(5), "points"},
       {"10%", Ratio(10), "%"},
       {"10 %", Ratio(10), "%"},
       {"-2.5 points", Ratio(-5, 2), "points"},
       {"\"0.1 events per 100 people\"", Ratio(1, 10), "events per 100 people"}}));
  const Quantity quantity = good(text, read_quantity);
  CHECK(quantity.value == value);
  CHECK(quantity.unit == unit);
}

TEST_CASE("A value that can't be read is reported whole, and nothing is returned") {
  const std::string number_advice = " [bad_number]\n    write digits only, such as 12 or 1200";
  CHECK(refusal("\"\"", read_text) == "c.yaml:1:4: expected text here, found \"\" [wrong_shape]");
  CHECK(refusal("[]", read_text) ==
        "c.yaml:1:4: expected text here, found an empty list [wrong_shape]");
  for (const std::string_view text : {"-1", "1.5", "1e3", "12 ", "1234567890123456789"}) {
    const std::string quoted = "\"" + std::string(text) + "\"";
    CHECK(refusal(quoted, read_count) ==
          "c.yaml:1:4: " + quoted + " isn't a whole number" + number_advice);
  }
  CHECK(refusal("1.5e3", read_decimal) ==
        "c.yaml:1:4: \"1.5e3\" isn't a plain decimal number [bad_number]\n"
        "    write digits and at most one point, such as 1.96");
  CHECK(refusal("2014-02-30", read_date) ==
        "c.yaml:1:4: \"2014-02-30\" isn't a date [bad_date]\n"
        "    write year, month and day, such as 2014-10-01");
  CHECK(refusal("a year", read_duration) ==
        "c.yaml:1:4: \"a year\" isn't a length of time [bad_duration]\n"
        "    write a number of days or months, such as 12 months or 365 days");
  CHECK(refusal("true", read_yes_no) == "c.yaml:1:4: \"true\" isn't yes or no [unknown_word]");
  for (const std::string text : {"5", "points", "5points", "5  points", "1,000 points", "5 5"}) {
    CHECK(refusal("\"" + text + "\"", read_quantity) ==
          "c.yaml:1:4: \"" + text +
              "\" isn't a number with its unit [bad_number]\n"
              "    write the unit out, such as 5 points or 10%");
  }
}

TEST_CASE("A word of a closed set is read from its one table") {
  enum class Band { slab, marginal };
  static constexpr std::array kBands = {Word<Band>{"slab", Band::slab},
                                        Word<Band>{"marginal", Band::marginal}};
  const auto read = [](const Node& node, Problems& problems) {
    return read_enum<Band>(node, kBands, problems);
  };
  CHECK(good("marginal", read) == Band::marginal);
  CHECK(refusal("marginl", read) ==
        "c.yaml:1:4: unknown word \"marginl\" [unknown_word]\n    did you mean \"marginal\"?");
  CHECK(refusal("other", read) ==
        "c.yaml:1:4: unknown word \"other\" [unknown_word]\n    one of: slab, marginal");
}

TEST_CASE("Items that can't be read are left out of a list and reported") {
  Problems problems;
  const auto read = [](const Node& node, Problems& found) {
    return read_list<std::int64_t>(node, found, read_count);
  };
  CHECK(value_of("[1, x, 3]", read, problems) == std::vector<std::int64_t>{1, 3});
  CHECK(said(problems) ==
        "c.yaml:1:8: \"x\" isn't a whole number [bad_number]\n"
        "    write digits only, such as 12 or 1200");
  CHECK(refusal("x", read) == "c.yaml:1:4: expected a list here, found \"x\" [wrong_shape]");
}

}  // namespace
}  // namespace outturn::yaml
