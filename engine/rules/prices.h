// What a verdict pays: prices, bands, shares of sums.
#pragma once

#include "rules/milestones.h"
#include "rules/stated.h"
#include "value/dated.h"
#include "value/money.h"
#include "value/ratio.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outturn {

// The stretch over which a rule looks at what has been paid: this period, the contract's year so
// far, or its term so far; the shorter first.
enum class Over { period, year, term };

// Money for each point, per cent, person, ... of the effect; on a line that compares with nothing,
// of the measure itself.
struct PerUnitPrice {
  enum class Unit { point, percent, person, event, severity, one_case, day, money } unit;
  Dated<Money> amount;
};
struct FixedPrice {
  Dated<Money> amount;
};

// The sum that a share is of.
struct OfMeasure {};   // the line's measure, which is in money
struct OfBaseline {};  // what the measure would have been, in money
struct OfSaving {};    // baseline less actual, in money
struct OfLine {        // what a line above is due
  std::string line;
};
struct OfStatement {  // what another contract's statement for the same days is due
  std::string contract;
  std::string line;  // empty: the whole
};
struct SumOf {
  std::variant<Dated<Money>, OfMeasure, OfBaseline, OfSaving, OfLine, OfStatement> what;
  Source source;
};

struct SharePrice {  // a part of a sum: 10% of the annual fee
  Dated<Ratio> share;
  SumOf of;
};

// Shares of a sum, one after another: 95% until $4m have been paid, then 40%.
struct PhasedPrice {
  struct Phase {
    Dated<Ratio> share;                      // above 0
    std::optional<Dated<Money>> until_paid;  // on this line, over the term; none: the last phase
    Source source;
  };
  std::vector<Phase> phases;
  SumOf of;
};

struct OutcomePrice {                            // money for each person by how they fared
  std::vector<Stated<Dated<Money>>> per_person;  // by Grade: none, less, as, more serious
};
struct Band {
  enum class Pays { amount, per_unit, share };

  Ratio from;   // in the unit of what the bands read
  Ratio value;  // minor units, flat or for each unit; or a share, as a part of one
  Pays pays;
  Source source;
};
struct BandedPrice {
  enum class Mode { slab, marginal, interpolated } mode;
  bool edge_belongs_to_upper;  // reaching an edge exactly earns the upper band
  std::vector<Band> bands;     // rising
  bool nothing_below = false;  // below the first band nothing is paid; else it begins at 0
  std::optional<SumOf> of;     // with it every band pays a share of that sum
};
struct Price {
  using How = std::variant<PerUnitPrice,
                           FixedPrice,
                           SharePrice,
                           PhasedPrice,
                           OutcomePrice,
                           BandedPrice,
                           RateCard>;

  How how;
  // An amount or a share is paid in equal parts, one for each period of that stretch; its last
  // period takes the odd pennies.
  std::optional<Over> equal_parts_over;
  Source source;
};

// What one verdict does: nothing, a payment or a deduction.
struct Consequence {
  enum class Direction { nothing, pay, deduct } direction = Direction::nothing;
  std::optional<Price> price;
  Source source;
};

// The value of a dated index on the day by which rules are looked up, over its value on a base day.
struct IndexFactor {
  Dated<Ratio> values;
  Date base;
};

// What an amount is multiplied by before bounds: 98% after a discount of 2%, 5 of 6 for deadweight.
struct Factor {
  std::string label;
  std::variant<Dated<Ratio>, IndexFactor> value;
  Source source;
};

}  // namespace outturn
