#include "record/json.h"

#include "support/catch.h"
#include "value/problem.h"

#include <string>

using namespace std::string_literals;
using outturn::canonical;
using outturn::Defect;
using outturn::Json;
using outturn::parse_json;

namespace {

std::string refusal_of(const std::string& text) {
  try {
    parse_json(text, "statement.json");
  } catch (const outturn::InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_CASE("canonical text is what RFC 8785 says") {
  struct Case {
    std::string text;
    std::string expected;
  };
  const auto c = GENERATE(
      // RFC 8785, 3.2.2, the "string" of its sample object: control characters, quote, backslash
      Case{R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")",
           "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""},
      // RFC 8785, 3.2.2, its "literals"
      Case{"[ null, true, false ]", "[null,true,false]"},
      // RFC 8785, 3.2.3: sorted by the characters of the key, digits before letters
      Case{R"({"b": 1, "B": 2, "a": {"z": 1, "1": 2}, "": 3})",
           R"({"":3,"B":2,"a":{"1":2,"z":1},"b":1})"},
      // RFC 8785, appendix B: the integers that a double holds exactly
      Case{"[0, -0, 1, -1, 9007199254740991, -9007199254740991]",
           "[0,0,1,-1,9007199254740991,-9007199254740991]"},
      Case{"\"\\b\\f\\n\\r\\t\\u007f\"", "\"\\b\\f\\n\\r\\t\x7f\""},
      Case{"[\r\n\t]", "[]"},
      Case{"{}", "{}"});
  CHECK(canonical(parse_json(c.text, "t.json")) == c.expected);
  CHECK(canonical(parse_json(c.expected, "t.json")) == c.expected);
}

TEST_CASE("what canonical text can't hold is a defect of ours") {
  CHECK_THROWS_AS(canonical(Json(0.5)), Defect);
  CHECK_THROWS_AS(canonical(Json(9007199254740992)), Defect);
  CHECK_THROWS_AS(canonical(Json(-9007199254740992)), Defect);
  CHECK_THROWS_AS(canonical(Json(18446744073709551615U)), Defect);
  CHECK_THROWS_AS(canonical(Json{{"list", {1, {{"\u00e9", 1}}}}}), Defect);
  CHECK_THROWS_AS(canonical(Json("\xff")), Defect);
}

TEST_CASE("parse_json refuses with line and column, and says what is wrong") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string no_number =
      "only whole numbers up to 2^53 - 1 can stand here; write others as text";
  const auto c = GENERATE_COPY(
      Case{"{\"a\": 1,\n \"a\": 2}", "2:2: the key \"a\" stands here twice"},
      Case{R"({"a\\": 1, "a\\": 2})", R"(1:12: the key "a\" stands here twice)"},
      Case{R"({"a\"b": {}, "a\"b": 2})", R"(1:14: the key "a"b" stands here twice)"},
      Case{R"({"é": 1})", "1:2: the key \"é\" is outside ASCII"},
      Case{"[1.5]", "1:2: " + no_number},
      Case{"1e3", "1:1: " + no_number},
      Case{"{\"é\\u00e9\": 1}", "1:2: the key \"éé\" is outside ASCII"},
      Case{"[\"é\", 9007199254740992 ]", "1:7: " + no_number},
      Case{"[-9007199254740992]", "1:2: " + no_number},
      Case{nested(65), "1:65: nested more than 64 levels deep"},
      Case{"", "1:1: this isn't JSON: expected '[', '{', or a literal"},
      Case{"[1,]", "1:4: this isn't JSON: expected '[', '{', or a literal"},
      Case{"{\"a\" 1}", "1:6: this isn't JSON: expected ':'"},
      Case{"[1 2]", "1:4: this isn't JSON: expected ']'"},
      Case{"{} {}", "1:4: this isn't JSON: expected end of input"},
      Case{"\"\xff\"", "1:2: this isn't JSON: invalid string: ill-formed UTF-8 byte"},
      Case{"\"\\ud800\"",
           "1:8: this isn't JSON: invalid string: surrogate U+D800..U+DBFF must be followed by "
           "U+DC00..U+DFFF"},
      Case{"{}\0[]"s, "1:3: this isn't JSON: it holds a NUL byte"},
      Case{"\xEF\xBB\xBF{}", "1:1: this isn't JSON: it begins with a byte order mark"});
  CHECK(refusal_of(c.text) == "statement.json:" + c.message + " [not_a_statement]");
}

TEST_CASE("64 levels are accepted") {
  CHECK(canonical(parse_json(nested(64), "t.json")) == nested(64));
}
