// A second opinion on settlements: the meaning of the rules in obvious loops, sharing nothing with
// the engine but exact fractions. Slow, and without a word on why.
#pragma once

#include "support/naive_contract.h"
#include "support/people.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn::naive {

struct LineResult {
  bool settled = true;
  std::string verdict{};                                                // of a line that compares
  std::optional<Ratio> actual, baseline, people, reduction{};           // what it compared
  std::optional<Ratio> measure{};                                       // what a plain line read
  std::vector<bool> reduction_holds{}, increase_holds{}, paid_holds{};  // its conditions
  std::vector<Ratio> factored{};                                        // pence, after each factor
  Ratio gross = 0;                                                      // pence, before its bounds
  std::vector<Ratio> bounded{};                                         // pence, after each bound
  Ratio due = 0;                                                        // pence
};

struct Result {
  std::string refused;  // why nothing can be settled; empty when it can
  std::string reason;   // its code
  Period period;
  std::map<std::string, LineResult> lines;
  std::vector<Ratio> bounded;           // pence, the total after each bound
  Ratio total;                          // pence
  std::map<std::string, Ratio> payers;  // pence
};

struct CaseData {
  std::vector<ListedStart> starts;
  std::vector<ListedEvent> events;
};

// What provider C01 is due for a period. `before` are the results of all earlier periods of the
// term; `prime` is that of the contract it is paid from, for the same days, if it is paid from one.
Result settle(const Contract& contract,
              const CaseData& data,
              const Period& period,
              const std::vector<Result>& before,
              const Result* prime = nullptr);

}  // namespace outturn::naive
