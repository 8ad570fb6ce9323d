#include "report/show_reconciliation.h"

#include "report/words.h"
#include "value/counted.h"

#include <fmt/format.h>

namespace outturn::showing {
namespace {

void add_sum(const ReconciliationView& again, Page& page) {
  Table table{{Align::left, Align::right}, {}, 0};
  const auto row = [&](std::string what, const DueView& due) {
    table.rows.push_back({{std::move(what), due.shown}});
  };
  if (again.agreed) {
    row("Agreed when disputes were upheld", *again.agreed);
  }
  row("What the period comes to", again.owed);
  row("Counts as paid before", again.before);
  row("Difference", again.difference);
  if (again.material) {
    row(again.is_paid ? "Large enough to be paid" : "Too small to be paid", again.due);
  }
  row("Counts as paid from now on", again.settled);
  page.table(table);
}

// "3 people, 4 events"; nothing where no row changed.
std::string rows_of(const CauseView& cause) {
  if (cause.people == 0) {
    return "";
  }
  const std::string people = counted(cause.people, "person", "people");
  return cause.events == 0
             ? people
             : fmt::format("{}, {}", people, counted(cause.events, "event", "events"));
}

void add_causes(const ReconciliationView& again, Page& page) {
  page.heading("WHERE THE DIFFERENCE COMES FROM");
  Table table{{Align::left, Align::right, Align::right}, {}, 0};
  for (const CauseView& cause : again.causes) {
    table.rows.push_back({{cause.meaning, rows_of(cause), cause.amount.shown}});
  }
  table.rows.push_back({{"Difference", "", again.difference.shown}});
  page.table(table);
  page.paragraph(fmt::format("Their rows, as they were and as they are: {}, {}.",
                             again.changes_file,
                             counted(again.changed_rows, "row", "rows")),
                 0,
                 Paint::faint);
}

void add_payers(const ReconciliationView& again, Page& page) {
  page.heading(again.due.minor < 0 ? "WHO GETS IT BACK NOW" : "WHO PAYS NOW");
  Table table{{Align::left, Align::right}, {}, 0};
  for (const ReconciledPayerView& payer : again.payers) {
    table.rows.push_back({{payer.name, payer.due.shown}});
  }
  page.table(table);
}

}  // namespace

void add_reconciliation(const StatementView& statement, Page& page) {
  if (!statement.reconciliation) {
    return;
  }
  const ReconciliationView& again = *statement.reconciliation;
  page.heading("SETTLED AGAIN");
  add_sum(again, page);
  add_payers(again, page);
  add_causes(again, page);
}

}  // namespace outturn::showing
