#include "value/problem.h"

#include "support/catch.h"

#include <array>
#include <set>
#include <string>
#include <string_view>

namespace outturn {
namespace {

TEST_CASE("every reason has a code of its own, in small letters") {
  std::set<std::string_view> codes;
  for (const Reason reason : all_reasons()) {
    const std::string_view code = code_of(reason);
    CAPTURE(code);
    CHECK(codes.insert(code).second);
    CHECK(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == code.npos);
    CHECK_FALSE(code.empty());
  }
  CHECK(codes.size() == all_reasons().size());
  CHECK(code_of(Reason::file_missing) == "file_missing");
  CHECK(code_of(Reason::digest_differs) == "digest_differs");
}

TEST_CASE("a place leaves out what it doesn't know") {
  CHECK(to_string(Place{"contract.yaml", 12, 3}) == "contract.yaml:12:3");
  CHECK(to_string(Place{"contract.yaml", 12, 0}) == "contract.yaml:12");
  CHECK(to_string(Place{"contract.yaml", 0, 0}) == "contract.yaml");
  CHECK(to_string(Place{}).empty());
}

TEST_CASE("a problem says where, what, its code, and what to do") {
  const Problem problem{{"contract.yaml", 12, 3},
                        Reason::unknown_key,
                        "unknown key \"colour\"",
                        "did you mean \"clause\"?"};
  CHECK(to_string(problem) ==
        "contract.yaml:12:3: unknown key \"colour\" [unknown_key]\n"
        "    did you mean \"clause\"?");
}

TEST_CASE("a problem without place or advice is one line") {
  CHECK(to_string(Problem{{}, Reason::write_failed, "the disk is full", ""}) ==
        "the disk is full [write_failed]");
}

TEST_CASE("problems come in the order of their places, however they were found") {
  Problems problems;
  problems.add({"b.yaml", 1, 1}, Reason::bad_date, "fourth");
  problems.add({"a.yaml", 10, 1}, Reason::bad_date, "third");
  problems.add({"a.yaml", 9, 2}, Reason::bad_date, "second");
  problems.add({"a.yaml", 9, 1}, Reason::bad_date, "first");
  problems.add({"b.yaml", 1, 1}, Reason::bad_amount, "fourth, found later");
  CHECK(problems.size() == 5);
  CHECK_THROWS_WITH(problems.throw_if_any(),
                    "a.yaml:9:1: first [bad_date]\n"
                    "a.yaml:9:2: second [bad_date]\n"
                    "a.yaml:10:1: third [bad_date]\n"
                    "b.yaml:1:1: fourth [bad_date]\n"
                    "b.yaml:1:1: fourth, found later [bad_amount]");
}

TEST_CASE("an error carries its problems as data") {
  const InputError error({"c.csv", 7, 0}, Reason::missing_value, "no person", "fill it in");
  REQUIRE(error.problems().size() == 1);
  CHECK(error.problems().front() ==
        Problem{{"c.csv", 7, 0}, Reason::missing_value, "no person", "fill it in"});
}

TEST_CASE("without problems nothing is thrown") {
  const Problems problems;
  CHECK(problems.empty());
  CHECK_NOTHROW(problems.throw_if_any());
}

constexpr std::array<std::string_view, 5> kWords = {
    "weights", "baseline", "binary", "cap", "counts"};

TEST_CASE("a near word is offered, a far one isn't") {
  const auto [word, nearest] = GENERATE(table<std::string, std::string>({
      {"weights", "weights"},
      {"wieghts", "weights"},   // neighbours swapped
      {"weight", "weights"},    // a letter missing
      {"weightss", "weights"},  // a letter too many
      {"waights", "weights"},   // a letter wrong
      {"base_line", "baseline"},
      {"cup", "cap"},
      {"cpa", "cap"},
      {"dog", ""},
      {"frequency", ""},
      {"Binary", "binary"},
      {"", ""},
      {"c", ""},
  }));
  CAPTURE(word);
  CHECK(nearest_word(word, kWords) == nearest);
}

TEST_CASE("of two words as near, the first is offered") {
  constexpr std::array<std::string_view, 2> kBoth = {"rate", "date"};
  CHECK(nearest_word("mate", kBoth) == "rate");
}

TEST_CASE("hostile lengths are near to nothing and cost nothing") {
  const std::string endless(10'000'000, 'w');
  const std::array<std::string_view, 2> candidates = {endless, "weights"};
  CHECK(nearest_word(endless, kWords).empty());
  CHECK(nearest_word("weihgts", candidates) == "weights");
}

TEST_CASE("the advice is a question") {
  CHECK(did_you_mean("wieghts", kWords) == "did you mean \"weights\"?");
  CHECK(did_you_mean("zebra", kWords).empty());
}

}  // namespace
}  // namespace outturn
