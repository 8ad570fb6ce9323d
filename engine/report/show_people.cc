#include "report/show_people.h"

#include "report/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::showing {
namespace {

using Cohorts = std::vector<const CohortView*>;

constexpr std::size_t kSideBySide = 2;  // as many cohorts as fit 80 columns
constexpr std::size_t kLongestName = 22;
constexpr std::string_view kCounted = "counted";
constexpr std::string_view kNotMeasurable = "not_measurable";
constexpr int kHundred = 100;

// The cohorts in groups that fit the page.
std::vector<Cohorts> groups_of(const StatementView& statement) {
  std::vector<Cohorts> groups;
  for (const CohortView& cohort : statement.cohorts) {
    if (groups.empty() || groups.back().size() == kSideBySide) {
      groups.emplace_back();
    }
    groups.back().push_back(&cohort);
  }
  return groups;
}

// A row of one figure a cohort.
template <typename Figure>
Table::Row row_of(std::string title, const Cohorts& cohorts, Figure figure) {
  Table::Row row{{std::move(title)}};
  for (const CohortView* cohort : cohorts) {
    row.cells.push_back(figure(*cohort));
  }
  return row;
}

template <typename Figure>
Table::Row counts_of(std::string title, const Cohorts& cohorts, Figure figure) {
  return row_of(
      std::move(title), cohorts, [&](const CohortView& cohort) { return grouped(figure(cohort)); });
}

std::int64_t count_in(const std::vector<ClassView>& classes, std::string_view code) {
  std::int64_t count = 0;
  for (const ClassView& entry : classes) {
    count += entry.code == code ? entry.count : 0;
  }
  return count;
}

// One row for every class that any of the cohorts has somebody in, and that `shows` asks for.
template <typename Shows>
void add_classes(const Cohorts& cohorts,
                 std::vector<ClassView> CohortView::*classes,
                 Shows shows,
                 Table& table) {
  for (const ClassView& entry : cohorts.front()->*classes) {
    const bool anybody = std::any_of(cohorts.begin(), cohorts.end(), [&](const CohortView* cohort) {
      return count_in(cohort->*classes, entry.code) > 0;
    });
    if (!anybody || !shows(entry.code)) {
      continue;
    }
    table.rows.push_back(counts_of("  " + entry.meaning, cohorts, [&](const CohortView& cohort) {
      return count_in(cohort.*classes, entry.code);
    }));
  }
}

bool any_class(const std::string&) {
  return true;
}

bool is_not_measurable(const std::string& code) {
  return code == kNotMeasurable;
}

// Neither measured nor eligible.
bool is_out_of_scope(const std::string& code) {
  return code != kCounted && code != kNotMeasurable;
}

Table people_table(const Cohorts& cohorts) {
  Table table;
  table.columns.assign(cohorts.size() + 1, Align::right);
  table.columns.front() = Align::left;
  table.rows.push_back(row_of("cohort", cohorts, [](const CohortView& cohort) {
    return shortened(cohort.name, kLongestName);
  }));
  table.rows.back().paint = Paint::strong;
  table.rows.push_back(row_of("provider", cohorts, [](const CohortView& cohort) {
    return cohort.provider.empty() ? "nobody" : cohort.provider;
  }));
  table.rows.push_back(
      row_of("index dates from", cohorts, [](const CohortView& cohort) { return cohort.first; }));
  table.rows.push_back(
      row_of("until", cohorts, [](const CohortView& cohort) { return cohort.last; }));
  table.rows.push_back(
      counts_of("people seen", cohorts, [](const CohortView& cohort) { return cohort.people; }));
  table.rows.back().ruled = true;
  table.rows.push_back(counts_of("their starts in these dates",
                                 cohorts,
                                 [](const CohortView& cohort) { return cohort.starts; }));
  add_classes(cohorts, &CohortView::starts_by_class, is_out_of_scope, table);
  table.rows.push_back(
      counts_of("eligible", cohorts, [](const CohortView& cohort) { return cohort.eligible; }));
  add_classes(cohorts, &CohortView::starts_by_class, is_not_measurable, table);
  table.rows.push_back(counts_of("eligible and measured", cohorts, [](const CohortView& cohort) {
    return cohort.measurable;
  }));
  table.rows.back().paint = Paint::strong;
  table.rows.push_back(counts_of(
      "events of those measured", cohorts, [](const CohortView& cohort) { return cohort.events; }));
  table.rows.back().ruled = true;
  add_classes(cohorts, &CohortView::events_by_class, any_class, table);
  return table;
}

// --- breakdown ---

std::vector<std::string> attributes_of(const StatementView& statement) {
  std::vector<std::string> names;
  for (const BreakdownView& row : statement.breakdown) {
    if (std::find(names.begin(), names.end(), row.by) == names.end()) {
      names.push_back(row.by);
    }
  }
  return names;
}

std::vector<std::string> values_of(const StatementView& statement, const std::string& attribute) {
  std::vector<std::string> values;
  for (const BreakdownView& row : statement.breakdown) {
    if (row.by == attribute && std::find(values.begin(), values.end(), row.value) == values.end()) {
      values.push_back(row.value);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

const BreakdownView* find_row(const StatementView& statement,
                              const CohortView& cohort,
                              const std::string& attribute,
                              const std::string& value) {
  for (const BreakdownView& row : statement.breakdown) {
    if (row.cohort == cohort.name && row.by == attribute && row.value == value) {
      return &row;
    }
  }
  return nullptr;
}

std::string rate_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : to_decimal(ratio_of(part) * kHundred / ratio_of(whole), 2) + "%";
}

void add_figures(const BreakdownView* row, Table::Row& cells) {
  cells.cells.push_back(row == nullptr ? "-" : grouped(row->people));
  cells.cells.push_back(row == nullptr ? "-" : grouped(row->reoffenders));
  cells.cells.push_back(row == nullptr ? "-" : rate_of(row->reoffenders, row->people));
}

Table breakdown_table(const StatementView& statement,
                      const Cohorts& cohorts,
                      const std::string& attribute) {
  Table table;
  table.columns.assign(3 * cohorts.size() + 1, Align::right);
  table.columns.front() = Align::left;
  Table::Row names{{"by " + attribute}, Paint::strong};
  Table::Row titles{{""}, Paint::faint};
  for (const CohortView* cohort : cohorts) {
    names.cells.insert(names.cells.end(), {"", shortened(cohort->name, 11), ""});
    titles.cells.insert(titles.cells.end(), {"people", "reoffenders", "rate"});
  }
  table.rows = {names, titles};
  for (const std::string& value : values_of(statement, attribute)) {
    Table::Row row{{value.empty() ? "(not recorded)" : value}};
    for (const CohortView* cohort : cohorts) {
      add_figures(find_row(statement, *cohort, attribute, value), row);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

void add_people(const StatementView& statement, Page& page) {
  if (statement.cohorts.empty() && statement.milestones) {
    return;  // who is followed stands with the milestones
  }
  page.heading("WHO WAS COUNTED");
  if (statement.cohorts.empty()) {
    page.paragraph("No person was read: this statement rests on supplied figures.");
    return;
  }
  bool first = true;
  for (const Cohorts& cohorts : groups_of(statement)) {
    if (!first) {
      page.blank();
    }
    first = false;
    page.table(people_table(cohorts));
  }
}

void add_breakdown(const StatementView& statement, Page& page) {
  if (statement.breakdown.empty()) {
    return;
  }
  page.heading("BREAKDOWN");
  page.paragraph(
      "Every person counts once here, without weights. No payment rests on these tables.",
      0,
      Paint::faint);
  for (const std::string& attribute : attributes_of(statement)) {
    for (const Cohorts& cohorts : groups_of(statement)) {
      page.blank();
      page.table(breakdown_table(statement, cohorts, attribute));
    }
  }
}

}  // namespace outturn::showing
