// That the drawing reaches what the second opinion is about. With OUTTURN_TALLY=1 the counts are
// printed.
#include "settle/drawn.h"

#include "settle/opinion_case.h"
#include "support/catch.h"
#include "support/naive_yaml.h"

#include <cstdlib>
#include <map>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::uint64_t kDrawn = 1000;

// What a contract may say; each is said by at least one in fifty of those drawn.
constexpr const char* kSaid[] = {
    // periods
    "every: month",
    "every: quarter",
    "every: year",
    "every: whole term",
    "these: [",
    "never_ran: yes",
    "parts_of_periods: settled",
    "parts_of_periods: not settled",
    "rules_as_of: last day",
    "rules_as_of: first day",
    // people
    "starts_per_person: first",
    "starts_per_person: last",
    "starts_per_person: each",
    "as_of: first day of the period",
    "one_start_per_person_in: each period",
    "one_start_per_person_in: the whole baseline",
    "if_nobody: nothing",
    // measures
    "kind: binary rate, weighted: yes",
    "kind: binary rate, weighted: no}",
    "kind: frequency per reoffender, weighted: ",
    "kind: frequency per 100 people, weighted: ",
    "kind: severity per reoffender, weighted: ",
    "kind: severity per 100 people, weighted: ",
    "kind: graded rate, weighted: ",
    "grades: {",
    "kind: share, figure: ",
    "kind: cases, figure: ",
    "kind: days, figure: ",
    "kind: cost, figure: ",
    "kind: binary rate, weighted: no, figure: ",
    // what lines compare
    "compare_with: {fixed: ",
    "compare_with: {cohort: ",
    "compare_with: {figure: ",
    "compare_with: {blend: ",
    "moved_by: {",
    "otherwise: {",
    "adjusted_for: mean score",
    "effect_from: ",
    "mean_of: rates",
    "mean_of: reductions",
    "effect_in: points",
    "effect_in: percent",
    "effect_in: events",
    "effect_in: severity",
    "effect_in: cases",
    "effect_in: days",
    "effect_in: money",
    "effect_at_most: ",
    // conditions
    "reduction_at_least: ",
    "reduction_more_than: ",
    "increase_at_least: ",
    "increase_more_than: ",
    "rate_at_most: ",
    "rate_below: ",
    "rate_at_least: ",
    "rate_above: ",
    "measure_at_most: ",
    "measure_below: ",
    "measure_at_least: ",
    "measure_above: ",
    ", people_at_least: ",
    "hurdle: {",
    "nothing_paid_on: ",
    "any_of: [",
    "test: one-sample z",
    "test: two-sample z",
    "test: two-sample pooled z",
    "paid_when: [",
    "settled: first period",
    "settled: last period",
    // prices
    "{amount: ",
    "{share: ",
    "per_point: ",
    "per_percent: ",
    "per_person: ",
    "per_event: ",
    "per_severity: ",
    "per_case: ",
    "per_day: ",
    "per_person_by_outcome: ",
    "phases: [",
    "until_paid: ",
    "mode: slab",
    "mode: marginal",
    "mode: interpolated",
    "edge: more than",
    "below: nothing",
    "of: the measure",
    "of: the baseline",
    "of: the saving",
    "of: {line: ",
    "of: {statement_of: ",
    " of 6",
    "deduct: {",
    "equal_parts_over: year",
    "equal_parts_over: term",
    // what changes an amount
    "pay_for: ",
    "less: ",
    "index: {",
    "cumulative_over: year",
    "cumulative_over: term",
    "less_paid: {",
    "over: period}",
    "{cap: ",
    "{floor: ",
    "{cap: total",
    "{floor: total",
    "over: year",
    "over: term",
    "in: first period",
    "in: last period",
    "each: line",
    "each: total",
    "how: half to even",
};

// What becomes of how many cases at least: why the naive reading refuses the last period that it
// comes to, or that it doesn't.
const std::map<std::string, int> kEnds = {
    {"settled", 600},
    {"nobody to compare", 20},
    {"nobody to measure", 3},
    {"nobody in the baseline", 3},
    {"somebody has no score", 2},
    {"the adjusted baseline is no rate", 3},
    {"per cent of a baseline of nothing", 20},
    {"others moved from nothing", 3},
    {"a figure is missing", 5},
    {"an estimate asks for people", 5},
    {"a condition asks for people", 5},
    {"a test asks for the people behind the baseline", 5},
    {"a price asks for people", 1},
    {"a pool weighs by people", 1},
    {"nothing varies", 1},
    {"both a reduction and an increase", 3},
    {"the effect contradicts the verdict", 1},
};

TEST_CASE("the drawing reaches every rule, and every reason for which nothing can be settled") {
  std::map<std::string, int> said;
  std::map<std::string, int> ends;
  for (std::uint64_t seed = 1; seed <= kDrawn; ++seed) {
    const OpinionCase one(seed);
    const std::string text = one.text();
    for (const char* what : kSaid) {
      said[what] += text.find(what) == std::string::npos ? 0 : 1;
    }
    const naive::Result last = naive_results(one).back();
    ends[last.refused.empty() ? "settled" : last.refused] += 1;
  }
  if (std::getenv("OUTTURN_TALLY") != nullptr) {
    for (const auto* counts : {&said, &ends}) {
      for (const auto& [what, count] : *counts) {
        fmt::print("{:5} {}\n", count, what);
      }
    }
  }
  for (const char* what : kSaid) {
    CAPTURE(what, said[what]);
    CHECK(said[what] * 50 >= static_cast<int>(kDrawn));
  }
  for (const auto& [end, least] : kEnds) {
    CAPTURE(end);
    CHECK(ends[end] >= least);
  }
  CHECK(ends.size() == kEnds.size());
}

}  // namespace
}  // namespace outturn
