// All periods so far taken together: what a line above compared in each, weighted by people.
// Private to the settle room.
#pragma once

#include "settle/line.h"

#include <string>
#include <vector>

namespace outturn::settling {

// What the pooled line compared in one period.
struct PooledPeriod {
  std::string name;
  Ref actual;
  Ref baseline;
  Ref people;
  Ref reduction;  // in the effect unit of the pooled line
};

// The periods of the term so far, this one last, in which the pooled line had anybody to compare.
// Throws InputError(missing_figure) for a comparison that doesn't say of how many people it is.
std::vector<PooledPeriod> pooled_periods(const LineRule& line,
                                         Quantities& quantities,
                                         const std::vector<LineResult>& above);

// The sum over periods of a quantity times people, divided by the people of all periods.
Ref weighted_mean(const std::vector<PooledPeriod>& periods,
                  Ref PooledPeriod::*quantity,
                  std::string_view part,
                  const std::string& label,
                  const LineRule& line,
                  Workings& workings);

// The people of all periods.
Ref pooled_people(const std::vector<PooledPeriod>& periods,
                  const LineRule& line,
                  Workings& workings);

}  // namespace outturn::settling
