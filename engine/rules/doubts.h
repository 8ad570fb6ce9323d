// What a contract says that can't happen, or that nothing reads: no mistake that loading could
// refuse, but hardly what the parties meant.
#pragma once

#include "rules/contract.h"
#include "value/problem.h"

#include <string>
#include <vector>

namespace outturn {

// A rule to look at again.
struct Doubt {
  Place place;
  std::string message;  // "no fall is both at least 60.00 points and at most 52.40 points"
  std::string advice;   // may be empty

  friend auto operator<=>(const Doubt&, const Doubt&) = default;
};

// Every doubt about contracts that were read together, each once, by place:
//
//   conditions that can't all hold at once, whatever happens;
//   rows of a table that no result reaches by the conditions of its verdict;
//   a hurdle on a verdict that the other line never has; a floor where nothing is ever deducted;
//   measures, stages, weights, severities and supplied figures that no rule reads.
//
// What is so in some periods only is no doubt; nor is a supplied figure that one of the contracts
// reads.
std::vector<Doubt> doubts_about(const std::vector<Contract>& contracts);

// "file:line:column: warning: message", then the advice on a line of its own.
std::string to_string(const Doubt& doubt);

}  // namespace outturn
