// What a line's measure is compared with. Private to the settle room.
#pragma once

#include "settle/quantities.h"

#include <optional>
#include <string>

namespace outturn::settling {

struct BaselineRefs {
  Ref value;                  // in the measure's own unit
  std::optional<Ref> people;  // behind it, where that is known
};

// The baseline that a line's rule gives, before any adjustment for case mix. `actual` decides
// whether enough people are behind the estimate. Throws InputError: a missing figure, a trend from
// 0 (nothing_to_measure), people asked for that aren't known (missing_figure).
BaselineRefs baseline_of(const LineRule& line,
                         const RateRefs& actual,
                         const Contract& contract,
                         Quantities& quantities);

// The cohort name of a baseline among those of a contract.
std::string baseline_name(const CohortBaseline& baseline, const Contract& contract);

}  // namespace outturn::settling
