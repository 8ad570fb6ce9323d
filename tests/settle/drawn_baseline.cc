// What a random line compares with.
#include "settle/drawn_parts.h"

namespace outturn::drawing {
namespace {

using naive::Baseline;

// Whether whole periods fill the days of a baseline, so that one start can count in each.
bool is_made_of_periods(const Contract& contract, const Baseline& baseline) {
  const auto periods = naive::periods_within(contract, baseline.from, baseline.until);
  return contract.every != "these" && !periods.empty() && periods.front().first == baseline.from &&
         periods.back().last == baseline.until;
}

void draw_cohort(Drawing& d, Baseline& baseline) {
  baseline.from = one_of(d, {"2013-01-01", "2013-07-01"});
  baseline.until = one_of(d, {"2014-06-30", "2014-12-31"});
  baseline.one_in_each_period = is_made_of_periods(d.contract, baseline) && chance(d, 50);
}

void draw_figure(Drawing& d, Baseline& baseline, const std::string& name) {
  baseline.figure = name + "-base";
  if (chance(d, 35)) {
    baseline.then = name + "-then";
    baseline.now = name + "-now";
  }
}

void draw_blend(Drawing& d, Baseline& baseline, const std::string& name) {
  const Ratio share = chance(d, 50) ? Ratio(5, 6) : thousandths(d, 0, 1000);
  baseline.blend = {{share, name + "-first"}, {Ratio(1 - share), name + "-second"}};
}

Baseline draw_estimate(Drawing& d,
                       const Measure& measure,
                       const std::string& name,
                       const std::vector<std::string>& kinds) {
  Baseline baseline;
  baseline.kind = one_of(d, kinds);
  if (baseline.kind == "cohort") {
    draw_cohort(d, baseline);
  } else if (baseline.kind == "figure") {
    draw_figure(d, baseline, name);
  } else if (baseline.kind == "blend") {
    draw_blend(d, baseline, name);
  } else {
    baseline.fixed = dated(d, [&] { return value_near(d, measure); });
    baseline.people = d.random.between(1, 500);
  }
  return baseline;
}

}  // namespace

void draw_baseline(Drawing& d, Line& line, const Measure& measure) {
  const bool supplied = !measure.figure.empty();
  line.baseline = draw_estimate(
      d,
      measure,
      line.name,
      supplied ? std::vector<std::string>{"fixed", "figure", "figure", "blend"}
               : std::vector<std::string>{
                     "fixed", "fixed", "fixed", "cohort", "cohort", "cohort", "figure", "blend"});
  line.baseline.adjusted =
      measure.kind == "binary rate" && !measure.weighted && !supplied && chance(d, 40);
  line.baseline.mean_score = thousandths(d, 300, 700);
  if (!line.baseline.adjusted && chance(d, supplied ? 30 : 10)) {
    line.baseline.people_at_least = d.random.between(1, supplied ? 300 : 10);
    line.baseline.otherwise = {
        draw_estimate(d, measure, line.name + "-other", {"fixed", "figure", "blend"})};
  }
}

}  // namespace outturn::drawing
