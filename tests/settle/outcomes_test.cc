// What is only ever supplied - days, cases, costs, shares of something - and prices that are parts
// of a sum.
#include "settle/sample.h"
#include "settle/statement.h"
#include "support/catch.h"

#include <fmt/format.h>

namespace outturn {
namespace {

// A contract with one supplied measure m and its figures for 2015.
Terms supplied_terms(const std::string& kind,
                     const std::string& actual,
                     const std::string& baseline,
                     const std::string& line) {
  Terms terms;
  terms.measures = "m: {kind: " + kind + ", figure: actual}";
  terms.lines = "line:\n  title: T\n" + line;
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, actual: {value: \"" + actual +
                  "\"}, before: {value: \"" + baseline + "\"}}";
  return terms;
}

std::string compared(const std::string& effect_in,
                     const std::string& gate,
                     const std::string& pays,
                     const std::string& more = "") {
  return fmt::format(
      "  measure: m\n  compare_with: {{figure: before}}\n  effect_in: {}\n{}  reduction_when: "
      "[{}]\n"
      "  increase_when: never\n  on_reduction: {{pay: {}}}\n  on_neither: nothing\n"
      "  on_increase: nothing",
      effect_in,
      more,
      gate,
      pays);
}

Ratio pounds(const Terms& terms) {
  return total_of(settle(contract_of(terms), contract_of(terms).periods()[0], {}, {})) / 100;
}

TEST_CASE("days and cases are paid for one by one") {
  CHECK(pounds(supplied_terms(
            "days", "1000 days", "0 days", "  measure: m\n  pays: {pay: {per_day: £15.12}}")) ==
        15'120);
  CHECK(pounds(supplied_terms(
            "cases", "3 cases", "0 cases", "  measure: m\n  pays: {pay: {per_case: £50}}")) == 150);
  CHECK(pounds(supplied_terms("days",
                              "900 days",
                              "1000 days",
                              compared("days", "reduction_at_least: 100 days", "{per_day: £2}"))) ==
        200);
  CHECK(pounds(supplied_terms("days",
                              "900 days",
                              "1000 days",
                              compared("percent", "reduction_at_least: 10%", "{per_day: £2}"))) ==
        200);
}

TEST_CASE("a share of a cost, of what it would have been, and of what was saved") {
  const auto [of, expected] = GENERATE(table<std::string, int>({
      {"the measure", 40'000},   // half of £80,000
      {"the baseline", 50'000},  // half of £100,000
      {"the saving", 10'000},    // half of £20,000
      {"£1000", 500},
  }));
  CAPTURE(of);
  const std::string price = "{share: 50%, of: " + of + "}";
  CHECK(
      pounds(supplied_terms(
          "cost", "£80,000", "£100,000", compared("money", "reduction_at_least: £20000", price))) ==
      expected);
}

// Half of the saving up to a fall of 5%, all of it beyond, and nothing for more than 20%.
TEST_CASE("marginal shares are of the baseline, along the fall in per cent of it") {
  const auto [actual, expected] = GENERATE(table<std::string, Ratio>({
      {"£96,000", 0},       // 4%: below the gate of 5%
      {"£95,000", 2'500},   // 5%: half of £5,000
      {"£90,000", 7'500},   // and all of the next £5,000
      {"£80,000", 17'500},  // 20%
      {"£60,000", 17'500},  // 40% earns no more than 20%
      {"£94,999.99", Ratio(250'001, 100)},
  }));
  CAPTURE(actual);
  const std::string bands =
      "{bands: {mode: marginal, edge: at least, of: the baseline, rows: [{from: 0%, pays: 50%}, "
      "{from: 5%, pays: 100%}]}}";
  CHECK(pounds(supplied_terms(
            "cost",
            actual,
            "£100,000",
            compared("percent", "reduction_at_least: 5%", bands, "  effect_at_most: 20%\n"))) ==
        expected);
}

// A rate of return read between knots, as Newpin's published table of restoration rates has it.
TEST_CASE("a table without a beginning at 0 pays nothing below it when it says so") {
  const auto [rate, mode, edge, expected] =
      GENERATE(table<std::string, std::string, std::string, Ratio>({
          {"54.9%", "interpolated", "at least", 0},
          {"55%", "interpolated", "at least", 30},
          {"55%", "interpolated", "more than", 0},
          {"57.5%", "interpolated", "at least", Ratio(525, 10)},
          {"70%", "interpolated", "at least", 150},
          {"80%", "interpolated", "at least", 150},
          {"54.9%", "slab", "at least", 0},
          {"57.5%", "slab", "at least", 30},
          {"60%", "slab", "at least", 75},
          {"60%", "slab", "more than", 30},
      }));
  CAPTURE(rate, mode, edge);
  const std::string pays = fmt::format(
      "  measure: m\n  pays: {{pay: {{bands: {{mode: {}, edge: {}, below: nothing, of: £1000, "
      "rows: "
      "[{{from: 55%, pays: 3%}}, {{from: 60%, pays: 7.5%}}, {{from: 65%, pays: 12%}}, {{from: 70%, "
      "pays: 15%}}]}}}}}}",
      mode,
      edge);
  CHECK(pounds(supplied_terms("share", rate, "0%", pays)) == expected);
}

TEST_CASE("a fee needs no measure, and its parts no rounding on the way") {
  Terms terms;
  terms.lines =
      "fee:\n  title: F\n  pays: {pay: {amount: £900}}\n"
      "at_risk:\n  title: A\n  pays: {deduct: {share: 1 of 6, of: {line: fee}}}";
  CHECK(pounds(terms) == 750);
}

TEST_CASE("a line that compares with nothing is paid when its conditions hold") {
  const auto [conditions, expected] = GENERATE(table<std::string, int>({
      {"[measure_at_least: 9240 cases]", 10},
      {"[measure_above: 9240 cases]", 0},
      {"[measure_at_most: 9240 cases]", 10},
      {"[measure_below: 9240 cases]", 0},
      {"[{any_of: [measure_below: 9240 cases, measure_at_least: 9240 cases]}]", 10},
      {"[{any_of: [measure_below: 9240 cases, measure_above: 9240 cases]}]", 0},
      {"[measure_at_least: 9000 cases, {any_of: [measure_below: 1 case]}]", 0},
  }));
  CAPTURE(conditions);
  CHECK(pounds(supplied_terms("cases",
                              "9240 cases",
                              "0 cases",
                              "  measure: m\n  paid_when: " + conditions +
                                  "\n  pays: {pay: {amount: £10}}")) == expected);
}

// --- phases ---

// What a line of two phases comes to, period by period; `way` is pay or deduct.
std::vector<Ratio> paid_in_turn(const std::vector<std::string>& savings,
                                const std::string& way = "pay") {
  Terms terms;
  terms.measures = "m: {kind: cost, figure: saving}";
  terms.periods = "{every: quarter, rules_as_of: first day}";
  terms.lines = "line:\n  title: T\n  measure: m\n  pays: {" + way +
                ": {phases: [{share: 95%, until_paid: £1000}, {share: 40%}], of: the measure}}";
  const std::vector<std::string> days = {"from: 2015-01-01, until: 2015-03-31",
                                         "from: 2015-04-01, until: 2015-06-30",
                                         "from: 2015-07-01, until: 2015-09-30",
                                         "from: 2015-10-01, until: 2015-12-31"};
  for (std::size_t i = 0; i < savings.size(); ++i) {
    terms.figures += fmt::format("- {{{}, saving: {{value: \"{}\"}}}}\n", days[i], savings[i]);
  }
  const Contract contract = contract_of(terms);
  std::vector<EarlierStatement> earlier;
  std::vector<Ratio> paid;
  for (std::size_t i = 0; i < savings.size(); ++i) {
    const Period period = contract.periods()[i];
    const Settlement settlement = settle(contract, period, {}, {}, std::nullopt, earlier);
    paid.push_back(total_of(settlement) / 100);
    earlier.push_back(read_earlier_statement(
        write_documents(contract, settlement, {"test", {}}).statement, period.name));
  }
  return paid;
}

TEST_CASE("a share that falls once so much is paid is read from what was paid before") {
  CHECK(paid_in_turn({"£100", "£200"}) == std::vector<Ratio>{95, 190});
  // £950; then £50 more are the rest of the first phase's £1,000, for £1000/19 of the saving, and
  // of the other £2000 - £1000/19 two fifths are paid: all rounded once
  CHECK(paid_in_turn({"£1,000", "£2,000", "£100"}) ==
        std::vector<Ratio>{950, Ratio(82'895, 100), 40});
  CHECK(paid_in_turn({"£10,000"}) == std::vector<Ratio>{Ratio(457'895, 100)});
}

TEST_CASE("phases that are deducted end once so much has been deducted") {
  CHECK(paid_in_turn({"£1,000", "£2,000", "£100"}, "deduct") ==
        std::vector<Ratio>{-950, Ratio(-82'895, 100), -40});
}

TEST_CASE("a statement with shares and phases follows from its own workings") {
  const Terms terms = supplied_terms(
      "cost",
      "£90,000",
      "£100,000",
      compared("percent",
               "reduction_at_least: 5%",
               "{bands: {mode: marginal, edge: at least, of: the baseline, rows: [{from: 0%, pays: "
               "50%}, {from: 5%, pays: 100%}]}}",
               "  effect_at_most: 20%\n"));
  const Settlement settlement = settle(contract_of(terms), contract_of(terms).periods()[0], {}, {});
  CHECK(value_of(settlement, "line.share") == Ratio(75, 10));
  CHECK(settlement.workings.shown(*settlement.workings.find("line.share")) == "7.50%");
}

}  // namespace
}  // namespace outturn
