#include "rules/sample.h"
#include "support/catch.h"
#include "support/rule_texts.h"
#include "value/period.h"

#include <string>

namespace outturn {
namespace {

// The sample, settled by quarters, with a deduction of £500 that is £600 from 1 July 2015 on.
std::string with_changing_price(const std::string& rules_as_of,
                                const std::string& from,
                                const std::string& until) {
  const std::string periods = "every: quarter, rules_as_of: " + rules_as_of;
  const std::string amounts =
      "on_increase:\n      deduct:\n        amount:\n          - {from: " + from +
      ", amount: £500, clause: \"9\"}\n          - {from: 2015-07-01, " + until +
      "amount: £600, clause: \"9, varied\"}";
  return edited(sample_file("contract").text,
                {{"every: year, year_starts: 1 January, rules_as_of: first day", periods},
                 {"on_increase: {deduct: {amount: \"£500\"}}", amounts}});
}

TEST_CASE("a price that changes is looked up by the day of the period that the contract names") {
  const auto [rules_as_of, quarter, pence] = GENERATE(table<std::string, int, std::int64_t>({
      {"first day", 1, 50'000},
      {"first day", 2, 50'000},
      {"first day", 3, 60'000},
      {"last day", 1, 50'000},
      {"last day", 2, 50'000},
      {"last day", 3, 60'000},
  }));
  CAPTURE(rules_as_of, quarter);
  const Contract contract = load_contract(
      {"contract.yaml", with_changing_price(rules_as_of, "2015-01-01", "")}, sample_rules({}));
  const Date day = contract.rules_day(quarter_of(2015, quarter));
  const auto& price = std::get<FixedPrice>(contract.find_line("binary")->on_increase.price->how);
  CHECK(price.amount.at(day).value == Money::of_minor(pence));
  CHECK(price.amount.at(day).source.clause == (pence == 50'000 ? "9" : "9, varied"));
}

// A price that changes in the middle of a quarter is the old one by its first day, the new by its
// last.
TEST_CASE("a quarter in which a price changes is settled by one day alone") {
  const auto [rules_as_of, pence] =
      GENERATE(table<std::string, std::int64_t>({{"first day", 50'000}, {"last day", 60'000}}));
  CAPTURE(rules_as_of);
  std::string text = with_changing_price(rules_as_of, "2015-01-01", "");
  text = edited(text, {{"from: 2015-07-01,", "from: 2015-08-15,"}});
  const Contract contract = load_contract({"contract.yaml", text}, sample_rules({}));
  const Date day = contract.rules_day(quarter_of(2015, 3));
  const auto& price = std::get<FixedPrice>(contract.find_line("binary")->on_increase.price->how);
  CHECK(price.amount.at(day).value == Money::of_minor(pence));
}

TEST_CASE("a period of the term that no price covers is refused, not guessed") {
  const auto [rules_as_of, from, until, refusal] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"first day",
           "2015-01-02",
           "",
           "no value is stated for 2015-01-01, by which period 2015-Q1 is settled"},
          {"last day",
           "2015-04-01",
           "",
           "no value is stated for 2015-03-31, by which period 2015-Q1 is settled"},
          {"first day",
           "2015-01-01",
           "until: 2016-09-30, ",
           "no value is stated for 2016-10-01, by which period 2016-Q4 is settled"},
          {"last day",
           "2015-01-01",
           "until: 2016-12-30, ",
           "no value is stated for 2016-12-31, by which period 2016-Q4 is settled"},
          {"last day", "2015-03-31", "until: 2016-12-31, ", ""},
          {"first day", "2015-01-01", "until: 2016-10-01, ", ""},
      }));
  CAPTURE(rules_as_of, from, until);
  const std::string said =
      refusal_of({"contract.yaml", with_changing_price(rules_as_of, from, until)});
  CHECK(said == (refusal.empty()
                     ? "accepted"
                     : "contract.yaml:68:11: " + refusal +
                           " [not_covered]\n"
                           "    state the value from the first period of the term to the last"));
}

}  // namespace
}  // namespace outturn
