// A sample and what was found, for whoever reads it: on a terminal, and for programs
// (docs/json.md).
#pragma once

#include "audit/result.h"
#include "record/json.h"
#include "text/page.h"

#include <string>

namespace outturn {

// From what was drawn, and how many of each stratum.
std::string show_sample(const Sample& sample, const Look& look);
Json sample_json(const Sample& sample);

// The counts, the interval and its method, gross and net error, then each row that is wrong. With
// `recovery`, also what its net error comes to over all rows, and that only a contract makes it
// owed.
std::string show_result(const AuditResult& result, bool recovery, const Look& look);
Json result_json(const AuditResult& result, bool recovery);

}  // namespace outturn
