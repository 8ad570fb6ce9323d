// Trying a contract on its cases: each settled as it would be, and compared with what is expected.
#pragma once

#include "trial/cases.h"
#include "trial/coverage.h"
#include "value/problem.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn {

// One thing that was expected, and what was found.
struct Check {
  std::string of;    // "total", "line cohort", "payer Council", "refused"
  std::string what;  // "due", "verdict"; "reason" of a refusal
  std::string expected;
  std::string found;
  bool holds = false;
};

// How a line, or the total, that isn't as expected came about: the settlement's own sentences.
struct Explanation {
  std::string of;  // "line cohort", "total"
  std::vector<std::string> why;
  Source rule;
};

struct PeriodOutcome {
  std::string period;
  std::vector<Check> checks;
  std::vector<Explanation> explanations;  // of what differs
  std::vector<Problem> refusal;           // why it couldn't be settled; empty when it could

  bool passed() const;
};

struct CaseOutcome {
  std::string name;
  Place place;
  std::vector<PeriodOutcome> periods;  // up to the first that was refused

  bool passed() const;
};

struct FileOutcome {
  std::string name;  // of the cases
  std::string path;
  std::string contract;  // its id
  std::vector<CaseOutcome> cases;

  std::size_t failed() const;
};

// Settles every case of a file, and marks in `coverage`, which is of the file's contract, what they
// reached. What settling refuses is an outcome of the case, no error.
FileOutcome try_cases(const CaseFile& file, RuleCoverage& coverage);

}  // namespace outturn
