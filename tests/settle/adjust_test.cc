// Factors, true-ups, running totals, equal parts, and contracts paid from other contracts.
#include "settle/earlier.h"
#include "settle/sample.h"
#include "settle/statement.h"
#include "support/catch.h"

#include <fmt/format.h>

namespace outturn {
namespace {

const std::vector<std::string> kQuarters = {"from: 2015-01-01, until: 2015-03-31",
                                            "from: 2015-04-01, until: 2015-06-30",
                                            "from: 2015-07-01, until: 2015-09-30",
                                            "from: 2015-10-01, until: 2015-12-31"};

// A contract by quarters with supplied figures: of each name, a value a quarter.
Terms quarterly(const std::string& measures,
                const std::string& lines,
                const std::vector<std::pair<std::string, std::vector<std::string>>>& figures = {}) {
  Terms terms;
  terms.measures = measures;
  terms.lines = lines;
  terms.periods = "{every: quarter, year_starts: 1 January, rules_as_of: first day}";
  for (std::size_t i = 0; i < kQuarters.size() && !figures.empty(); ++i) {
    terms.figures += "- {" + kQuarters[i];
    for (const auto& [name, values] : figures) {
      if (i < values.size()) {
        terms.figures += fmt::format(", {}: {{value: \"{}\"}}", name, values[i]);
      }
    }
    terms.figures += "}\n";
  }
  return terms;
}

std::vector<Settlement> settled_in_turn(const Contract& contract, std::size_t count) {
  std::vector<Settlement> settlements;
  std::vector<EarlierStatement> earlier;
  for (std::size_t i = 0; i < count; ++i) {
    const Period period = contract.periods()[i];
    settlements.push_back(settle(contract, period, {}, {}, std::nullopt, earlier));
    earlier.push_back(read_earlier_statement(
        write_documents(contract, settlements.back(), {"test", {}}).statement, period.name));
  }
  return settlements;
}

// What a line is due in each of the first so many periods, in pounds.
std::vector<Ratio> dues(const Terms& terms, const std::string& line, std::size_t count) {
  std::vector<Ratio> pounds;
  for (const Settlement& settlement : settled_in_turn(contract_of(terms), count)) {
    pounds.push_back(value_of(settlement, line + ".due") / 100);
  }
  return pounds;
}

using Pounds = std::vector<Ratio>;

TEST_CASE("factors multiply what a line pays, one after another, before it is rounded") {
  const auto [factors, pounds] = GENERATE(table<std::string, Ratio>({
      {"[{label: deadweight, pay_for: 5 of 6}]", Ratio(83'333, 100)},
      {"[{label: learning, less: 2%}]", 980},
      {"[{label: learning, less: 2%}, {label: deadweight, pay_for: 50%}]", 490},
      {"[{label: prices, index: {base: 2014-01-01, values: [{from: 2013-01-01, value: 250}, {from: "
       "2015-01-01, value: 255}]}}]",
       1020},
      {"[{label: learning, less: [{from: 2014-01-01, share: 5%}, {from: 2016-01-01, share: 9%}]}]",
       950},
  }));
  CAPTURE(factors);
  const Terms terms =
      quarterly("m: {kind: binary rate, weighted: no}",
                "line:\n  title: T\n  factors: " + factors + "\n  pays: {pay: {amount: £1000}}");
  CHECK(dues(terms, "line", 1) == Pounds{pounds});
}

TEST_CASE("what was due already is taken off, over the year or the term") {
  const auto [over, pounds] = GENERATE(table<std::string, Pounds>({
      {"term", {900, 800, 700}},
      {"year", {900, 800, 700}},
      {"period", {900, 900, 900}},
  }));
  CAPTURE(over);
  const Terms terms = quarterly("m: {kind: binary rate, weighted: no}",
                                "account:\n  title: A\n  pays: {pay: {amount: £100}}\n"
                                "results:\n  title: R\n  less_paid: {lines: [account], over: " +
                                    over + "}\n  pays: {pay: {amount: £1000}}");
  CHECK(dues(terms, "results", 3) == pounds);
}

TEST_CASE("a line less what it was due itself pays each sum once") {
  const Terms terms =
      quarterly("m: {kind: cost, figure: saved}",
                "line:\n  title: T\n  measure: m\n  less_paid: {lines: [line], over: "
                "term}\n  pays: {pay: {share: 50%, of: the measure}}",
                {{"saved", {"£100", "£300", "£300"}}});
  CHECK(dues(terms, "line", 3) == Pounds{50, 100, 0});
}

// The first 10 cases at £20, the next 5 at £60, all others at £200, whenever they come.
TEST_CASE("a running total is priced along the bands, less what it came to before") {
  const std::string bands =
      "{bands: {mode: marginal, edge: at least, rows: [{from: 0 cases, pays: £20 per case}, {from: "
      "10 "
      "cases, pays: £60 per case}, {from: 15 cases, pays: £200 per case}]}}";
  const auto lines = [&](const std::string& over) {
    return "line:\n  title: T\n  measure: m\n  cumulative_over: " + over +
           "\n  pays: {pay: " + bands + "}";
  };
  const std::vector<std::pair<std::string, std::vector<std::string>>> placed = {
      {"placed", {"8 cases", "4 cases", "0 cases", "5 cases"}}};
  CHECK(dues(quarterly("m: {kind: cases, figure: placed}", lines("term"), placed), "line", 4) ==
        Pounds{160, 160, 0, 580});
  CHECK(dues(quarterly("m: {kind: cases, figure: placed}", lines("period"), placed), "line", 4) ==
        Pounds{160, 80, 0, 100});
}

TEST_CASE("equal parts add up to their sum: the last takes the odd pennies") {
  const auto [sum, over, count, pounds] = GENERATE(table<std::string, std::string, int, Pounds>({
      {"amount: £1000", "year", 4, {250, 250, 250, 250}},
      {"amount: £100.01", "year", 4, {25, 25, 25, Ratio(2501, 100)}},
      {"amount: £100.03", "year", 4, {Ratio(2501, 100), Ratio(2501, 100), Ratio(2501, 100), 25}},
      {"share: 30%, of: £1000",
       "term",
       8,
       {Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10),
        Ratio(375, 10)}},
  }));
  CAPTURE(sum, over);
  const Terms terms =
      quarterly("m: {kind: binary rate, weighted: no}",
                "fee:\n  title: F\n  pays: {pay: {" + sum + ", equal_parts_over: " + over + "}}");
  CHECK(dues(terms, "fee", static_cast<std::size_t>(count)) == pounds);
}

TEST_CASE("a deduction in equal parts comes to its sum, odd pennies and all") {
  const Terms terms =
      quarterly("m: {kind: binary rate, weighted: no}",
                "fee:\n  title: F\n  pays: {deduct: {amount: £100.01, equal_parts_over: year}}");
  CHECK(dues(terms, "fee", 4) == Pounds{-25, -25, -25, Ratio(-2501, 100)});
}

TEST_CASE("a line that is settled once is due nothing in the other periods, whatever its bounds") {
  Terms terms = quarterly("m: {kind: binary rate, weighted: no}",
                          "end:\n  title: T\n  settled: last period\n  pays: {pay: {amount: £10}}");
  terms.bounds = "[{floor: end, at: £500, over: term}]";
  CHECK(dues(terms, "end", 8) == Pounds{0, 0, 0, 0, 0, 0, 0, 500});
}

TEST_CASE("a cap on the first payment alone leaves the others as they are") {
  Terms terms = quarterly("m: {kind: binary rate, weighted: no}",
                          "line:\n  title: T\n  pays: {pay: {amount: £1000}}");
  terms.bounds = "[{cap: line, at: £500, over: period, in: first period}]";
  CHECK(dues(terms, "line", 3) == Pounds{500, 1000, 1000});
}

// --- baselines from several estimates ---

Terms estimated(const std::string& compare_with, const std::string& people) {
  Terms terms;
  terms.measures = "m: {kind: days, figure: actual}";
  terms.lines = "line:\n  title: T\n  measure: m\n  compare_with: " + compare_with +
                "\n  effect_in: days\n  reduction_when: [reduction_more_than: 0 days]\n"
                "  increase_when: never\n  on_reduction: {pay: {per_day: £1}}\n"
                "  on_neither: nothing\n  on_increase: nothing";
  terms.figures =
      "- {from: 2015-01-01, until: 2015-12-31, actual: {value: 800 days, people: " + people +
      "}, trial: {value: 1000 days}, other: {value: 900 days}, then: {value: 200 days}, "
      "now: {value: 190 days}}";
  return terms;
}

TEST_CASE("a baseline moves as others have moved, or is blended of two estimates") {
  const auto [compare_with, people, pounds] = GENERATE(table<std::string, std::string, int>({
      {"{figure: trial}", "1", 200},
      {"{figure: trial, moved_by: {then: then, now: now}}", "1", 150},
      {"{blend: [{share: 80%, figure: trial}, {share: 20%, figure: other}]}", "1", 180},
      {"{figure: trial, people_at_least: 929, otherwise: {blend: [{share: 80%, figure: trial}, "
       "{share: 20%, figure: other}]}}",
       "929",
       200},
      {"{figure: trial, people_at_least: 929, otherwise: {blend: [{share: 80%, figure: trial}, "
       "{share: 20%, figure: other}]}}",
       "928",
       180},
      {"{figure: trial, people_at_least: 929, otherwise: {fixed: 850 days}}", "10", 50},
  }));
  CAPTURE(compare_with, people);
  const Contract contract = contract_of(estimated(compare_with, people));
  CHECK(total_of(settle(contract, contract.periods()[0], {}, {})) == pounds * 100);
}

// --- supply chain ---

TEST_CASE("a subcontract is paid from a line of the prime contract's statement, to the penny") {
  Terms prime = quarterly("m: {kind: binary rate, weighted: no}",
                          "fee:\n  title: F\n  pays: {pay: {amount: £1000.01}}\n"
                          "other:\n  title: O\n  pays: {pay: {amount: £500}}");
  const Contract prime_contract = contract_of(prime);
  const Period period = prime_contract.periods()[0];
  EarlierStatement statement = read_earlier_statement(
      write_documents(prime_contract, settle(prime_contract, period, {}, {}), {"test", {}})
          .statement,
      "prime.json");
  statement.contract = "prime";
  const auto [of, pence] = GENERATE(table<std::string, Ratio>({
      {"{statement_of: prime, line: fee}", 70'001},  // 70% of £1000.01 is £700.007
      {"{statement_of: prime, line: total}", 105'001},
  }));
  CAPTURE(of);
  const Contract child =
      contract_of(quarterly("m: {kind: binary rate, weighted: no}",
                            "line:\n  title: T\n  pays: {pay: {share: 70%, of: " + of + "}}"));
  CHECK(contracts_built_on(child) == std::vector<std::string>{"prime"});
  CHECK(total_of(settle(child, period, {}, {}, std::nullopt, {statement})) == pence);
  CHECK_THROWS_WITH(
      settle(child, period, {}, {}),
      "contract.yaml: settling 2015-Q1 of contract \"small\" needs the statement of contract "
      "\"prime\" for 2015-Q1 [missing_statement]\n"
      "    settle both in one run, or name the folder it stands in: --statements");
  EarlierStatement foreign = statement;
  foreign.currency = "USD";
  CHECK_THROWS_WITH(settle(child, period, {}, {}, std::nullopt, {foreign}),
                    "prime.json: this statement is in USD, and contract \"small\" builds on it in "
                    "GBP [inconsistent]");
  EarlierStatement interim = statement;
  interim.payable = false;
  CHECK_FALSE(settle(child, period, {}, {}, std::nullopt, {interim}).finality.final);
}

}  // namespace
}  // namespace outturn
