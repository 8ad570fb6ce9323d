// A reconciliation for whoever reads it: on a terminal, and for programs (docs/json.md).
#pragma once

#include "reconcile/reconcile.h"
#include "record/json.h"
#include "text/page.h"

#include <string>

namespace outturn {

// Counts by what was found, then each start that isn't agreed, with what it is worth.
std::string show_reconciliation(const Reconciliation& found, const Look& look);
Json reconciliation_json(const Reconciliation& found);

}  // namespace outturn
