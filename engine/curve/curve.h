// The payment as one outcome moves from its worst to its best, and where that payment turns.
//
// Every step of the range is settled, exactly and unrounded, and with it every value that the rules
// name. A turn is found where two neighbouring settlements are decided by different rules.
// The idea of reading a contract's incentives before it is signed: National Audit Office,
// "Outcome-based payment schemes: government's use of payment by results", 2015.
#pragma once

#include "curve/causes.h"
#include "curve/inputs.h"
#include "value/ratio.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

struct CurvePoint {
  Ratio value;                 // of the outcome
  std::optional<Ratio> total;  // minor units, before rounding; nothing where settling refuses
  std::vector<Ratio> lines;    // what each line is due, in the contract's order
};

// Neighbouring points that the same rules decide.
struct Stretch {
  std::size_t first, last;  // places of points
  Ratio least, most;        // what one whole step for the better is worth; 0 for a single point
  std::string refused;      // why settling refuses here; empty where it doesn't

  bool is_flat() const { return refused.empty() && least == 0 && most == 0; }
  bool is_straight() const { return least == most; }
};

// Between the end of a stretch and the beginning of the next.
struct Turn {
  enum class Kind {
    jump,  // the step over it is worth more, or less, than any step beside it
    kink,  // from here on a step is worth something else
  } kind;
  std::size_t after;  // place of the last point before it
  Ratio change;       // minor units, from that point to the next
  std::vector<Cause> causes;
};

// Doing better pays less, from one point to another.
struct Fall {
  std::size_t first, last;
  Ratio change;  // below 0
  std::vector<Cause> causes;
  std::vector<std::string> lines;  // that pay less, where no rule turns
};

struct Curve {
  Input input;
  std::vector<CurvePoint> points;  // from the worst to the best
  std::vector<Stretch> stretches;
  std::vector<Turn> turns;
  std::vector<Fall> falls;
  std::vector<Cause> not_met;  // at the best point, conditions that keep lines from paying

  // Whether the payment is the same wherever it can be settled.
  bool is_level() const;
};

// Follows one outcome through its range. `advance` is told after each settlement how many are done.
// Throws InputError when settling refuses everywhere.
Curve curve_of(const Bench& bench,
               const Input& input,
               const std::function<void(std::size_t done)>& advance = {});

// The values that are settled, rising: both ends, every step from the first one, and within them
// the values that the rules name.
std::vector<Ratio> values_of(const Input& input);

// How many steps its range has.
Integer steps_of(const Input& input);

}  // namespace outturn
