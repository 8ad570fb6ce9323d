// Workings: the list of named, exact quantities from which every figure of a statement follows.
//
// Each says by which operation it comes from which earlier ones, and which rule asked for it. A
// payment is a quantity like any other. Whoever knows only arithmetic can redo the list.
#pragma once

#include "value/dated.h"
#include "value/money.h"
#include "value/ratio.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

// What a quantity is measured in, and so how it is shown.
enum class Unit {
  people,    // whole, or weighted
  events,    // a count, or a frequency
  severity,  // severity weights added up
  cases,     // how many of something
  days,
  rate,     // a part of one, shown in per cent: 0.5517 is 55.17%
  points,   // percentage points: 5.7 is 5.70 points
  percent,  // per cent of something else: 8.39 is 8.39%
  score,    // a part of one
  number,
  yes_no,   // 1 or 0
  verdict,  // 1 reduction, 0 neither, -1 increase
  amount,   // minor units of money, not rounded
  money,    // whole minor units
};

// How a quantity comes from its operands a, b, ...
enum class Op {
  given,         // stated by a rule or a supplied figure
  earlier,       // a quantity of an earlier statement: see Working::details
  agreed,        // what somebody answered to a dispute: see details
  settled,       // what a settlement by other rules or data comes to: see details
  evidence,      // added up over the evidence rows: see Working::details
  add,           // a + b + ...
  subtract,      // a - b
  multiply,      // a * b * ...
  divide,        // a / b
  negate,        // -a
  at_least,      // 1 if a >= b, else 0
  more_than,     // 1 if a > b, else 0
  equal,         // 1 if a = b, else 0
  all_of,        // 1 if every operand is 1, else 0
  any_of,        // 1 if at least one operand is 1, else 0
  smaller_of,    // the smaller of a and b: a cap
  larger_of,     // the larger of a and b: a floor
  slab,          // the band that a falls in: see details
  marginal,      // a cut along the bands, each part at its own price: see details
  interpolated,  // between the rows on either side of a: see details
  round,         // a to a step, by a rule: see details
};

std::string_view code_of(Op op);
std::string_view code_of(Unit unit);

// A place in the list.
using Ref = std::size_t;

struct BandRow {
  Ratio from;
  Ratio pays;  // minor units; of a table of shares, parts of one
  bool per_unit;
};

using Details = std::vector<std::pair<std::string, std::string>>;

struct Working {
  std::string id;     // "reoffenders.rate": unique, never reused
  std::string label;  // for a reader
  Op op;
  std::vector<Ref> of;
  // What the operation needs besides its operands, as ordered names and exact values: the cohort
  // and columns of `evidence`, the statement and working of `earlier`, the entry of the register of
  // `agreed`, what is new in a `settled`, the step and rule of `round`, the edge of bands.
  Details details;
  std::vector<BandRow> bands;
  Ratio value;
  Unit unit;
  Source rule;
};

// How a quantity is shown: "8.39%", "5.70 points", "£1,234.50".
std::string shown(const Ratio& value, Unit unit, Currency currency);

// The rule by which `how` is called in files and statements: "half away from zero".
std::string_view name_of(Rounding how);

class Workings {
 public:
  explicit Workings(Currency currency) : currency_(currency) {}

  // What a new quantity is called, and which rule asked for it.
  struct Name {
    std::string id;
    std::string label;
    Unit unit;
    Source rule;
  };

  // Each adds one quantity and returns its place. A repeated id, a division by 0 or an operand that
  // isn't there is a Defect: whoever calls has checked.
  Ref given(Name name, Ratio value, Details details = {});
  Ref earlier(Name name, Ratio value, Details details);
  Ref agreed(Name name, Ratio value, Details details);
  Ref settled(Name name, Ratio value, Details details);
  Ref evidence(Name name, Ratio value, Details details);
  Ref add(Name name, const std::vector<Ref>& of);
  Ref subtract(Name name, Ref a, Ref b);
  Ref multiply(Name name, const std::vector<Ref>& of);
  Ref divide(Name name, Ref a, Ref b);
  Ref negate(Name name, Ref a);
  Ref at_least(Name name, Ref a, Ref b);
  Ref more_than(Name name, Ref a, Ref b);
  Ref equal(Name name, Ref a, Ref b);
  Ref all_of(Name name, const std::vector<Ref>& of);
  Ref any_of(Name name, const std::vector<Ref>& of);
  Ref smaller_of(Name name, Ref a, Ref b);
  Ref larger_of(Name name, Ref a, Ref b);
  // Bands rise, and the first holds below its own edge too; `edge_is_upper`: reaching an edge
  // exactly belongs to the band above it.
  Ref slab(Name name, Ref a, std::vector<BandRow> bands, bool edge_is_upper);
  Ref marginal(Name name, Ref a, std::vector<BandRow> bands);
  Ref interpolated(Name name, Ref a, std::vector<BandRow> bands);
  Ref round(Name name, Ref a, const RoundingRule& rule);

  const Working& operator[](Ref ref) const { return list_.at(ref); }
  const Ratio& value(Ref ref) const { return list_.at(ref).value; }
  bool is_yes(Ref ref) const { return value(ref) == 1; }
  const std::vector<Working>& list() const { return list_; }
  std::string shown(Ref ref) const;

  // The quantity with this id, if there is one yet.
  const Ref* find(std::string_view id) const;

 private:
  Ref keep(Name name, Op op, std::vector<Ref> of, Ratio value);
  Ref keep_said(Name name, Op op, Ratio value, Details details);

  Currency currency_;
  std::vector<Working> list_;
  std::vector<std::pair<std::string, Ref>> by_id_;  // sorted
};

}  // namespace outturn
