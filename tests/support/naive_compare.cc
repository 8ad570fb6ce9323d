// The second opinion on what a line compares, and on its effect.
#include "support/naive_settling.h"

namespace outturn::naive {
namespace {

void read_figure(Settling& s, const Baseline& baseline, Compared& c) {
  const Figure figure = figure_named(s, baseline.figure);
  c.baseline = figure.value;
  if (figure.people) {
    c.people_behind = Ratio(*figure.people);
  }
  if (!baseline.now.empty()) {
    const Ratio then = figure_named(s, baseline.then).value;
    if (then == 0) {
      throw Refusal{"others moved from nothing", "nothing_to_measure"};
    }
    c.baseline = *c.baseline * figure_named(s, baseline.now).value / then;
  }
}

void read_blend(Settling& s, const Baseline& baseline, Compared& c) {
  c.baseline = Ratio(0);
  for (const auto& [share, figure] : baseline.blend) {
    *c.baseline += share * figure_named(s, figure).value;
  }
}

void read_cohort(Settling& s, const Measure& measure, const Baseline& baseline, Compared& c) {
  const auto rate = rate_of(measure, people_before(s, baseline));
  if (!rate) {
    throw Refusal{"nobody in the baseline", "nothing_to_measure"};
  }
  c.baseline = rate->value;
  c.people_behind = rate->people;
}

void read_fixed(Settling& s, const Baseline& baseline, Compared& c) {
  c.baseline = in_force(s, baseline.fixed);
  if (baseline.people > 0) {
    c.people_behind = Ratio(baseline.people);
  }
}

const Baseline& strong_enough(const Baseline& baseline, const Compared& c) {
  if (baseline.people_at_least == 0) {
    return baseline;
  }
  if (!c.actual->people) {
    throw Refusal{"an estimate asks for people", "missing_figure"};
  }
  return *c.actual->people >= Ratio(baseline.people_at_least) ? baseline
                                                              : baseline.otherwise.front();
}

void adjust(Settling& s, const Baseline& baseline, Compared& c) {
  const auto now = mean_score(people_now(s));
  const auto was = baseline.kind == "cohort" ? mean_score(people_before(s, baseline))
                                             : std::optional(baseline.mean_score);
  if (!now || !was) {
    throw Refusal{"somebody has no score", "missing_score"};
  }
  c.baseline = *c.baseline + *now - *was;
  if (*c.baseline <= 0 || *c.baseline >= 1) {
    throw Refusal{"the adjusted baseline is no rate", "out_of_range"};
  }
}

void read_baseline(Settling& s, const Measure& measure, const Line& line, Compared& c) {
  const Baseline& baseline = strong_enough(line.baseline, c);
  if (baseline.kind == "figure") {
    read_figure(s, baseline, c);
  } else if (baseline.kind == "blend") {
    read_blend(s, baseline, c);
  } else if (baseline.kind == "cohort") {
    read_cohort(s, measure, baseline, c);
  } else {
    read_fixed(s, baseline, c);
  }
  if (line.baseline.adjusted) {
    adjust(s, baseline, c);
  }
}

void read_effect(const Line& line, Compared& c) {
  c.difference = *c.baseline - c.actual->value;
  c.reduction = *c.difference;
  if (line.effect_in == "points") {
    c.reduction = *c.difference * 100;
  }
  if (line.effect_in == "percent") {
    if (*c.baseline == 0) {
      throw Refusal{"per cent of a baseline of nothing", "nothing_to_measure"};
    }
    c.reduction = *c.difference / *c.baseline * 100;
  }
}

// A supplied change is negative where something has fallen.
Compared supplied(Settling& s, const Line& line) {
  Compared c;
  const Ratio change = figure_named(s, line.change).value;
  c.reduction = line.effect_in == "percent" ? Ratio(-change * 100) : Ratio(-change);
  return c;
}

// What the pooled line compared in every period so far in which there was anybody.
std::vector<LineResult> pooled_results(const Settling& s, const Line& line) {
  std::vector<LineResult> all;
  for (const Result& earlier : s.before) {
    all.push_back(earlier.lines.at(line.pool_of));
  }
  all.push_back(s.result.lines.at(line.pool_of));
  std::erase_if(all, [](const LineResult& one) { return !one.actual; });
  for (const LineResult& one : all) {
    if (!one.people) {
      throw Refusal{"a pool weighs by people", "missing_figure"};
    }
  }
  return all;
}

std::optional<Compared> pooled(const Settling& s, const Line& line) {
  Ratio people = 0;
  Ratio actual = 0;
  Ratio baseline = 0;
  Ratio reduction = 0;
  const std::vector<LineResult> all = pooled_results(s, line);
  for (const LineResult& one : all) {
    people += *one.people;
    actual += *one.people * *one.actual;
    baseline += *one.people * *one.baseline;
    reduction += *one.people * *one.reduction;
  }
  if (all.empty()) {
    return std::nullopt;
  }
  Compared c;
  if (line.mean_of == "reductions") {
    c.reduction = reduction / people;
    return c;
  }
  c.actual = Rate{actual / people, people, people};
  c.baseline = baseline / people;
  read_effect(line, c);
  return c;
}

}  // namespace

std::optional<Compared> compare(Settling& s, const Line& line) {
  if (line.kind == "change") {
    return supplied(s, line);
  }
  if (line.kind == "pool") {
    return pooled(s, line);
  }
  const Measure& measure = measure_named(s.contract, line.measure);
  Compared c;
  c.actual = rate_now(s, measure);
  if (!c.actual) {
    return std::nullopt;
  }
  read_baseline(s, measure, line, c);
  read_effect(line, c);
  return c;
}

}  // namespace outturn::naive
