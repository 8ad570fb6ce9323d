// Random contracts that pay for milestones, and random people.
#pragma once

#include "support/naive_claims.h"
#include "support/random.h"

#include <string>
#include <vector>

namespace outturn {

naive::Claims draw_claims(Random& random);

// The text of its contract file.
std::string claims_text(const naive::Claims& drawn);

struct DrawnClaimants {
  std::vector<ListedStart> starts;
  std::vector<ListedEvent> events;
};
DrawnClaimants draw_claimants(Random& random);

}  // namespace outturn
