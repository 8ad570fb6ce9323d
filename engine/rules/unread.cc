#include "rules/unread.h"

#include "rules/figure_uses.h"
#include "rules/kinds.h"
#include "rules/rate_cards.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

using Names = std::set<std::string, std::less<>>;

Names measures_read(const Contract& contract) {
  Names names;
  for (const LineRule& line : contract.lines) {
    names.insert(line.measure);
  }
  return names;
}

void doubt_measures(const Contract& contract, std::vector<Doubt>& doubts) {
  const Names read = measures_read(contract);
  for (const MeasureRule& measure : contract.measures) {
    if (!read.contains(measure.name)) {
      doubts.push_back({measure.source.place,
                        fmt::format("no line reads the measure \"{}\"", measure.name),
                        ""});
    }
  }
}

void doubt_tables(const Contract& contract, std::vector<Doubt>& doubts) {
  const auto any = [&](const auto& uses) {
    return std::any_of(contract.measures.begin(), contract.measures.end(), uses);
  };
  const bool by_band =
      std::find(contract.break_down_by.begin(), contract.break_down_by.end(), "complexity_band") !=
      contract.break_down_by.end();
  if (contract.weights && !by_band && !any([](const MeasureRule& m) { return m.weighted; })) {
    doubts.push_back(
        {contract.weights->source.place, "no measure is weighted by these weights", ""});
  }
  const bool by_severity = any([](const MeasureRule& measure) {
    return is_severity(measure.kind) || measure.kind == MeasureKind::graded_rate;
  });
  if (contract.severity && !by_severity) {
    doubts.push_back({contract.severity->source.place, "no measure reads this severity scale", ""});
  }
}

// Stages that are paid for, or that a paid one rests on.
Names stages_read(const Contract& contract) {
  Names names;
  for (const RateCard* card : rate_cards_of(contract)) {
    for (const RateCard::Entry& entry : card->prices) {
      names.insert(entry.stage);
    }
  }
  const std::vector<StageRule>& stages = contract.milestones->stages;
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
    if (!names.contains(stage->name)) {
      continue;
    }
    for (const auto& earlier : {stage->from, stage->after}) {
      if (earlier) {
        names.insert(stages.at(*earlier).name);
      }
    }
    for (const std::size_t earlier : stage->all_of) {
      names.insert(stages.at(earlier).name);
    }
  }
  return names;
}

void doubt_stages(const Contract& contract, std::vector<Doubt>& doubts) {
  const Names read = stages_read(contract);
  for (const StageRule& stage : contract.milestones->stages) {
    if (!read.contains(stage.name)) {
      doubts.push_back({stage.source.place,
                        fmt::format("no price and no other stage reads \"{}\"", stage.name),
                        ""});
    }
  }
}

}  // namespace

void doubt_use(const Contract& contract, std::vector<Doubt>& doubts) {
  doubt_measures(contract, doubts);
  doubt_tables(contract, doubts);
  if (contract.milestones) {
    doubt_stages(contract, doubts);
  }
}

void doubt_figures(const std::vector<Contract>& contracts, std::vector<Doubt>& doubts) {
  Names read;
  for (const Contract& contract : contracts) {
    for (const FigureUse& use : figures_read(contract)) {
      read.insert(use.name);
    }
  }
  for (const Contract& contract : contracts) {
    for (const FigureSet& set : contract.figures) {
      for (const FigureSet::OfPeriod& period : set.periods) {
        for (const auto& [name, figure] : period.figures) {
          if (!read.contains(name)) {
            doubts.push_back(
                {figure.source.place, fmt::format("no rule reads the figure \"{}\"", name), ""});
          }
        }
      }
    }
  }
}

}  // namespace outturn::reading
