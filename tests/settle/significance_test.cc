// Significance without a root: the number of reoffenders at which a fall becomes significant.
//
// For 1,286 people and a baseline of 47.5% a fall must be 2.73 points (one sample, 95%), 2.29 (one
// sample, one-sided), 3.05 (two samples, four times as many before) or 3.86 (two samples, as many
// before): z times the root of 0.475 x 0.525 x (1/n + 1/n0), to a hundredth of a point.
#include "settle/sample.h"
#include "support/catch.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::int64_t kPeople = 1286;

Terms tested(const std::string& test,
             const std::string& z,
             const std::string& boundary,
             std::int64_t baseline_people,
             const std::string& baseline = "47.5%") {
  Terms terms;
  terms.lines = fmt::format(
      "line:\n  title: T\n  measure: m\n"
      "  compare_with: {{fixed: {}, baseline_people: {}}}\n  effect_in: points\n"
      "  reduction_when:\n    - reduction_more_than: 0 points\n"
      "    - significant: {{test: {}, z: {}, boundary: {}}}\n"
      "  increase_when:\n    - increase_more_than: 0 points\n"
      "    - significant: {{test: {}, z: {}, boundary: {}}}\n"
      "  on_reduction: nothing\n  on_neither: nothing\n  on_increase: nothing\n",
      baseline,
      baseline_people,
      test,
      z,
      boundary,
      test,
      z,
      boundary);
  return terms;
}

// The fall in points when `reoffenders` of the people reoffend.
Ratio fall(std::int64_t reoffenders) {
  return Ratio(475, 10) - Ratio(100 * reoffenders, kPeople);
}

TEST_CASE("a fall is significant from the number of reoffenders that the published test gives") {
  const auto [test, z, before, most, points] =
      GENERATE(table<std::string, std::string, std::int64_t, std::int64_t, Ratio>({
          {"one-sample z", "1.96", 1, 575, Ratio(273, 100)},
          {"one-sample z", "1.645", 1, 581, Ratio(229, 100)},
          {"two-sample pooled z", "1.96", 4 * kPeople, 571, Ratio(305, 100)},
          {"two-sample z", "1.96", 4 * kPeople, 571, Ratio(305, 100)},
          {"two-sample pooled z", "1.96", kPeople, 561, Ratio(386, 100)},
          {"two-sample z", "1.96", kPeople, 561, Ratio(386, 100)},
      }));
  CAPTURE(test, z, before);
  const Terms terms = tested(test, z, "at least", before);
  CHECK(verdict_of(settled(terms, {kPeople, most})) == "reduction");
  CHECK(verdict_of(settled(terms, {kPeople, most + 1})) == "neither");
  CHECK(fall(most) >= points);
  CHECK(fall(most + 1) < points);
}

TEST_CASE("a rise is significant by the same test") {
  const Terms terms = tested("one-sample z", "1.96", "at least", 1);
  CHECK(verdict_of(settled(terms, {kPeople, 645})) == "neither");
  CHECK(verdict_of(settled(terms, {kPeople, 646})) == "increase");
}

// 50% of 100 people has a deviation of 5 points: twice that is exactly 10.
TEST_CASE("reaching z exactly is enough with at least, and not with more than") {
  CHECK(verdict_of(settled(tested("one-sample z", "2", "at least", 1, "50%"), {100, 40})) ==
        "reduction");
  CHECK(verdict_of(settled(tested("one-sample z", "2", "more than", 1, "50%"), {100, 40})) ==
        "neither");
  CHECK(verdict_of(settled(tested("one-sample z", "2", "more than", 1, "50%"), {100, 39})) ==
        "reduction");
}

TEST_CASE("the numbers behind a test are quantities of the statement") {
  const Settlement one = settled(tested("one-sample z", "2", "at least", 1, "50%"), {100, 40});
  CHECK(value_of(one, "line.reduction_when.2.difference_squared") == Ratio(1, 100));
  CHECK(value_of(one, "line.reduction_when.2.baseline.variance") == Ratio(1, 400));
  CHECK(value_of(one, "line.reduction_when.2.limit") == Ratio(1, 100));
  const Settlement two = settled(tested("two-sample z", "2", "at least", 50, "50%"), {100, 40});
  CHECK(value_of(two, "line.reduction_when.2.variance") ==
        Ratio(24, 100) / 100 + Ratio(25, 100) / 50);
  const Settlement pooled =
      settled(tested("two-sample pooled z", "2", "at least", 50, "50%"), {100, 40});
  CHECK(value_of(pooled, "line.reduction_when.2.pool") == Ratio(65, 150));
  CHECK(value_of(pooled, "line.reduction_when.2.variance") ==
        Ratio(65, 150) * Ratio(85, 150) * (Ratio(1, 100) + Ratio(1, 50)));
}

TEST_CASE("significance isn't tested where nothing varies") {
  const auto [test, baseline, counts] = GENERATE(table<std::string, std::string, Counts>({
      {"one-sample z", "0%", Counts{100, 0}},
      {"one-sample z", "100%", Counts{100, 50}},
      {"two-sample z", "100%", Counts{100, 0}},
      {"two-sample pooled z", "100%", Counts{100, 100}},
  }));
  CAPTURE(test, baseline);
  CHECK(refusal_of(tested(test, "1.96", "at least", 100, baseline), {cohort_of(counts)}) ==
        "contract.yaml:33:9: the rates behind line \"line\" have no variance [out_of_range]\n"
        "    significance can't be tested on rates of 0% or 100%");
}

TEST_CASE("a test of a supplied rate needs the people behind it") {
  Terms terms = tested("one-sample z", "1.96", "at least", 100);
  terms.measures = "m: {kind: binary rate, weighted: no, figure: rate}";
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, rate: {value: 40%}}";
  CHECK(refusal_of(terms, {cohort_of({100, 40})}) ==
        "contract.yaml:34:9: line \"line\" needs the number of people behind the cohort "
        "[missing_figure]\n"
        "    state baseline_people, or people: with the supplied figure");
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, rate: {value: 37%, people: 100}}";
  CHECK(verdict_of(settled(contract_of(terms), {cohort_of({0, 0})})) == "reduction");
}

}  // namespace
}  // namespace outturn
