// Random lines, and the measures that they read.
#include "settle/drawn_parts.h"

#include <algorithm>

namespace outturn::drawing {
namespace {

// The measure of that name; drawn when no line has read it yet.
Measure measure_called(Drawing& d, const std::string& name, Measure fresh) {
  for (const Measure& known : d.contract.measures) {
    if (known.name == name) {
      return known;
    }
  }
  fresh.name = name;
  d.contract.measures.push_back(fresh);
  return fresh;
}

Measure draw_measured(Drawing& d, const std::string& kind) {
  Measure measure{"", kind};
  measure.weighted = chance(d, 50);
  measure.grades = {Ratio(d.random.between(0, 4), 4),
                    Ratio(d.random.between(2, 6), 4),
                    Ratio(d.random.between(4, 8), 4)};
  std::string name = kind;
  std::replace(name.begin(), name.end(), ' ', '-');
  return measure_called(d, name + (measure.weighted ? "-weighted" : ""), measure);
}

Measure draw_supplied(Drawing& d, const std::string& kind) {
  std::string name = "supplied-" + kind;
  std::replace(name.begin(), name.end(), ' ', '-');
  Measure measure{"", kind};
  measure.weighted =
      (kind.ends_with("rate") || kind.find(" per ") != std::string::npos) && chance(d, 20);
  measure.figure = name + "-figure";
  return measure_called(d, name, measure);
}

Measure draw_any_measured(Drawing& d) {
  return draw_measured(d,
                       one_of(d,
                              {"binary rate",
                               "binary rate",
                               "frequency per reoffender",
                               "frequency per 100 people",
                               "severity per reoffender",
                               "severity per 100 people",
                               "graded rate"}));
}

std::string any_effect(Drawing& d, const Measure& measure) {
  return chance(d, 50) ? own_unit(measure) : "percent";
}

void compare_measure(Drawing& d, Line& line, const Measure& measure) {
  line.kind = "compared";
  line.measure = measure.name;
  line.effect_in = any_effect(d, measure);
  draw_baseline(d, line, measure);
  line.nothing_if_nobody = measure.figure.empty() && chance(d, 50);
}

void compare_supplied(Drawing& d, Line& line) {
  compare_measure(d,
                  line,
                  draw_supplied(d,
                                one_of(d,
                                       {"share",
                                        "cases",
                                        "days",
                                        "cost",
                                        "cost",
                                        "binary rate",
                                        "frequency per 100 people",
                                        "frequency per reoffender",
                                        "severity per 100 people",
                                        "graded rate"})));
}

void supply_change(Drawing& d, Line& line) {
  line.kind = "change";
  line.change = line.name + "-change";
  line.effect_in = one_of(d, {"points", "percent", "events", "severity", "cases", "days", "money"});
}

// Pools a line above that can be pooled; false when there is none.
bool pool_line(Drawing& d, Line& line) {
  std::vector<Line> candidates = d.contract.lines;
  std::erase_if(candidates, [&](const Line& other) {
    return other.kind != "compared" || other.settled != "every period" ||
           !per_person(*measure_of(d, other));
  });
  if (candidates.empty()) {
    return false;
  }
  const Line pooled = pick(d.random, candidates);
  line.kind = "pool";
  line.pool_of = pooled.name;
  line.mean_of = one_of(d, {"rates", "reductions"});
  line.measure = pooled.measure;
  line.effect_in =
      line.mean_of == "reductions" ? pooled.effect_in : any_effect(d, *measure_of(d, pooled));
  line.nothing_if_nobody = measure_of(d, pooled)->figure.empty() && chance(d, 70);
  line.settled = chance(d, 50) ? "last period" : "every period";
  return true;
}

void pay_measured(Drawing& d, Line& line) {
  const bool by_outcome = chance(d, 50);
  const Measure measure = by_outcome ? draw_measured(d, "graded rate") : draw_any_measured(d);
  line.kind = "plain";
  line.measure = measure.name;
  line.nothing_if_nobody = chance(d, 50);
  line.paid_when = draw_paid_when(d, line);
  line.always = {chance(d, 80) ? 1 : -1,
                 draw_price(d, line, by_outcome ? "per_person_by_outcome" : "bands")};
}

void pay_supplied(Drawing& d, Line& line) {
  const Measure measure = draw_supplied(d, one_of(d, {"share", "cases", "days", "cost"}));
  line.kind = "plain";
  line.measure = measure.name;
  const std::string unit = measure.kind == "cases"   ? "per_case"
                           : measure.kind == "days"  ? "per_day"
                           : measure.kind == "share" ? "per_point"
                                                     : "share";
  const std::string key = one_of(d, {unit, unit, "bands", "bands", "phases", "amount"});
  line.paid_when = draw_paid_when(d, line);
  line.always = {chance(d, 80) ? 1 : -1, draw_price(d, line, key)};
  const bool adds_up =
      line.settled == "every period" && measure.kind != "share" && (key == unit || key == "bands");
  if (adds_up && chance(d, 50)) {
    line.cumulative_over = longer_stretch(d);
    line.always.price.of.what = key == "share" ? "measure" : line.always.price.of.what;
  }
}

void pay_fee(Drawing& d, Line& line) {
  line.kind = "plain";
  const std::string key = one_of(d, {"amount", "share", "phases"});
  line.always = {chance(d, 80) ? 1 : -1, draw_price(d, line, key)};
  if (line.settled == "every period" && key != "phases" && chance(d, 50)) {
    line.always.price.equal_parts_over = longer_stretch(d);
    line.always.price.of.what = "amount";
  } else {
    line.paid_when = draw_paid_when(d, line);
  }
}

naive::Factor draw_factor(Drawing& d) {
  naive::Factor factor{one_of(d, {"pay_for", "less", "index"}), {}};
  if (factor.kind == "index") {
    factor.values = dated(d, [&] { return thousandths(d, 80'000, 120'000); });
    factor.base = day_between(d.random, "2014-01-01", 500);
  } else {
    factor.values = dated(d, [&] { return chance(d, 30) ? Ratio(5, 6) : thousandths(d, 0, 1000); });
  }
  return factor;
}

// What changes an amount before its bounds. An equal part is changed by nothing.
void draw_changes(Drawing& d, Line& line) {
  if (!line.always.price.equal_parts_over.empty()) {
    return;
  }
  for (std::int64_t i = chance(d, 25) ? d.random.between(1, 2) : 0; i > 0; --i) {
    line.factors.push_back(draw_factor(d));
  }
  if (chance(d, 20)) {
    for (const Line& above : d.contract.lines) {
      if (chance(d, 60)) {
        line.less_paid.push_back(above.name);
      }
    }
    if (line.less_paid.empty() || chance(d, 30)) {
      line.less_paid.push_back(line.name);
    }
    line.less_paid_over = stretch(d);
  }
}

void draw_basis(Drawing& d, Line& line) {
  const std::string basis = one_of(
      d,
      d.contract.reads_people
          ? std::vector<std::string>{"measured",
                                     "measured",
                                     "measured",
                                     "measured",
                                     "paid",
                                     "supplied",
                                     "pool",
                                     "fee"}
          : std::vector<std::string>{
                "supplied", "supplied", "supplied", "paid", "paid", "change", "pool", "fee"});
  if (basis == "fee") {
    pay_fee(d, line);
  } else if (basis == "paid" && d.contract.reads_people) {
    pay_measured(d, line);
  } else if (basis == "paid") {
    pay_supplied(d, line);
  } else if (basis == "change") {
    supply_change(d, line);
  } else if (basis == "pool" && pool_line(d, line)) {
    return;
  } else if (d.contract.reads_people && basis != "supplied") {
    compare_measure(d, line, draw_any_measured(d));
  } else {
    compare_supplied(d, line);
  }
}

Line draw_line(Drawing& d, const std::string& name) {
  Line line{name};
  if (chance(d, 12)) {
    line.settled = one_of(d, {"first period", "last period"});
  }
  draw_basis(d, line);
  if (line.kind != "plain") {
    draw_verdicts(d, line);
    draw_consequences(d, line);
  }
  draw_changes(d, line);
  return line;
}

}  // namespace

void draw_lines(Drawing& d) {
  for (const std::string name : {"one", "two", "three", "four"}) {
    if (d.contract.lines.empty() || chance(d, 60)) {
      Line line = draw_line(d, name);
      d.contract.lines.push_back(std::move(line));
    }
  }
}

}  // namespace outturn::drawing
