// What came of trying contracts: for a person, for programs, and as JUnit XML.
#pragma once

#include "record/json.h"
#include "text/page.h"
#include "trial/coverage.h"
#include "trial/trial.h"

#include <memory>
#include <string>
#include <vector>

namespace outturn {

// One contract, the files of cases that it was tried on, and what they reached together.
struct ContractOutcome {
  std::string contract;  // its id
  std::string path;
  std::vector<FileOutcome> files;
  RuleCoverage coverage;

  std::size_t cases() const;
  std::size_t failed() const;
};

// A line for each case, below a failing one what was expected, found, and how it came about; then
// what no case reached.
std::string show_trial(const std::vector<ContractOutcome>& outcomes, const Look& look);

// The field "contracts" of docs/json.md.
Json json_of_trial(const std::vector<ContractOutcome>& outcomes);

// A test suite for each file of cases. Without times and dates: same inputs, same bytes.
std::string junit_of_trial(const std::vector<ContractOutcome>& outcomes);

}  // namespace outturn
