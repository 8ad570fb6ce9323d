// Contracts and cases written down in a test.
#pragma once

#include "trial/trial.h"

#include <map>
#include <string>

namespace outturn {

// A contract on people: a rate against 50%, paid by the person, capped over the term, in two years;
// and a payment in bands for the rate itself.
extern const std::string kPeopleContract;

// One year's settlement of a supplied change.
extern const std::string kFiguresContract;

// Finds texts by name, and nothing else.
FindBeside among(std::map<std::string, std::string> texts);

// The cases of a file called cases.yaml whose `try` is this, on the contract called c.yaml.
CaseFile cases_on(const std::string& contract, const std::string& list);

// What came of them, and what they reached.
struct Tried {
  FileOutcome outcome;
  RuleCoverage coverage;
};
Tried tried(const std::string& contract, const std::string& list);

// What reading them is refused with, or "read".
std::string refusal_of(const std::string& contract, const std::string& list);

}  // namespace outturn
