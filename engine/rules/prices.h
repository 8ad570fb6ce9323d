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
struct SumOf {
  std::variant<Dated<Money>, OfMeasure, OfBaseline, OfSaving, OfLine> what;
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
  std::variant<PerUnitPrice,
               FixedPrice,
               SharePrice,
               PhasedPrice,
               OutcomePrice,
               BandedPrice,
               RateCard>
      how;
  Source source;
};

// What one verdict does: nothing, a payment or a deduction.
struct Consequence {
  enum class Direction { nothing, pay, deduct } direction = Direction::nothing;
  std::optional<Price> price;
  Source source;
};

}  // namespace outturn
