// Claims that somebody imagines, for a contract that pays for milestones.
#pragma once

#include "measure/milestones.h"
#include "rules/contract.h"
#include "value/period.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace outturn {

// A stage, and the group of people who claim it.
struct Claimed {
  std::string name;  // "housed"; "housed, high_need" where prices differ by need
  std::size_t stage;
  std::vector<std::string> group;  // a value for each attribute of group_by; empty where no price
                                   // of the stage reads it
};

// Every stage that a line pays for, once for each group that has a price of its own.
std::vector<Claimed> claims_of(const Contract& contract);

// What is measured when so many people claim each of these once in the period, and nobody anything
// else.
MeasuredMilestones claimed_by_people(const Contract& contract,
                                     const Period& period,
                                     const std::vector<std::pair<Claimed, std::int64_t>>& claims);

// What is measured when one person claims the first `count` of all that one person can claim in one
// period: stage after stage as the contract lists them, each as often as it allows.
MeasuredMilestones claimed_by_one(const Contract& contract,
                                  const Period& period,
                                  std::int64_t count);

// The stage of each claim of that person, in this order.
std::vector<std::string> claims_of_one(const Contract& contract);

// Whether it matters what else a person has claimed: with a ceiling on one person, or routes.
bool claims_interact(const Contract& contract);

}  // namespace outturn
