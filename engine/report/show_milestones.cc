#include "report/show_milestones.h"

#include "report/words.h"

#include <fmt/format.h>

namespace outturn::showing {
namespace {

bool is_reached(const std::string& code) {
  return code == "claimed" || code == "claimed_before";
}

Table stages_table(const MilestonesView& milestones) {
  Table table{{Align::left, Align::right, Align::right, Align::right}, {}, 0};
  table.rows.push_back({{"stage", "claims", "people", "claims before"}, Paint::faint});
  for (const StageView& stage : milestones.stages) {
    table.rows.push_back(
        {{stage.name, grouped(stage.claims), grouped(stage.people), grouped(stage.claims_before)}});
  }
  return table;
}

Table refused_table(const MilestonesView& milestones) {
  Table table{{Align::left, Align::right}, {}, 0};
  for (const StageView& stage : milestones.stages) {
    for (const ClassView& entry : stage.claims_by_class) {
      if (entry.count > 0 && !is_reached(entry.code)) {
        table.rows.push_back(
            {{fmt::format("{}: {}", stage.name, entry.meaning), grouped(entry.count)}});
      }
    }
  }
  return table;
}

Table starts_table(const MilestonesView& milestones) {
  Table table{{Align::left, Align::right}, {}, 0};
  for (const ClassView& entry : milestones.starts_by_class) {
    if (entry.count > 0) {
      table.rows.push_back({{entry.meaning, grouped(entry.count)}});
    }
  }
  return table;
}

}  // namespace

void add_milestones(const StatementView& statement, Page& page) {
  if (!statement.milestones) {
    return;
  }
  const MilestonesView& milestones = *statement.milestones;
  page.heading("MILESTONES");
  page.paragraph(fmt::format("{} of {} who started from {} until {} {} followed.",
                             counted(milestones.followed, "person", "people"),
                             grouped(milestones.people),
                             milestones.first,
                             milestones.last,
                             form_for(milestones.followed, "is", "are")));
  page.blank();
  page.table(starts_table(milestones));
  page.blank();
  page.table(stages_table(milestones));
  const Table refused = refused_table(milestones);
  if (!refused.rows.empty()) {
    page.blank();
    page.paragraph("Not claimed, up to the last day of the period:");
    page.table(refused);
  }
}

}  // namespace outturn::showing
