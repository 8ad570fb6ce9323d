// The part of a page that says what a re-settlement pays, and why. Private to the report room.
#pragma once

#include "report/statement_view.h"
#include "text/page.h"

namespace outturn::showing {

// Nothing for a statement that re-settles nothing.
void add_reconciliation(const StatementView& statement, Page& page);

}  // namespace outturn::showing
