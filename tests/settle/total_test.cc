// From lines to money: bounds, rounding, payers.
#include "settle/sample.h"
#include "support/catch.h"
#include "support/random.h"

#include <fmt/format.h>

namespace outturn {
namespace {

std::string consequence_line(const std::string& name, const std::string& consequence) {
  return line_against(name,
                      "50%",
                      "points",
                      "reduction_when: [reduction_more_than: 0 points]\n"
                      "increase_when: [increase_more_than: 0 points]\n"
                      "on_reduction: {pay: {" +
                          consequence + "}}\non_neither: nothing\non_increase: {deduct: {" +
                          consequence + "}}");
}

// 101 people: 50 reoffenders are half a person fewer than half, 51 half a person more.
TEST_CASE("a line is rounded by the rule that the contract names") {
  const auto [how, half, three_halves, two_thirds, minus_half] =
      GENERATE(table<std::string, int, int, int, int>({
          {"half away from zero", 1, 2, 1, -1},
          {"half to even", 0, 2, 1, 0},
          {"half toward zero", 0, 1, 1, 0},
          {"toward zero", 0, 1, 0, 0},
          {"away from zero", 1, 2, 1, -1},
      }));
  CAPTURE(how);
  Terms terms;
  terms.rounding = "{each: line, to: penny, how: " + how + "}";
  terms.lines = consequence_line("line", "per_person: £0.01");
  CHECK(total_of(settled(terms, {101, 50})) == half);
  CHECK(total_of(settled(terms, {101, 51})) == minus_half);
  terms.lines = consequence_line("line", "per_person: £0.03");
  CHECK(total_of(settled(terms, {101, 50})) == three_halves);
  terms.lines = line_against("line",
                             "66.6666666666666666666666666666666666%",
                             "points",
                             "reduction_when: [reduction_more_than: 0 points]\n"
                             "increase_when: never\non_reduction: {pay: {per_person: £0.01}}\n"
                             "on_neither: nothing\non_increase: nothing");
  CHECK(total_of(settled(terms, {1, 0})) == two_thirds);
}

TEST_CASE("rounding goes to the step that the contract names") {
  const auto [step, how, pence] = GENERATE(table<std::string, std::string, int>({
      {"penny", "half away from zero", 12'350},
      {"pound", "half away from zero", 12'400},
      {"pound", "half to even", 12'400},
      {"pound", "half toward zero", 12'300},
      {"pound", "toward zero", 12'300},
      {"penny", "toward zero", 12'350},
  }));
  CAPTURE(step, how);
  Terms terms;
  terms.rounding = fmt::format("{{each: line, to: {}, how: {}}}", step, how);
  terms.lines = consequence_line("line", "amount: £123.50");
  CHECK(total_of(settled(terms, {101, 50})) == pence);
}

TEST_CASE("rounding each line and rounding the total are different money") {
  const auto [each, pence] = GENERATE(table<std::string, int>({{"line", 3}, {"total", 2}}));
  Terms terms;
  terms.rounding = "{each: " + each + ", to: penny, how: half away from zero}";
  terms.lines = consequence_line("one", "per_person: £0.01") +
                consequence_line("two", "per_person: £0.01") +
                consequence_line("three", "per_person: £0.01");
  CHECK(total_of(settled(terms, {101, 50})) == pence);
}

TEST_CASE("bounds hold a line, then the total, before rounding") {
  const auto [bounds, reoffenders, pence] = GENERATE(table<std::string, int, std::int64_t>({
      {"[]", 450, 700'000},
      {"[{cap: one, at: £1000, over: period}]", 450, 300'000},
      {"[{cap: one, at: £1000, over: period}, {cap: two, at: £500, over: period}]", 450, 150'000},
      {"[{cap: total, at: £6000, over: period}]", 450, 600'000},
      {"[{cap: one, at: £1000, over: period}, {cap: total, at: £2999.99, over: period}]",
       450,
       299'999},
      {"[{cap: total, at: £8000, over: period}]", 450, 700'000},
      {"[{floor: total, at: £8000, over: period}]", 450, 800'000},
      {"[{floor: one, at: £6000, over: period}]", 450, 800'000},
      {"[]", 550, -700'000},
      {"[{cap: one, at: £1000, over: period}]", 550, -700'000},
      {"[{floor: one, at: -£1000, over: period}]", 550, -300'000},
      {"[{floor: total, at: -£6000, over: period}]", 550, -600'000},
      {"[{floor: total, at: £0, over: period}]", 550, 0},
      {"[{cap: total, at: £1000, over: period}, {floor: total, at: -£1000, over: period}]",
       450,
       100'000},
      {"[{floor: total, at: -£1000, over: period}, {cap: total, at: £1000, over: period}]",
       550,
       -100'000},
      {"[{cap: total, at: [{from: 2014-01-01, amount: £10}, {from: 2015-01-01, amount: £20}], "
       "over: period}]",
       450,
       2'000},
      {"[{cap: total, at: [{from: 2014-01-01, amount: £10}, {from: 2015-01-02, amount: £20}], "
       "over: period}]",
       450,
       1'000},
  }));
  CAPTURE(bounds, reoffenders);
  Terms terms;
  terms.bounds = bounds;
  terms.lines =
      consequence_line("one", "per_point: £1000") + consequence_line("two", "per_point: £400");
  CHECK(total_of(settled(terms, {1000, reoffenders})) == pence);
}

TEST_CASE("a bound that no longer holds for the period is refused, not dropped") {
  Terms terms;
  terms.bounds =
      "[{cap: total, at: [{from: 2014-01-01, until: 2014-12-31, amount: £10}], over: period}]";
  terms.lines = consequence_line("one", "per_point: £1000");
  CHECK(refusal_of(terms, {cohort_of({1000, 450})}) ==
        "contract.yaml:36:27: no value is stated for 2015-01-01, by which period 2015 is settled "
        "[not_covered]\n"
        "    state the value from the first period of the term to the last");
}

// --- payers ---

std::vector<std::int64_t> split(const std::string& payers, const std::string& amount, bool deduct) {
  Terms terms;
  terms.payers = payers;
  terms.lines = consequence_line("line", "amount: " + amount);
  const Settlement settlement = settled(terms, {101, deduct ? 51 : 50});
  std::vector<std::int64_t> dues;
  for (const PayerResult& payer : settlement.payers) {
    dues.push_back(numerator(settlement.workings.value(payer.due)).convert_to<std::int64_t>());
  }
  return dues;
}

TEST_CASE("payers share a payment and a deduction, and one takes the odd pennies") {
  const std::string thirds = "{shares: {A: 33.3%, B: 33.3%, C: 33.4%}, odd_pennies_to: ";
  const auto [payers, amount, deduct, dues] =
      GENERATE_COPY(table<std::string, std::string, bool, std::vector<std::int64_t>>({
          {thirds + "A}", "£1", false, std::vector<std::int64_t>{34, 33, 33}},
          {thirds + "B}", "£1", false, std::vector<std::int64_t>{33, 34, 33}},
          {thirds + "C}", "£1", false, std::vector<std::int64_t>{33, 33, 34}},
          {thirds + "A}", "£1", true, std::vector<std::int64_t>{-34, -33, -33}},
          {thirds + "A}", "£0.01", false, std::vector<std::int64_t>{1, 0, 0}},
          {thirds + "A}", "£0.02", true, std::vector<std::int64_t>{-2, 0, 0}},
          {thirds + "A}", "£0", false, std::vector<std::int64_t>{0, 0, 0}},
          {thirds + "A}", "£10", false, std::vector<std::int64_t>{333, 333, 334}},
          {"{shares: {A: 100%}, odd_pennies_to: A}", "£0.99", true, std::vector<std::int64_t>{-99}},
          {"{shares: {A: 50%, B: 50%}, odd_pennies_to: B}",
           "£0.03",
           false,
           std::vector<std::int64_t>{1, 2}},
          {"{shares: {A: 0%, B: 100%}, odd_pennies_to: A}",
           "£0.03",
           false,
           std::vector<std::int64_t>{0, 3}},
      }));
  CAPTURE(payers, amount, deduct);
  CHECK(split(payers, amount, deduct) == dues);
}

TEST_CASE("splitting loses no penny") {
  Random random;
  CAPTURE(random.seed());
  for (int i = 0; i < 200; ++i) {
    const std::int64_t first = random.between(0, 10'000);
    const std::int64_t second = random.between(0, 10'000 - first);
    const std::int64_t pence = random.between(0, 10'000'000);
    const auto percent = [](std::int64_t basis_points) {
      return to_plain(Ratio(basis_points, 100)) + "%";
    };
    const std::string payers =
        fmt::format("{{shares: {{A: {}, B: {}, C: {}}}, odd_pennies_to: {}}}",
                    percent(first),
                    percent(second),
                    percent(10'000 - first - second),
                    random.between(0, 1) == 0 ? "A" : "C");
    const bool deduct = random.between(0, 1) == 1;
    const std::string amount = fmt::format("£{}.{:02}", pence / 100, pence % 100);
    CAPTURE(payers, amount, deduct);
    std::int64_t sum = 0;
    for (const std::int64_t due : split(payers, amount, deduct)) {
      sum += due;
    }
    CHECK(sum == (deduct ? -pence : pence));
  }
}

}  // namespace
}  // namespace outturn
