// Which supplied figures the rules read, and as what.
#pragma once

#include "rules/contract.h"

#include <string>
#include <vector>

namespace outturn {

// How a supplied figure is read.
struct FigureUse {
  enum class As { actual, effect, baseline } as;
  std::string name;
  const LineRule* line;        // the first that reads it so
  const MeasureRule* measure;  // nullptr for an effect
};

// Every figure that the lines of a contract read, each once, in order of lines. One that is an
// outcome and a baseline as well is an outcome.
std::vector<FigureUse> figures_read(const Contract& contract);

// The figures that a comparison reads, without those of what stands in for it: all of them are
// values of the line's measure.
std::vector<std::string> figures_of(const Comparison& comparison);

}  // namespace outturn
