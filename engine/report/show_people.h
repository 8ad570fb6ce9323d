// Who was counted, and the breakdown of cohorts. Private to the report room.
#pragma once

#include "report/statement_view.h"
#include "text/page.h"

namespace outturn::showing {

// People, starts and events by what became of them, the cohorts side by side; classes that nobody
// is in are left out.
void add_people(const StatementView& statement, Page& page);

// People, reoffenders and rates by attribute, the cohorts side by side.
void add_breakdown(const StatementView& statement, Page& page);

}  // namespace outturn::showing
