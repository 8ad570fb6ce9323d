#include "value/dated.h"

#include "support/catch.h"

#include <string>

namespace outturn {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

// A price that rose once and holds until the contract ends.
Dated<int> price() {
  return {{{day("2014-10-01"), 4000, {{"tariff.yaml", 12, 5}, "Schedule 7, 4.2"}},
           {day("2016-10-01"), 4120, {{"tariff.yaml", 13, 5}, "Schedule 7, 4.2, varied"}}},
          day("2021-06-25")};
}

TEST_CASE("a value holds from its first day until the next one's") {
  const auto [on, value] = GENERATE(table<std::string, int>({
      {"2014-10-01", 4000},
      {"2016-09-30", 4000},
      {"2016-10-01", 4120},
      {"2021-06-25", 4120},
  }));
  CAPTURE(on);
  CHECK(price().at(day(on)).value == value);
}

TEST_CASE("a value is found with the clause and line it comes from") {
  const auto history = price();
  const auto& found = history.at(day("2020-01-01"));
  CHECK(found.source.clause == "Schedule 7, 4.2, varied");
  CHECK(to_string(found.source.place) == "tariff.yaml:13:5");
}

TEST_CASE("no value is guessed for a day before the first") {
  CHECK_THROWS_WITH(price().at(day("2014-09-30")),
                    "tariff.yaml:12:5: no value is stated for 2014-09-30 [not_covered]\n"
                    "    add a value whose from date is on or before that day");
}

TEST_CASE("no value is guessed for a day after the last") {
  CHECK_THROWS_WITH(price().at(day("2021-06-26")),
                    "tariff.yaml:12:5: no value is stated for 2021-06-26 [not_covered]\n"
                    "    the last value holds until 2021-06-25");
}

TEST_CASE("a value without an end holds on") {
  const Dated<int> open({{day("2014-10-01"), 7, {}}}, std::nullopt);
  CHECK(open.at(day("2199-12-31")).value == 7);
  CHECK(open.values().size() == 1);
}

TEST_CASE("a history without values covers no day") {
  CHECK_THROWS_WITH(Dated<int>().at(day("2014-10-01")),
                    "no value is stated for 2014-10-01 [not_covered]\n"
                    "    add a value whose from date is on or before that day");
}

}  // namespace
}  // namespace outturn
