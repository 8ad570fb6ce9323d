// A register for whoever reads it: on a terminal, and for programs. Fields of the JSON:
// docs/json.md.
#pragma once

#include "register/register.h"
#include "register/verify.h"
#include "text/page.h"

#include <optional>
#include <string>

namespace outturn {

// One line an entry: who did what when, and how far each statement is.
std::string show_entries(const Register& records, const Look& look);
Json json_of_entries(const Register& records);

// Everything that one entry says, and for a statement what was decided about it, disputed and held.
std::string show_entry(const Register& records, const Entry& entry, const Look& look);
Json json_of_entry(const Register& records, const Entry& entry);

// What was found; `since` is the head it was compared with, if any.
std::string show_report(const RegisterReport& report,
                        const std::optional<Head>& since,
                        const Look& look);
Json json_of_report(const RegisterReport& report, const std::optional<Head>& since);

}  // namespace outturn
