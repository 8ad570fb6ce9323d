// What each kind of price comes to.
#include "settle/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

const std::string kBinary = "m: {kind: binary rate, weighted: no}";
const std::string kPer100 = "m: {kind: frequency per 100 people, weighted: no}";
const std::string kPerReoffender = "m: {kind: frequency per reoffender, weighted: no}";
const std::string kHarmPer100 = "m: {kind: severity per 100 people, weighted: no}";
const std::string kHarmPerReoffender = "m: {kind: severity per reoffender, weighted: no}";

struct Priced {
  std::string measure;
  std::string baseline;
  std::string effect_in;
  std::string price;
  Counts counts;
  std::int64_t pence;
};

// 1,000 people, half of whom would have reoffended; 450 do, or 550.
const Counts kFewer = {1000, 450, 1400, 9000};
const Counts kMore = {1000, 550, 1700, 11'000};

TEST_CASE("a price pays for what it is a price of") {
  const auto priced = GENERATE(values<Priced>({
      {kBinary, "50%", "points", "per_point: £1000", kFewer, 500'000},
      {kBinary, "50%", "percent", "per_point: £1000", kFewer, 500'000},
      {kBinary, "50%", "percent", "per_percent: £100", kFewer, 100'000},
      {kBinary, "50%", "points", "per_person: £40", kFewer, 200'000},
      {kBinary, "50%", "percent", "per_person: £40", kFewer, 200'000},
      {kBinary, "50%", "points", "amount: £123.45", kFewer, 12'345},
      {kBinary, "50%", "points", "share: 10%, of: £999.90", kFewer, 9'999},
      {kPer100, "155 events", "percent", "per_event: £10", kFewer, 150'000},
      {kPer100, "155 events", "events", "per_event: £10", kFewer, 150'000},
      {kPerReoffender, "4 events", "events", "per_event: £9", kFewer, 360'000},
      {kHarmPer100, "1000 severity", "severity", "per_severity: £2", kFewer, 200'000},
      {kHarmPerReoffender, "30 severity", "percent", "per_severity: £2", kFewer, 900'000},
  }));
  CAPTURE(priced.measure, priced.effect_in, priced.price);
  Terms terms;
  terms.measures = priced.measure;
  terms.lines = paying_line(priced.baseline, priced.effect_in, "{pay: {" + priced.price + "}}");
  CHECK(total_of(settled(terms, priced.counts)) == priced.pence);
}

TEST_CASE("a deduction counts what is more, not what is fewer") {
  const auto priced = GENERATE(values<Priced>({
      {kBinary, "50%", "points", "per_point: £1000", kMore, -500'000},
      {kBinary, "50%", "percent", "per_point: £1000", kMore, -500'000},
      {kBinary, "50%", "percent", "per_percent: £100", kMore, -100'000},
      {kBinary, "50%", "points", "per_person: £40", kMore, -200'000},
      {kBinary, "50%", "points", "amount: £123.45", kMore, -12'345},
      {kBinary, "50%", "points", "share: 10%, of: £999.90", kMore, -9'999},
      {kPer100, "155 events", "percent", "per_event: £10", kMore, -150'000},
      {kPerReoffender, "3 events", "events", "per_event: £10", kMore, -50'000},
      {kHarmPer100, "1000 severity", "severity", "per_severity: £2", kMore, -200'000},
      {kBinary,
       "50%",
       "points",
       "bands: {mode: slab, edge: at least, rows: [{from: 0 points, pays: £1}, {from: 5 points, "
       "pays: £7}]}",
       kMore,
       -700},
  }));
  CAPTURE(priced.measure, priced.effect_in, priced.price);
  Terms terms;
  terms.measures = priced.measure;
  terms.lines =
      paying_line(priced.baseline, priced.effect_in, "nothing", "{deduct: {" + priced.price + "}}");
  CHECK(total_of(settled(terms, priced.counts)) == priced.pence);
}

TEST_CASE("a weighted person counts with their weight, in the rate and in what is paid for") {
  Terms terms;
  terms.measures = "m: {kind: binary rate, weighted: yes}";
  terms.lines = paying_line("50%", "points", "{pay: {per_person: £40}}");
  MeasuredCohort cohort = cohort_of({1000, 450});
  cohort.total.weight = 1'200 * kScale;
  cohort.total.weighted_reoffenders = 480 * kScale;
  const Settlement settlement = settled(contract_of(terms), {cohort});
  CHECK(value_of(settlement, "m.actual") == Ratio(2, 5));
  CHECK(value_of(settlement, "line.quantity") == 120);
  CHECK(total_of(settlement) == 480'000);
}

TEST_CASE("one table of bands pays by its mode and its edge") {
  const auto [mode, edge, reoffenders, pence] =
      GENERATE(table<std::string, std::string, std::int64_t, std::int64_t>({
          {"slab", "at least", 451, 0},
          {"slab", "at least", 450, 50'000},
          {"slab", "more than", 450, 0},
          {"slab", "more than", 449, 51'000},
          {"slab", "at least", 400, 200'000},
          {"slab", "more than", 400, 100'000},
          {"marginal", "at least", 450, 0},
          {"marginal", "at least", 440, 10'000},
          {"marginal", "more than", 400, 50'000},
          {"marginal", "at least", 390, 70'000},
      }));
  CAPTURE(mode, edge, reoffenders);
  Terms terms;
  terms.lines = paying_line("50%",
                            "points",
                            "\n  pay:\n    bands:\n      mode: " + mode + "\n      edge: " + edge +
                                "\n      rows:\n        - {from: 0 points, pays: £0 per point}\n"
                                "        - {from: 5 points, pays: £100 per point}\n"
                                "        - {from: 10 points, pays: £200 per point}");
  CHECK(total_of(settled(terms, {1000, reoffenders})) == pence);
}

// Newpin's knots (55%, 3%), (60%, 7.5%), (65%, 12%), (70%, 15%), here of £10,000, and nothing at 0.
TEST_CASE("an interpolated table pays between its rows") {
  const auto [fall, pence] = GENERATE(table<std::int64_t, std::int64_t>({{550, 30'000},
                                                                         {560, 39'000},
                                                                         {600, 75'000},
                                                                         {650, 120'000},
                                                                         {675, 135'000},
                                                                         {990, 150'000}}));
  CAPTURE(fall);
  Terms terms;
  terms.lines = paying_line("100%",
                            "points",
                            "\n  pay:\n    bands:\n      mode: interpolated\n      edge: at least\n"
                            "      rows:\n        - {from: 0 points, pays: £0}\n"
                            "        - {from: 55 points, pays: £300}\n"
                            "        - {from: 60 points, pays: £750}\n"
                            "        - {from: 65 points, pays: £1200}\n"
                            "        - {from: 70 points, pays: £1500}");
  CHECK(total_of(settled(terms, {1000, 1000 - fall})) == pence);
}

TEST_CASE("a price by outcome pays for people, whatever they weigh") {
  Terms terms;
  terms.measures =
      "m:\n  kind: graded rate\n  weighted: yes\n"
      "  grades: {less_serious: 0.5, as_serious: 1, more_serious: 1.5}";
  terms.lines =
      "line:\n  title: T\n  measure: m\n  pays:\n    pay:\n      per_person_by_outcome:\n"
      "        no_reoffence: £100\n        less_serious: £10\n"
      "        as_serious: £1\n        more_serious: £0.01";
  MeasuredCohort cohort = cohort_of({100, 40});
  cohort.total.by_grade = {60, 20, 15, 5};
  cohort.total.weight_by_grade = {1, 2, 3, 4};
  const Settlement settlement = settled(contract_of(terms), {cohort});
  CHECK(total_of(settlement) == 600'000 + 20'000 + 1'500 + 5);
  CHECK(settlement.lines.at(0).verdict == std::nullopt);
}

TEST_CASE("a graded rate takes each reoffender with their grade and weight") {
  Terms terms;
  terms.measures =
      "m:\n  kind: graded rate\n  weighted: yes\n"
      "  grades: {less_serious: 0.5, as_serious: 1, more_serious: 1.5}";
  terms.lines = paying_line("50%", "points", "{pay: {per_point: £1}}");
  MeasuredCohort cohort = cohort_of({100, 40});
  cohort.total.weight_by_grade = {60 * kScale, 20 * kScale, 15 * kScale, 5 * kScale};
  const Settlement settlement = settled(contract_of(terms), {cohort});
  CHECK(value_of(settlement, "m.actual") == Ratio(325, 1000));
  CHECK(total_of(settlement) == 1'750);
}

TEST_CASE("two lines may read one measure, of any kind") {
  const auto [measure, baseline, unit] = GENERATE(table<std::string, std::string, std::string>({
      {kBinary, "50%", "points"},
      {kPer100, "155 events", "events"},
      {"m:\n  kind: graded rate\n  weighted: no\n"
       "  grades: {less_serious: 0.5, as_serious: 1, more_serious: 1.5}",
       "50%",
       "points"},
      {"m: {kind: frequency per 100 people, weighted: no, figure: f}", "155 events", "events"},
  }));
  CAPTURE(measure);
  Terms terms;
  terms.measures = measure;
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, f: {value: 140 events, people: 1000}}";
  const std::string rest = "reduction_when: [reduction_more_than: 0 " + unit +
                           "]\nincrease_when: never\non_reduction: {pay: {amount: £1}}\n"
                           "on_neither: nothing\non_increase: nothing\n";
  terms.lines =
      line_against("one", baseline, unit, rest) + line_against("two", baseline, unit, rest);
  const Settlement settlement = settled(contract_of(terms), {cohort_of(kFewer)});
  CHECK(total_of(settlement) == 200);
}

TEST_CASE("money for each event of a supplied rate needs the people behind it") {
  Terms terms;
  terms.measures = "m: {kind: frequency per 100 people, weighted: no, figure: f}";
  terms.lines = paying_line("155 events", "percent", "{pay: {per_event: £10}}");
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, f: {value: 140 events}}";
  CHECK(refusal_of(terms, {cohort_of(kFewer)}) ==
        "contract.yaml:34:37: line \"line\" pays by the event, and the supplied figure doesn't say "
        "how many people it is of [missing_figure]\n"
        "    add people: to the figure");
  terms.figures = "- {from: 2015-01-01, until: 2015-12-31, f: {value: 140 events, people: 1000}}";
  CHECK(total_of(settled(terms, kFewer)) == 150'000);
}

}  // namespace
}  // namespace outturn
