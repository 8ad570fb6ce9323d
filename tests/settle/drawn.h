// Random small contracts, and random people to settle them on.
#pragma once

#include "support/naive.h"
#include "support/random.h"

#include <vector>

namespace outturn {

// A contract for 2015 that the engine accepts, with up to three lines.
naive::Contract draw_contract(Random& random);

struct DrawnPeople {
  std::vector<ListedStart> starts;  // 2013 to 2015, under C01, C02 or nobody
  std::vector<ListedEvent> events;
};
DrawnPeople draw_people(Random& random);

}  // namespace outturn
