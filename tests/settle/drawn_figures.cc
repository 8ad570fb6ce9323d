// Sizes of things, and the figures that a drawn contract reads.
#include "settle/drawn_parts.h"

#include <algorithm>

namespace outturn::drawing {
namespace {

using naive::Baseline;
using naive::Figure;

naive::Figure draw_figure(Drawing& d, const std::string& unit, const Ratio& value) {
  Figure figure{value, unit};
  if (chance(d, 93)) {
    figure.people = d.random.between(1, 400);
  }
  return figure;
}

std::string unit_of(const Measure& measure) {
  return measure.kind == "cost" ? "money" : (in_percent(measure) ? "%" : own_unit(measure));
}

// The names of the figures that a baseline reads.
void add_names(const Baseline& baseline, std::vector<std::string>& names) {
  for (const std::string& name : {baseline.figure, baseline.then, baseline.now}) {
    if (!name.empty()) {
      names.push_back(name);
    }
  }
  for (const auto& [share, figure] : baseline.blend) {
    names.push_back(figure);
  }
  for (const Baseline& other : baseline.otherwise) {
    add_names(other, names);
  }
}

// A fall is negative: a change goes either way.
Figure draw_change(Drawing& d, const std::string& effect_in) {
  const int sign = chance(d, 70) ? -1 : 1;
  const Ratio size = effect_near(d, effect_in) * sign;
  const bool percent = effect_in == "percent";
  return draw_figure(d, percent ? "%" : effect_in, percent ? Ratio(size / 100) : size);
}

// Now and then a figure is missing, though not in the first period: some file supplies each.
void draw_figures_of(Drawing& d, const Day& period, bool may_lack) {
  std::map<std::string, Figure>& figures = d.contract.figures[period];
  const auto add = [&](const std::string& name, const Figure& figure) {
    if (!may_lack || chance(d, 99)) {
      figures[name] = figure;
    }
  };
  for (const Measure& measure : d.contract.measures) {
    if (!measure.figure.empty()) {
      add(measure.figure, draw_figure(d, unit_of(measure), value_near(d, measure)));
    }
  }
  for (const Line& line : d.contract.lines) {
    std::vector<std::string> names;
    add_names(line.baseline, names);
    for (const std::string& name : names) {
      const Measure& measure = *measure_of(d, line);
      add(name, draw_figure(d, unit_of(measure), value_near(d, measure)));
    }
    if (!line.change.empty()) {
      add(line.change, draw_change(d, line.effect_in));
    }
  }
}

bool reads_figures(const Contract& contract) {
  const bool by_measure = std::any_of(contract.measures.begin(),
                                      contract.measures.end(),
                                      [](const Measure& m) { return !m.figure.empty(); });
  return by_measure ||
         std::any_of(contract.lines.begin(), contract.lines.end(), [](const Line& line) {
           std::vector<std::string> names;
           add_names(line.baseline, names);
           return !names.empty() || !line.change.empty();
         });
}

}  // namespace

Ratio value_near(Drawing& d, const Measure& measure) {
  if (in_percent(measure)) {
    return chance(d, 40) ? Ratio(d.random.between(0, 8), 8) : thousandths(d, 1, 999);
  }
  if (measure.kind == "cost") {
    const std::int64_t unit = chance(d, 50) ? 100'000 : 99'999;
    return Ratio(unit * d.random.between(0, 30));
  }
  if (measure.kind == "days") {
    const std::int64_t unit = chance(d, 50) ? 50 : 49;
    return Ratio(unit * d.random.between(0, 20));
  }
  if (measure.kind == "cases") {
    return Ratio(d.random.between(0, 30));
  }
  return Ratio(d.random.between(0, per_hundred(measure) ? 400 : 12));
}

Ratio effect_near(Drawing& d, const std::string& unit) {
  if (unit == "money") {
    return Ratio(d.random.between(0, 10) * 50'000);
  }
  if (unit == "days") {
    return Ratio(d.random.between(0, 10) * 40);
  }
  const bool small = unit == "events";
  return chance(d, 50) ? Ratio(d.random.between(0, small ? 2 : 15))
                       : thousandths(d, 0, small ? 2000 : 15'000);
}

void draw_figures(Drawing& d) {
  if (!reads_figures(d.contract)) {
    return;
  }
  bool may_lack = false;
  for (const naive::Period& period : naive::periods_of(d.contract)) {
    draw_figures_of(d, period.first, may_lack);
    may_lack = true;
  }
}

}  // namespace outturn::drawing
