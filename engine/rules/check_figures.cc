// Whether the figures that the rules read are supplied, each once and in the unit they are read in.
#include "rules/consistency.h"
#include "rules/figure_uses.h"
#include "rules/reading.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

bool supplied(const Contract& contract, std::string_view figure) {
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& period : set.periods) {
      const bool has = std::any_of(period.figures.begin(),
                                   period.figures.end(),
                                   [&](const auto& f) { return f.first == figure; });
      if (has) {
        return true;
      }
    }
  }
  return false;
}

// The unit in which a figure is supplied that is read as a value of a measure, or as a change.
std::string_view unit_of_change(EffectUnit unit, const Contract& contract) {
  return unit == EffectUnit::money ? code_of(contract.currency) : word_of(unit);
}

std::string_view unit_of(MeasureKind kind, const Contract& contract) {
  return is_rate(kind) ? "%" : unit_of_change(facts_of(kind).own_unit, contract);
}

// Every figure of this name is in the unit in which the rules read it.
void check_figure_unit(std::string_view name,
                       std::string_view unit,
                       const Contract& contract,
                       Problems& problems) {
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& period : set.periods) {
      for (const auto& [figure_name, figure] : period.figures) {
        if (figure_name == name && figure.unit != unit) {
          problems.add(figure.source.place,
                       Reason::wrong_unit,
                       fmt::format("the figure \"{}\" is in {}, and the rules read it in {}",
                                   name,
                                   figure.unit,
                                   unit),
                       figure.unit == "%" || figure.unit == "points"
                           ? "a fall from 50% to 45% is 5 points, and 10% of the baseline"
                           : "");
        }
      }
    }
  }
}

// A measure is nothing negative, and a binary rate, or a share, a part of a whole.
void check_figure_range(std::string_view name,
                        MeasureKind kind,
                        const Contract& contract,
                        Problems& problems) {
  const bool part = kind == MeasureKind::binary_rate || kind == MeasureKind::share;
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& period : set.periods) {
      for (const auto& [figure_name, figure] : period.figures) {
        const bool impossible = figure.value < 0 || (part && figure.value > 1);
        if (figure_name == name && figure.unit == unit_of(kind, contract) && impossible) {
          problems.add(figure.source.place,
                       Reason::out_of_range,
                       part ? fmt::format("the figure \"{}\" is {}%, outside 0% to 100%",
                                          name,
                                          to_plain(figure.value * 100))
                            : fmt::format("the figure \"{}\" is below 0", name),
                       "a change from the baseline is supplied by effect_from, not as a measure");
        }
      }
    }
  }
}

// Which of two figures is paid on can't depend on the order of files.
void check_supplied_once(const Contract& contract, Problems& problems) {
  std::set<std::tuple<Date, Date, std::string_view>> seen;
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& entry : set.periods) {
      for (const auto& [name, figure] : entry.figures) {
        if (!seen.emplace(entry.period.first, entry.period.last, name).second) {
          problems.add(figure.source.place,
                       Reason::duplicate_row,
                       fmt::format("the figure \"{}\" of {} to {} is supplied twice",
                                   name,
                                   to_string(entry.period.first),
                                   to_string(entry.period.last)),
                       "keep the one that the contract settles on");
        }
      }
    }
  }
}

void check_figure(std::string_view figure,
                  std::string_view unit,
                  const Source& source,
                  const Contract& contract,
                  Problems& problems) {
  check_figure_unit(figure, unit, contract, problems);
  if (!contract.figures_to_come && !supplied(contract, figure)) {
    problems.add(source.place,
                 Reason::unknown_reference,
                 fmt::format("no figures file of the contract supplies \"{}\"", figure),
                 "name the file under figures: in the contract");
  }
}

// A figure that stands for a measure, or for what a measure is compared with.
void check_measure_figure(std::string_view figure,
                          MeasureKind kind,
                          const Source& source,
                          const Contract& contract,
                          Problems& problems) {
  check_figure(figure, unit_of(kind, contract), source, contract, problems);
  check_figure_range(figure, kind, contract, problems);
}

void check_comparison(const Comparison& comparison,
                      MeasureKind kind,
                      const Contract& contract,
                      Problems& problems) {
  for (const std::string& name : figures_of(comparison)) {
    check_measure_figure(name, kind, comparison.source, contract, problems);
  }
  for (const Comparison& other : comparison.otherwise) {
    check_comparison(other, kind, contract, problems);
  }
}

}  // namespace

void check_figures(const Contract& contract, Problems& problems) {
  check_supplied_once(contract, problems);
  for (const MeasureRule& measure : contract.measures) {
    if (measure.figure) {
      check_measure_figure(*measure.figure, measure.kind, measure.source, contract, problems);
    }
  }
  for (const LineRule& line : contract.lines) {
    if (line.effect_figure) {
      check_figure(*line.effect_figure,
                   unit_of_change(line.effect_unit, contract),
                   line.source,
                   contract,
                   problems);
    }
    if (line.comparison) {
      check_comparison(
          *line.comparison, contract.find_measure(line.measure)->kind, contract, problems);
    }
  }
}

}  // namespace outturn::reading
