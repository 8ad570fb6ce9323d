#include "rules/sample.h"
#include "support/catch.h"
#include "support/rule_texts.h"
#include "value/period.h"

#include <string>

namespace outturn {
namespace {

// The sample with a deduction that changes on 1 July 2015 and ends with 2015.
Contract with_changing_price(std::string_view rules_as_of) {
  const RuleText sample = sample_file("contract");
  const std::string text = edited(
      sample.text,
      {{"every: year, year_starts: 1 January, rules_as_of: first day",
        rules_as_of == "first day" ? "every: quarter, rules_as_of: first day"
                                   : "every: quarter, rules_as_of: last day"},
       {"on_increase: {deduct: {amount: \"£500\"}}",
        "on_increase:\n"
        "      deduct:\n"
        "        amount:\n"
        "          - {from: 2015-03-31, amount: £500, clause: \"9\"}\n"
        "          - {from: 2015-07-01, until: 2015-12-30, amount: £600, clause: \"9, varied\"}"}});
  return load_contract({"contract.yaml", text}, sample_rules({}));
}

TEST_CASE("a price that changes is looked up by the day of the period that the contract names") {
  const auto [rules_as_of, quarter, pence] = GENERATE(table<std::string, int, std::int64_t>({
      {"first day", 2, 50'000},
      {"first day", 3, 60'000},
      {"first day", 4, 60'000},
      {"last day", 1, 50'000},
      {"last day", 2, 50'000},
      {"last day", 3, 60'000},
  }));
  CAPTURE(rules_as_of, quarter);
  const Contract contract = with_changing_price(rules_as_of);
  const Date day = contract.rules_day(quarter_of(2015, quarter));
  const auto& price = std::get<FixedPrice>(contract.find_line("binary")->on_increase.price->how);
  CHECK(price.amount.at(day).value == Money::of_minor(pence));
  CHECK(price.amount.at(day).source.clause == (pence == 50'000 ? "9" : "9, varied"));
}

TEST_CASE("a day that no price covers is refused, not guessed") {
  const auto [rules_as_of, quarter, refusal] = GENERATE(table<std::string, int, std::string>({
      {"first day",
       1,
       "contract.yaml:68:13: no value is stated for 2015-01-01 [not_covered]\n"
       "    add a value whose from date is on or before that day"},
      {"last day",
       4,
       "contract.yaml:68:13: no value is stated for 2015-12-31 [not_covered]\n"
       "    the last value holds until 2015-12-30"},
  }));
  const Contract contract = with_changing_price(rules_as_of);
  const Date day = contract.rules_day(quarter_of(2015, quarter));
  const auto& price = std::get<FixedPrice>(contract.find_line("binary")->on_increase.price->how);
  CHECK_THROWS_WITH(price.amount.at(day), refusal);
}

}  // namespace
}  // namespace outturn
