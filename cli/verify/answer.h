// The four verdicts, for a person and for a program.
#pragma once

#include "record/json.h"
#include "text/page.h"
#include "verify/verify.h"

#include <string>

namespace outturn::cli {

std::string show_report(const verify::Report& report, const Look& look);

// As docs/json.md describes it; `file` is the statement's.
Json json_of(const verify::Report& report, const std::string& file);

}  // namespace outturn::cli
