// The committed sample statements, changed at will, and what is answered.
#pragma once

#include "verify/verify.h"

#include <functional>
#include <string>

namespace outturn::testing {

// A file of tests/report/samples.
std::string sample(const std::string& name);

inline constexpr const char* kAgain = "again/";

// A sample with its evidence: "", "milestones/", "terms/", or kAgain with the statement before and
// the rows that changed.
verify::Inputs sample_inputs(const std::string& folder = "");

// The same after a change to its JSON, written in canonical form.
verify::Inputs changed(const std::function<void(Json&)>& change, const std::string& folder = "");

// The same with its evidence changed; the statement pins what the evidence then is.
verify::Inputs with_evidence(const std::string& old_text,
                             const std::string& new_text,
                             const std::string& folder = "");

// What stands behind an answer: "yes", "no: FILE: MESSAGE", "not checked: WHY; WHY".
std::string told(const verify::Verdict& verdict);

// The whole text of the InputError that verifying throws; fails the test when it throws none.
std::string refusal(const verify::Inputs& inputs);

}  // namespace outturn::testing
