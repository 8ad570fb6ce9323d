// One payment line: compare, judge, price. Private to the settle room.
#pragma once

#include "settle/quantities.h"
#include "settle/settle.h"

#include <vector>

namespace outturn::settling {

// What comparing gave: everything that a verdict and a price may read.
struct Compared {
  std::optional<RateRefs> actual;  // none when the effect itself is supplied
  std::optional<Ref> baseline;     // adjusted, if the rule says so
  std::optional<Ref> baseline_people;
  std::optional<Ref> difference;  // baseline - actual, in the measure's own unit
  Ref reduction;                  // in the line's effect unit
  Ref increase;                   // the same with the other sign
};

// Settles one line up to its gross amount: bounds and rounding are yet to come. `above` are the
// lines above it, for hurdles and pools.
LineResult settle_line(const LineRule& line,
                       const Contract& contract,
                       Quantities& quantities,
                       const std::vector<LineResult>& above);

// What a price may read, as far as there is any.
struct Priced {
  const LineRule& line;
  const Compared* compared;
  const RateRefs* actual;
  const std::vector<LineResult>& above;
};

// The exact amount that a consequence comes to; minus for a deduction. `prefix` begins the ids of
// its workings: the line's name.
Ref price_consequence(const Consequence& consequence,
                      const Priced& priced,
                      Quantities& quantities,
                      const std::string& prefix);

// The amount after the line's factors, and less what the lines it names were due already.
Ref adjusted_amount(const LineRule& line,
                    Ref amount,
                    Quantities& quantities,
                    const std::vector<LineResult>& above);

}  // namespace outturn::settling
