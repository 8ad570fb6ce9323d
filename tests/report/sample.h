// The committed sample statement, changed at will, and texts recorded by an earlier run.
#pragma once

#include "record/json.h"
#include "report/evidence_view.h"
#include "report/statement_view.h"

#include <functional>
#include <string>
#include <string_view>

namespace outturn::testing {

// A file of tests/report/samples.
std::string sample(const std::string& name);

// The sample statement, as it stands and after a change to its JSON.
StatementView sample_statement();
StatementView changed_statement(const std::function<void(Json&)>& change);

// The rows of one person in the sample's evidence.
Evidence sample_evidence(std::string_view person);

// The whole text of the InputError that `action` throws; fails the test when it throws none.
std::string refusal(const std::function<void()>& action);

// Compares with tests/report/golden/NAME byte for byte; with OUTTURN_ACCEPT set, records it
// instead.
void check_golden(const std::string& name, const std::string& text);

}  // namespace outturn::testing
