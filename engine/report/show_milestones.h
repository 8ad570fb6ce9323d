// The part of a statement's page on what people reached.
#pragma once

#include "report/statement_view.h"
#include "text/page.h"

namespace outturn::showing {

// Claims by stage, and why others were refused; nothing for a statement without milestones.
void add_milestones(const StatementView& statement, Page& page);

}  // namespace outturn::showing
