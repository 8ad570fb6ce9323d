// Contracts that build on earlier periods: limits over a year or the term, pooled tests.
#include "settle/earlier.h"

#include "settle/sample.h"
#include "settle/statement.h"
#include "support/catch.h"

#include <fmt/format.h>

namespace outturn {
namespace {

// A contract whose one line pays what a figure says, so that a case can list dues.
Terms paying_terms(const std::vector<int>& points, const std::string& bounds) {
  Terms terms;
  terms.measures = "m: {kind: binary rate, weighted: no, figure: rate}";
  terms.lines =
      paying_line("50%", "points", "{pay: {per_point: £100}}", "{deduct: {per_point: £100}}");
  terms.bounds = bounds;
  terms.periods = "{every: quarter, year_starts: 1 July, rules_as_of: first day}";
  constexpr std::array<std::string_view, 8> kFirst = {"01-01", "04-01", "07-01", "10-01"};
  constexpr std::array<std::string_view, 8> kLast = {"03-31", "06-30", "09-30", "12-31"};
  for (std::size_t i = 0; i < points.size(); ++i) {
    terms.figures +=
        fmt::format("- {{from: 2015-{}, until: 2015-{}, rate: {{value: {}%, people: 100}}}}\n",
                    kFirst.at(i),
                    kLast.at(i),
                    50 - points[i]);
  }
  return terms;
}

// Settles the first so many periods of the term, each on those before it.
std::vector<Settlement> settled_in_turn(const Contract& contract, std::size_t count) {
  std::vector<Settlement> settlements;
  std::vector<EarlierStatement> earlier;
  for (const Period& period : contract.periods()) {
    if (settlements.size() == count) {
      break;
    }
    settlements.push_back(settle(contract, period, {}, {}, std::nullopt, earlier));
    earlier.push_back(read_earlier_statement(
        write_documents(contract, settlements.back(), {"test", {}}).statement, period.name));
  }
  return settlements;
}

std::vector<Ratio> dues_in_turn(const Terms& terms, std::size_t count) {
  std::vector<Ratio> pounds;
  for (const Settlement& settlement : settled_in_turn(contract_of(terms), count)) {
    pounds.push_back(total_of(settlement) / 100);
  }
  return pounds;
}

TEST_CASE("a limit over a longer stretch counts what earlier periods were due") {
  struct Case {
    std::string bounds;
    std::vector<int> points;  // of reduction, a quarter each, at £100 a point
    std::vector<Ratio> pounds;
  };
  // The contract's year begins in July: two quarters of 2015 lie in each of two years.
  const auto [bounds, points, pounds] = GENERATE(values<Case>({
      {"[{cap: total, at: £1000, over: period}]", {8, 8, 8, 8}, {800, 800, 800, 800}},
      {"[{cap: total, at: £1000, over: year}]", {8, 8, 8, 8}, {800, 200, 800, 200}},
      {"[{cap: total, at: £1000, over: term}]", {8, 8, 8, 8}, {800, 200, 0, 0}},
      {"[{cap: line, at: £1000, over: term}]", {8, 8, 8, 8}, {800, 200, 0, 0}},
      {"[{cap: total, at: £1000, over: term}]", {8, -5, 9, 4}, {800, -500, 700, 0}},
      {"[{floor: total, at: -£1000, over: term}]", {-8, -8, 3, -8}, {-800, -200, 300, -300}},
      {"[{floor: total, at: £1000, over: term}]", {3, 4, -2, 0}, {1000, 400, -200, 0}},
      {"[{floor: total, at: £1000, over: year}]", {3, 4, -2, 0}, {1000, 400, 1000, 0}},
      {"[{cap: line, at: £500, over: period}, {cap: total, at: £1200, over: term}]",
       {8, 8, 8, 8},
       {500, 500, 200, 0}},
  }));
  CAPTURE(bounds, points);
  CHECK(dues_in_turn(paying_terms(points, bounds), points.size()) == pounds);
}

TEST_CASE("a cap that has fallen below what was paid leaves nothing, and takes nothing back") {
  const Terms terms = paying_terms(
      {8, 8},
      "[{cap: total, at: [{from: 2015-01-01, amount: £1000}, {from: 2015-04-01, amount: £500}], "
      "over: term}]");
  CHECK(dues_in_turn(terms, 2) == std::vector<Ratio>{800, 0});
}

TEST_CASE("a settlement that builds on others needs all of them, of its own contract") {
  const Contract contract =
      contract_of(paying_terms({8, 8, 8}, "[{cap: total, at: £1000, over: term}]"));
  const std::vector<Period> periods = contract.periods();
  const std::vector<Settlement> settlements = settled_in_turn(contract, 2);
  std::vector<EarlierStatement> earlier;
  for (const Settlement& settlement : settlements) {
    earlier.push_back(read_earlier_statement(
        write_documents(contract, settlement, {"test", {}}).statement, "given.json"));
  }
  const auto refusal = [&](const std::vector<EarlierStatement>& given) -> std::string {
    try {
      settle(contract, periods[2], {}, {}, std::nullopt, given);
    } catch (const InputError& error) {
      return error.what();
    }
    return "settled";
  };
  CHECK(refusal(earlier) == "settled");
  CHECK(refusal({earlier[0]}) ==
        "contract.yaml: settling 2015-Q3 of contract \"small\" needs the statement of 2015-Q2 "
        "[missing_statement]\n"
        "    settle both in one run, or name the folder it stands in: --statements");
  std::vector<EarlierStatement> foreign = earlier;
  foreign[1].contract = "large";
  CHECK(refusal(foreign) == refusal({earlier[0]}));  // of another contract: not the one needed
  foreign = earlier;
  foreign[1].lines.clear();
  CHECK(refusal(foreign) == "settled");  // a cap on the total reads no line
}

TEST_CASE("a settlement that builds on an interim statement is interim") {
  const Contract contract =
      contract_of(paying_terms({8, 8}, "[{cap: total, at: £1000, over: term}]"));
  EarlierStatement before = read_earlier_statement(
      write_documents(contract, settled_in_turn(contract, 1).front(), {"test", {}}).statement,
      "given.json");
  before.payable = false;
  const Settlement settlement =
      settle(contract, contract.periods()[1], {}, {}, std::nullopt, {before});
  CHECK_FALSE(settlement.finality.final);
  CHECK(settlement.finality.reason ==
        "the statement of small 2015-Q1 that this one builds on is interim");
}

TEST_CASE("an earlier statement that was settled under other rules is refused") {
  const Contract contract =
      contract_of(paying_terms({8, 8}, "[{cap: line, at: £1000, over: term}]"));
  EarlierStatement before = read_earlier_statement(
      write_documents(contract, settled_in_turn(contract, 1).front(), {"test", {}}).statement,
      "given.json");
  before.lines.front().name = "another";
  CHECK_THROWS_WITH(settle(contract, contract.periods()[1], {}, {}, std::nullopt, {before}),
                    "given.json: this statement has no line \"line\" [inconsistent]\n"
                    "    it was settled under other rules: settle that period again");
}

TEST_CASE("statements are looked back on only as far as the rules ask") {
  const auto names = [](const std::string& bounds, std::size_t at) {
    const Contract contract = contract_of(paying_terms({8, 8, 8, 8}, bounds));
    std::vector<std::string> found;
    for (const Period& period : periods_looked_back_on(contract, contract.periods().at(at))) {
      found.push_back(period.name);
    }
    return found;
  };
  using Names = std::vector<std::string>;
  CHECK(names("[]", 3).empty());
  CHECK(names("[{cap: total, at: £1, over: period}]", 3).empty());
  CHECK(names("[{cap: total, at: £1, over: year}]", 3) == Names{"2015-Q3"});
  CHECK(names("[{cap: total, at: £1, over: year}]", 2).empty());
  CHECK(names("[{cap: total, at: £1, over: term}]", 3) == Names{"2015-Q1", "2015-Q2", "2015-Q3"});
}

TEST_CASE("the days of a period that never ran are settled as a part of none") {
  Terms terms;
  terms.lines = paying_line("50%", "points", "{pay: {per_point: £1}}");
  terms.periods =
      "{these: [{name: one, from: 2015-02-01, until: 2015-12-31}, {name: two, from: 2016-01-01, "
      "until: 2016-10-31, never_ran: yes}], rules_as_of: first day, parts_of_periods: settled}";
  std::vector<std::string> names;
  for (const Period& period : contract_of(terms).periods()) {
    names.push_back(period.name);
  }
  CHECK(names ==
        std::vector<std::string>{"2015-01-01..2015-01-31", "one", "2016-11-01..2016-12-31"});
}

// --- pools ---

// Two cohorts under a gate of 10%, and a pooled gate at the end for what was not paid before.
Terms pooled_terms(const std::string& mean_of, const std::string& rates) {
  Terms terms;
  terms.measures = "m: {kind: frequency per 100 people, weighted: no, figure: actual}";
  terms.periods =
      "{these: [{name: cohort-1, from: 2015-01-01, until: 2015-09-30}, {name: cohort-2, from: "
      "2015-10-01, until: 2016-06-30}, {name: cohort-3, from: 2016-07-01, until: 2016-12-31, "
      "never_ran: yes}], rules_as_of: first day}";
  const std::string rest =
      "effect_in: percent\n"
      "reduction_when: [{}]\n"
      "increase_when: never\n"
      "on_reduction: {{pay: {}}}\non_neither: nothing\non_increase: nothing\n";
  const auto block = [](std::string text) {
    std::string lines;
    std::size_t from = 0;
    while (from < text.size()) {
      const auto to = text.find('\n', from);
      lines += "  " + text.substr(from, to - from) + "\n";
      from = to + 1;
    }
    return lines;
  };
  terms.lines =
      "each:\n  title: Each cohort\n  measure: m\n  compare_with: {figure: matched}\n" +
      block(fmt::format(fmt::runtime(rest), "reduction_at_least: 10%", "{per_event: £100}")) +
      "all:\n  title: All cohorts\n  settled: last period\n  pool: {line: each, mean_of: " +
      mean_of + "}\n" +
      block(fmt::format(fmt::runtime(rest),
                        "reduction_at_least: 7.5%, nothing_paid_on: each",
                        mean_of == "rates" ? "{per_event: £100}" : "{amount: £500}"));
  terms.figures = rates;
  return terms;
}

std::string rates(int actual_1, int people_1, int actual_2, int people_2) {
  return fmt::format(
      "- {{from: 2015-01-01, until: 2015-09-30, actual: {{value: {} events, people: {}}}, matched: "
      "{{value: 150 events, people: {}}}}}\n"
      "- {{from: 2015-10-01, until: 2016-06-30, actual: {{value: {} events, people: {}}}, matched: "
      "{{value: 100 events, people: {}}}}}\n",
      actual_1,
      people_1,
      people_1 * 10,
      actual_2,
      people_2,
      people_2 * 10);
}

TEST_CASE("cohorts that each missed their gate are paid when all together meet the pooled one") {
  struct Case {
    std::string mean_of;
    std::string figures;
    std::vector<Ratio> pounds;
  };
  const auto [mean_of, figures, pounds] = GENERATE(values<Case>({
      // 6% of 150 on 300 people, 9% of 100 on 100: 128.5 against 137.5 is less than 7.5%
      {"rates", rates(141, 300, 91, 100), {0, 0}},
      // on 100 and 300 people: 103.5 against 112.5 is 8%, and 9 fewer per 100 of 400 people
      {"rates", rates(141, 100, 91, 300), {0, 3600}},
      // the mean of 6% and 9%, weighted 1 to 3, is 8.25%; weighted 3 to 1, 6.75%
      {"reductions", rates(141, 100, 91, 300), {0, 500}},
      {"reductions", rates(141, 300, 91, 100), {0, 0}},
      // exactly 7.5% is enough: 6% and 9% in equal parts
      {"reductions", rates(141, 200, 91, 200), {0, 500}},
      // a cohort paid before leaves nothing to the pool
      {"rates", rates(120, 100, 91, 300), {3000, 0}},
      {"reductions", rates(150, 100, 80, 300), {0, 6000}},
  }));
  CAPTURE(mean_of, figures);
  CHECK(dues_in_turn(pooled_terms(mean_of, figures), 2) == pounds);
}

TEST_CASE("a pool says in its workings what it took together") {
  const auto settlements =
      settled_in_turn(contract_of(pooled_terms("rates", rates(141, 100, 91, 300))), 2);
  const Settlement& last = settlements.back();
  CHECK_FALSE(settlements.front().lines.back().settled);
  CHECK(value_of(last, "before.cohort-1.m.actual") == 141);
  CHECK(value_of(last, "all.pool.people") == 400);
  CHECK(value_of(last, "all.pool.actual") == Ratio(141 * 100 + 91 * 300, 400));
  CHECK(value_of(last, "all.pool.baseline") == Ratio(150 * 100 + 100 * 300, 400));
  CHECK(value_of(last, "all.reduction") == 8);
  CHECK(last.earlier.size() == 1);
}

}  // namespace
}  // namespace outturn
