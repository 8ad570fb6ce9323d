// How a line is judged: conditions at their boundaries, hurdles, termination, case mix.
#include "settle/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

// A line on 50% that is a reduction when `condition` holds.
Terms reduced_when(const std::string& condition,
                   const std::string& effect_in = "points",
                   const std::string& measure = "m: {kind: binary rate, weighted: no}",
                   const std::string& baseline = "50%") {
  Terms terms;
  terms.measures = measure;
  terms.lines = line_against("line",
                             baseline,
                             effect_in,
                             "reduction_when: [" + condition +
                                 "]\nincrease_when: never\non_reduction: {pay: {amount: £1}}\n"
                                 "on_neither: nothing\non_increase: nothing");
  return terms;
}

TEST_CASE("a size of the effect is reached at its boundary as the contract says") {
  const auto [condition, effect_in, reoffenders, reduction] =
      GENERATE(table<std::string, std::string, std::int64_t, bool>({
          {"reduction_at_least: 5 points", "points", 450, true},
          {"reduction_at_least: 5 points", "points", 451, false},
          {"reduction_more_than: 5 points", "points", 450, false},
          {"reduction_more_than: 5 points", "points", 449, true},
          {"reduction_at_least: 5%", "percent", 475, true},
          {"reduction_at_least: 5%", "percent", 476, false},
          {"reduction_more_than: 5%", "percent", 475, false},
          {"reduction_more_than: 5%", "percent", 474, true},
          {"rate_at_most: 45%", "points", 450, true},
          {"rate_at_most: 45%", "points", 451, false},
          {"rate_below: 45%", "points", 450, false},
          {"rate_below: 45%", "points", 449, true},
          {"rate_at_least: 45%", "points", 450, true},
          {"rate_at_least: 45%", "points", 449, false},
          {"rate_above: 45%", "points", 450, false},
          {"rate_above: 45%", "points", 451, true},
          {"people_at_least: 1000", "points", 450, true},
          {"people_at_least: 1001", "points", 450, false},
      }));
  CAPTURE(condition, reoffenders);
  CHECK(verdict_of(settled(reduced_when(condition, effect_in), {1000, reoffenders})) ==
        (reduction ? "reduction" : "neither"));
}

TEST_CASE("every condition of a list must hold") {
  const std::string both = "reduction_at_least: 5 points, people_at_least: 1000";
  CHECK(verdict_of(settled(reduced_when(both), {1000, 450})) == "reduction");
  CHECK(verdict_of(settled(reduced_when(both), {1000, 460})) == "neither");
  CHECK(verdict_of(settled(reduced_when(both), {999, 400})) == "neither");
}

TEST_CASE("an increase is judged by conditions of its own") {
  const auto [condition, reoffenders, verdict] =
      GENERATE(table<std::string, std::int64_t, std::string>({
          {"increase_at_least: 5 points", 550, "increase"},
          {"increase_at_least: 5 points", 549, "neither"},
          {"increase_more_than: 5 points", 550, "neither"},
          {"increase_more_than: 5 points", 551, "increase"},
      }));
  CAPTURE(condition, reoffenders);
  Terms terms;
  terms.lines = line_against("line",
                             "50%",
                             "points",
                             "reduction_when: never\nincrease_when: [" + condition +
                                 "]\non_reduction: nothing\non_neither: nothing\n"
                                 "on_increase: {deduct: {amount: £1}}");
  const Settlement settlement = settled(terms, {1000, reoffenders});
  CHECK(verdict_of(settlement) == verdict);
  CHECK(total_of(settlement) == (verdict == "increase" ? -100 : 0));
}

TEST_CASE("neither verdict pays or deducts what the contract says of it") {
  Terms terms;
  terms.lines =
      line_against("line",
                   "50%",
                   "points",
                   "reduction_when: [reduction_at_least: 5 points]\nincrease_when: never\n"
                   "on_reduction: nothing\non_neither: {deduct: {share: 10%, of: £90}}\n"
                   "on_increase: nothing");
  CHECK(total_of(settled(terms, {1000, 450})) == 0);
  CHECK(total_of(settled(terms, {1000, 460})) == -900);
}

TEST_CASE("a verdict can't be both, nor contradict the effect") {
  Terms both;
  both.lines =
      line_against("line",
                   "50%",
                   "points",
                   "reduction_when: [people_at_least: 1]\nincrease_when: [people_at_least: "
                   "2]\non_reduction: nothing\non_neither: nothing\non_increase: nothing");
  CHECK(refusal_of(both, {cohort_of({1000, 450})}) ==
        "contract.yaml:26:3: line \"line\" is both a reduction and an increase [inconsistent]\n"
        "    mend its conditions so that at most one can hold");
  CHECK(refusal_of(reduced_when("people_at_least: 1"), {cohort_of({1000, 550})}) ==
        "contract.yaml:26:3: line \"line\" is judged a reduction by its conditions, and its effect "
        "is an increase of 5.00 points [inconsistent]\n"
        "    add a condition on the effect itself, such as reduction_more_than: 0 points");
}

TEST_CASE("a hurdle looks at the verdict of an earlier line") {
  const auto [wanted, reoffenders, pence] = GENERATE(table<std::string, std::int64_t, int>({
      {"reduction", 450, 100},
      {"reduction", 500, 0},
      {"reduction", 550, 0},
      {"neither", 450, 0},
      {"neither", 500, 100},
      {"increase", 550, 100},
      {"increase", 500, 0},
  }));
  CAPTURE(wanted, reoffenders);
  const std::string gate =
      "reduction_when: [reduction_at_least: 5 points]\n"
      "increase_when: [increase_at_least: 5 points]\n"
      "on_reduction: nothing\non_neither: nothing\non_increase: nothing\n";
  const std::string behind = "reduction_when: [hurdle: {line: gate, verdict: " + wanted +
                             "}]\nincrease_when: never\non_reduction: {pay: {amount: £1}}\n"
                             "on_neither: nothing\non_increase: nothing\n";
  Terms terms;
  terms.lines = line_against("gate", "50%", "points", gate) +
                line_against("behind", "100%", "points", behind);
  CHECK(total_of(settled(terms, {1000, reoffenders})) == pence);
}

TEST_CASE("a termination point is reported and moves no money") {
  const auto [reoffenders, reached] =
      GENERATE(table<std::int64_t, bool>({{600, false}, {601, true}}));
  Terms terms;
  terms.lines = line_against("line",
                             "50%",
                             "points",
                             "reduction_when: never\nincrease_when: [increase_at_least: 1 point]\n"
                             "termination_when: [rate_above: 60%]\n"
                             "on_reduction: nothing\non_neither: nothing\n"
                             "on_increase: {deduct: {amount: £1}}");
  const Settlement settlement = settled(terms, {1000, reoffenders});
  CHECK(settlement.lines.at(0).termination_reached == reached);
  CHECK(total_of(settlement) == -100);
}

TEST_CASE("a line says why, in sentences that carry the figures") {
  const Settlement settlement =
      settled(reduced_when("reduction_at_least: 5 points, people_at_least: 2000"), {1000, 450});
  CHECK(settlement.lines.at(0).why ==
        std::vector<std::string>{
            "45.00% against a baseline of 50.00%: a reduction of 5.00 points.",
            "Reduction: baseline less actual, 5.00 points, is at least 5.00 points: "
            "yes.",
            "Reduction: the cohort of 1,000 people is at least 2,000: no.",
            "Verdict: neither."});
}

TEST_CASE("a cohort of one is one person") {
  const Settlement settlement =
      settled(reduced_when("reduction_at_least: 5 points, people_at_least: 2"), {1, 0});
  CHECK(settlement.lines.at(0).why.at(2) == "Reduction: the cohort of 1 person is at least 2: no.");
}

TEST_CASE("a line says of a change in the other direction how far it fell short") {
  const Settlement settlement = settled(reduced_when("reduction_at_least: 5 points"), {1000, 536});
  CHECK(settlement.lines.at(0).why ==
        std::vector<std::string>{
            "53.60% against a baseline of 50.00%: an increase of 3.60 points.",
            "Reduction: baseline less actual, -3.60 points, is at least 5.00 points: no.",
            "Verdict: neither."});
}

// --- case mix ---

Terms adjusted(const std::string& baseline_mean_score) {
  Terms terms;
  terms.lines =
      "line:\n  title: T\n  measure: m\n"
      "  compare_with: {fixed: 50%, adjusted_for: mean score, baseline_mean_score: " +
      baseline_mean_score +
      "}\n  effect_in: points\n  reduction_when: [reduction_more_than: 0 points]\n"
      "  increase_when: never\n  on_reduction: {pay: {per_point: £100}}\n"
      "  on_neither: nothing\n  on_increase: nothing";
  return terms;
}

MeasuredCohort scored(const Counts& counts, std::int64_t sum_of_scores) {
  MeasuredCohort cohort = cohort_of(counts);
  cohort.total.score = Wide{sum_of_scores} * kScale;
  return cohort;
}

TEST_CASE("the baseline moves with the mean score of the cohort against its own") {
  // Mean score 46%, where the baseline's people had 44%: 52% would have reoffended.
  const Settlement harder = settled(contract_of(adjusted("0.44")), {scored({1000, 450}, 460)});
  CHECK(value_of(harder, "line.adjusted_baseline") == Ratio(52, 100));
  CHECK(total_of(harder) == 70'000);
  const Settlement easier = settled(contract_of(adjusted("0.47")), {scored({1000, 450}, 460)});
  CHECK(value_of(easier, "line.adjusted_baseline") == Ratio(49, 100));
  CHECK(total_of(easier) == 40'000);
}

TEST_CASE("a cohort's baseline is adjusted by its own mean score") {
  Terms terms = adjusted("0");
  const std::string fixed = "{fixed: 50%, adjusted_for: mean score, baseline_mean_score: 0}";
  terms.lines.replace(terms.lines.find(fixed),
                      fixed.size(),
                      "{cohort: {from: 2013-01-01, until: 2013-12-31}, adjusted_for: mean score}");
  const Settlement settlement = settled(
      contract_of(terms), {scored({1000, 450}, 460), scored({2000, 1100, 0, 0, "baseline"}, 900)});
  CHECK(value_of(settlement, "line.adjusted_baseline") == Ratio(56, 100));
  CHECK(total_of(settlement) == 110'000);
}

TEST_CASE("an adjusted baseline stays a rate") {
  CHECK(
      refusal_of(adjusted("0"), {scored({1000, 450}, 500)}) ==
      "contract.yaml:29:19: the adjusted baseline of line \"line\" is 100.00%, outside 0% to 100% "
      "[out_of_range]\n"
      "    check the scores and the baseline's mean score");
}

TEST_CASE("a mean score needs everyone's score") {
  MeasuredCohort cohort = scored({1000, 450}, 460);
  cohort.without_score = 3;
  CHECK(refusal_of(adjusted("0.44"), {cohort}) ==
        "contract.yaml:29:19: 3 of 1000 people of the cohort \"actual\" have no score "
        "[missing_score]\n"
        "    import their scores, or settle without adjusting for them");
}

// --- what can't be divided by ---

TEST_CASE("nobody to divide by stops the settlement") {
  const auto [measure, counts, name] = GENERATE(table<std::string, Counts, std::string>({
      {"m: {kind: binary rate, weighted: no}", Counts{0, 0}, "people"},
      {"m: {kind: frequency per reoffender, weighted: no}", Counts{100, 0}, "reoffenders"},
  }));
  CAPTURE(name);
  const bool binary = name == "people";
  const Terms terms =
      reduced_when(binary ? "reduction_at_least: 5 points" : "reduction_at_least: 5%",
                   binary ? "points" : "percent",
                   measure,
                   binary ? "50%" : "5 events");
  CHECK(refusal_of(terms, {cohort_of(counts)}) ==
        "contract.yaml:24:3: \"m\" can't be measured on the cohort \"actual\" of C01 from "
        "2015-01-01 to 2015-12-31: there is nobody to divide by [nothing_to_measure]\n"
        "    import their starts first, or say in the line: if_nobody: nothing");
}

TEST_CASE("where the contract says so, nobody to divide by means nothing is due") {
  const auto [people, reoffenders, measure] = GENERATE(table<int, int, std::string>({
      {0, 0, "m: {kind: binary rate, weighted: no}"},
      {0, 0, "m: {kind: binary rate, weighted: yes}"},
      {100, 0, "m: {kind: frequency per reoffender, weighted: no}"},
  }));
  CAPTURE(measure);
  const bool binary = people == 0;
  Terms terms;
  terms.measures = measure;
  const std::string unit = binary ? "0 points" : "0%";
  const auto line = [&](const std::string& name, const std::string& condition) {
    return line_against(name,
                        binary ? "50%" : "5 events",
                        binary ? "points" : "percent",
                        "reduction_when: [" + condition +
                            "]\nincrease_when: never\non_reduction: {pay: {amount: £10}}\n"
                            "on_neither: {deduct: {amount: £5}}\non_increase: nothing\n"
                            "if_nobody: nothing");
  };
  terms.lines = line("line", "reduction_more_than: " + unit) +
                line("second", "hurdle: {line: line, verdict: reduction}");
  const Settlement settlement = settled(terms, {people, reoffenders});
  CHECK(total_of(settlement) == 0);
  CHECK(verdict_of(settlement) == "neither");
  CHECK(settlement.lines.at(0).why ==
        std::vector<std::string>{"There is nobody to measure, so nothing is due on this line."});
}

TEST_CASE("per cent of a baseline of nothing is refused") {
  const Terms terms = reduced_when("reduction_at_least: 5%",
                                   "percent",
                                   "m: {kind: frequency per 100 people, weighted: no}",
                                   "0 events");
  CHECK(refusal_of(terms, {cohort_of({100, 10})}) ==
        "contract.yaml:29:19: the baseline of line \"line\" is 0, and per cent of it is asked for "
        "[nothing_to_measure]");
}

TEST_CASE("a figure that isn't supplied for the period is refused") {
  Terms terms = reduced_when("reduction_at_least: 5%",
                             "percent",
                             "m: {kind: frequency per 100 people, weighted: no, figure: f}",
                             "155 events");
  terms.figures = "- {from: 2014-01-01, until: 2014-12-31, f: {value: 140 events}}";
  CHECK(refusal_of(terms, {cohort_of({100, 10})}) ==
        "contract.yaml:25:3: no figure \"f\" is supplied for 2015-01-01 to 2015-12-31 "
        "[missing_figure]\n"
        "    add the period to a figures file that the contract names");
}

}  // namespace
}  // namespace outturn
