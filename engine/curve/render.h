// Curves for people and for programs.
#pragma once

#include "curve/curve.h"
#include "record/json.h"
#include "text/page.h"

#include <string>
#include <utility>
#include <vector>

namespace outturn {

// What was followed.
struct CurveReport {
  const Contract* contract;
  Period period;
  Scenario scenario;
  std::vector<std::pair<std::string, Ratio>> earlier;  // periods that it builds on, and what each
                                                       // was due
  std::vector<Curve> curves;
};

// For each outcome where it stands, a table of stretches, each turn and fall with its rule, and a
// plot.
std::string show_curves(const CurveReport& report, const Look& look);

// The fields beside "problems" that docs/json.md describes.
Json json_of_curves(const CurveReport& report);

// A picture of every curve, one below the other; falls and jumps are marked and named.
std::string svg_of_curves(const CurveReport& report);

// The lines of a plot, worst on the left: a frame of `width` characters with the largest and the
// smallest amount beside it.
std::vector<std::string> plot(const Curve& curve, Currency currency, std::size_t width);

// "552", "55.20%", "£1,000.00": a value of the outcome.
std::string shown_value(const Input& input, const Ratio& value, Currency currency);

// One step for the better, in words: "one fewer", "0.10 points less", "£1,000.00 more".
std::string step_in_words(const Input& input, Currency currency);

// Smallest and largest amounts, minor units.
struct Extent {
  Ratio least, most;
};
Extent extent_of(const Curve& curve);

}  // namespace outturn
