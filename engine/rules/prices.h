// What a verdict pays: prices, bands, shares of sums.
#pragma once

#include "rules/milestones.h"
#include "rules/stated.h"
#include "value/dated.h"
#include "value/money.h"
#include "value/ratio.h"

#include <optional>
#include <variant>
#include <vector>

namespace outturn {

struct PerUnitPrice {  // money for each point, per cent, person, event or unit of severity
  enum class Unit { point, percent, person, event, severity } unit;
  Dated<Money> amount;
};
struct FixedPrice {
  Dated<Money> amount;
};
struct SharePrice {  // a part of a sum: 10% of the annual fee
  Dated<Ratio> share;
  Dated<Money> of;
};
struct OutcomePrice {                            // money for each person by how they fared
  std::vector<Stated<Dated<Money>>> per_person;  // by Grade: none, less, as, more serious
};
struct Band {
  Ratio from;    // in the line's effect unit
  Money amount;  // flat, or for each unit
  bool per_unit;
  Source source;
};
struct BandedPrice {
  enum class Mode { slab, marginal, interpolated } mode;
  bool edge_belongs_to_upper;  // reaching an edge exactly earns the upper band
  std::vector<Band> bands;     // rising, the first from 0
};
struct Price {
  std::variant<PerUnitPrice, FixedPrice, SharePrice, OutcomePrice, BandedPrice, RateCard> how;
  Source source;
};

// What one verdict does: nothing, a payment or a deduction.
struct Consequence {
  enum class Direction { nothing, pay, deduct } direction = Direction::nothing;
  std::optional<Price> price;
  Source source;
};

}  // namespace outturn
