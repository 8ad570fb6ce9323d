// Whether the figures that the rules read are supplied, each once and in the unit they are read in.
#include "rules/consistency.h"
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

std::string_view unit_of(MeasureKind kind) {
  return is_rate(kind) ? "%" : (is_severity(kind) ? "severity" : "events");
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
                       "a fall from 50% to 45% is 5 points, and 10% of the baseline");
        }
      }
    }
  }
}

// A measure is nothing negative, and a binary rate a share of people: what "fixed" is held to.
void check_figure_range(std::string_view name,
                        MeasureKind kind,
                        const Contract& contract,
                        Problems& problems) {
  const bool binary = kind == MeasureKind::binary_rate;
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& period : set.periods) {
      for (const auto& [figure_name, figure] : period.figures) {
        const bool impossible = figure.value < 0 || (binary && figure.value > 1);
        if (figure_name == name && figure.unit == unit_of(kind) && impossible) {
          problems.add(figure.source.place,
                       Reason::out_of_range,
                       binary
                           ? fmt::format("the figure \"{}\" is {}%, outside 0% to 100% of people",
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
  if (!supplied(contract, figure)) {
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
  check_figure(figure, unit_of(kind), source, contract, problems);
  check_figure_range(figure, kind, contract, problems);
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
      check_figure(*line.effect_figure, word_of(line.effect_unit), line.source, contract, problems);
    }
    const auto* baseline =
        line.comparison ? std::get_if<FigureBaseline>(&line.comparison->baseline) : nullptr;
    if (baseline != nullptr) {
      check_measure_figure(baseline->figure,
                           contract.find_measure(line.measure)->kind,
                           line.comparison->source,
                           contract,
                           problems);
    }
  }
}

}  // namespace outturn::reading
