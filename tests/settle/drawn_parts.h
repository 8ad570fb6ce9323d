// What the parts of the drawing share. Private to it.
#pragma once

#include "settle/drawn.h"

#include <functional>
#include <string>
#include <vector>

namespace outturn::drawing {

using naive::Condition;
using naive::Consequence;
using naive::Contract;
using naive::DatedValues;
using naive::Day;
using naive::Line;
using naive::Measure;
using naive::Price;

// What is drawn so far: a line may refer to those above it.
struct Drawing {
  Random& random;
  Contract& contract;
  const Contract* prime;
};

bool chance(Drawing& d, int in_a_hundred);
std::string one_of(Drawing& d, const std::vector<std::string>& words);
Ratio thousandths(Drawing& d, std::int64_t least, std::int64_t most);
Ratio pence(Drawing& d);
// One value, or a value that changes some day in the term.
DatedValues dated(Drawing& d, const std::function<Ratio()>& value);
// "period", "term", or "year" where the contract says when one begins.
std::string stretch(Drawing& d);
std::string longer_stretch(Drawing& d);

// A value of a measure, as a figure or threshold could be; a size of an effect, in its unit.
Ratio value_near(Drawing& d, const Measure& measure);
Ratio effect_near(Drawing& d, const std::string& unit);

// The measure of a line; null when it reads none.
const Measure* measure_of(const Drawing& d, const Line& line);
// What an effect is stated in, besides per cent.
std::string own_unit(const Measure& measure);
// Whether the measure's rate is per person, so that a pool can weigh it by people.
bool per_person(const Measure& measure);
// Whether a line has rates to compare, and not only the size of a change.
bool compares_rates(const Line& line);

// --- the parts ---

void draw_periods(Drawing& d);
void draw_lines(Drawing& d);
void draw_baseline(Drawing& d, Line& line, const Measure& measure);
void draw_verdicts(Drawing& d, Line& line);
std::vector<Condition> draw_paid_when(Drawing& d, const Line& line);
// Prices of a line with a verdict, then of one without.
void draw_consequences(Drawing& d, Line& line);
Price draw_price(Drawing& d, const Line& line, const std::string& key);
void draw_figures(Drawing& d);

}  // namespace outturn::drawing
