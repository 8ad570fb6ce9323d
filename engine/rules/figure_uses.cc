#include "rules/figure_uses.h"

#include <algorithm>

namespace outturn {
namespace {

class Uses {
 public:
  explicit Uses(const Contract& contract) : contract_(contract) {}

  std::vector<FigureUse> run() {
    for (const LineRule& line : contract_.lines) {
      if (line.effect_figure) {
        add({FigureUse::As::effect, *line.effect_figure, &line, nullptr});
      }
      const MeasureRule* measure =
          line.measure.empty() ? nullptr : contract_.find_measure(line.measure);
      if (measure != nullptr && measure->figure) {
        add({FigureUse::As::actual, *measure->figure, &line, measure});
      }
      if (line.comparison) {
        add_baseline(*line.comparison, line, measure);
      }
    }
    return std::move(found_);
  }

 private:
  void add_baseline(const Comparison& comparison,
                    const LineRule& line,
                    const MeasureRule* measure) {
    for (const std::string& name : figures_of(comparison)) {
      add({FigureUse::As::baseline, name, &line, measure});
    }
    for (const Comparison& other : comparison.otherwise) {
      add_baseline(other, line, measure);
    }
  }

  // What is paid for stays that, whatever else is compared with it.
  void add(FigureUse use) {
    const auto known = std::find_if(
        found_.begin(), found_.end(), [&](const FigureUse& one) { return one.name == use.name; });
    if (known == found_.end()) {
      found_.push_back(std::move(use));
    } else if (known->as == FigureUse::As::baseline) {
      *known = std::move(use);
    }
  }

  const Contract& contract_;
  std::vector<FigureUse> found_;
};

}  // namespace

std::vector<std::string> figures_of(const Comparison& comparison) {
  std::vector<std::string> names;
  if (const auto* figure = std::get_if<FigureBaseline>(&comparison.baseline)) {
    names.push_back(figure->figure);
    if (figure->moved_by) {
      names.insert(names.end(), {figure->moved_by->then, figure->moved_by->now});
    }
  }
  if (const auto* blend = std::get_if<BlendedBaseline>(&comparison.baseline)) {
    for (const BlendedBaseline::Part& part : blend->parts) {
      names.push_back(part.figure);
    }
  }
  return names;
}

std::vector<FigureUse> figures_read(const Contract& contract) {
  return Uses(contract).run();
}

}  // namespace outturn
