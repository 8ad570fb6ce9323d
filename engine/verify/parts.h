// What stands in a statement twice, or is a total of something else in it: docs/statement.md, "What
// stands in it twice". Private to the verify room.
#pragma once

#include "verify/workings.h"

namespace outturn::verify {

// The run, the period, what is pinned.
void check_head(const JsonField& statement, Findings& findings);

// Classes, breakdowns and milestones in themselves, whatever the rows say.
void check_people(const JsonField& statement, Findings& findings);

// That every line's verdict follows from its conditions, and these from their workings.
void check_verdicts(const JsonField& statement, const Workings& workings, Findings& findings);

// That every line's amount leads through its bounds to what is due, the lines to the total, and the
// total to what each payer pays.
void check_money(const JsonField& statement, const Workings& workings, Findings& findings);

// That what a re-settlement pays is the difference to the statement that it supersedes, that its
// causes add up to it, and its payers to what is paid; nothing for a statement that is none.
void check_reconciliation(const JsonField& statement,
                          const Workings& workings,
                          const EarlierStatements& earlier,
                          Findings& findings);

// An amount says what its working says; returns the working.
std::size_t check_due(const JsonField& due, const Workings& workings, Findings& findings);

}  // namespace outturn::verify
