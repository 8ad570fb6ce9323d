// One person in the evidence, in words.
#include "record/evidence_columns.h"
#include "report/explain.h"
#include "report/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLabelWidth = 18;

// "batch 1, line 512" for "1/512".
std::string record_words(std::string_view record) {
  const auto slash = record.find('/');
  return slash == std::string_view::npos
             ? std::string(record)
             : fmt::format("batch {}, line {}", record.substr(0, slash), record.substr(slash + 1));
}

// The day before a first day that is too late.
std::string last_day(const std::string& too_late) {
  const auto day = parse_date(too_late);
  return day ? to_string(*day + (-1)) : too_late;
}

std::string or_code(std::string_view meaning, const std::string& code) {
  return meaning.empty() ? code : std::string(meaning);
}

// A code as words: "as serious" for "as_serious".
std::string spaced(std::string code) {
  std::replace(code.begin(), code.end(), '_', ' ');
  return code;
}

// "as serious as the index offence" for "as_serious"; nothing without a reoffence.
std::string grade_words(const std::string& grade) {
  if (grade.empty() || grade == "none") {
    return "";
  }
  return fmt::format(
      "{} {} the index offence", spaced(grade), grade == "as_serious" ? "as" : "than");
}

void add_field(std::string_view label, const std::string& text, Page& page) {
  if (!text.empty()) {
    page.labelled("  " + std::string(label), kLabelWidth + kIndent, text);
  }
}

std::string result_words(const EvidenceRowView& row, const CohortView* cohort) {
  if (row.counted) {
    return "Counted: " +
           or_code(cohort == nullptr ? "" : cohort->meaning_of_start("counted"), "counted");
  }
  const std::string reason =
      or_code(cohort == nullptr ? "" : cohort->meaning_of_start(row.reason), row.reason);
  return fmt::format(
      "Not counted: {}{}", reason, row.detail.empty() ? "" : fmt::format(" ({})", row.detail));
}

void add_measured(const EvidenceRowView& row, Page& page) {
  add_field("offences count",
            fmt::format("from {} until {}, if proven until {}",
                        row.index_date,
                        last_day(row.follow_up_ends),
                        last_day(row.proven_by)),
            page);
  add_field(
      "weight",
      row.weight + (row.band.empty() ? "" : fmt::format(", complexity band \"{}\"", row.band)),
      page);
  add_field("score", row.score, page);
  add_field("result",
            row.number("reoffended") == 0
                ? "no proven reoffence"
                : "reoffended: " + row.reoffences +
                      (row.reoffences == "1" ? " proven reoffence" : " proven reoffences"),
            page);
  if (row.number("severity") != 0) {
    add_field("severity", to_plain(row.number("severity")), page);
  }
  add_field("worst reoffence", grade_words(row.grade), page);
}

void add_event(const EvidenceEvent& event, const CohortView* cohort, Page& page) {
  const std::string meaning =
      or_code(cohort == nullptr ? "" : cohort->meaning_of_event(event.result), event.result);
  page.paragraph(
      fmt::format(
          "{}  {}: {}", event.offence, event.result == "counted" ? "counted" : "ignored", meaning),
      2 * kIndent,
      event.result == "counted" ? Paint::strong : Paint::plain,
      12);
  std::string facts = event.proven.empty() ? "never proven" : "proven " + event.proven;
  facts += event.outcome.empty() ? "" : fmt::format(", outcome {}", event.outcome);
  facts += event.severity_class.empty() ? "" : fmt::format(", class {}", event.severity_class);
  page.paragraph(facts, 16);
  page.paragraph(record_words(event.record), 16, Paint::faint);
}

void add_events(const EvidenceRowView& row, const CohortView* cohort, Page& page) {
  if (!row.counted) {
    return;
  }
  page.blank();
  page.paragraph(row.events.empty() ? "No events in the data." : "Events, by date of offence:",
                 kIndent);
  for (const EvidenceEvent& event : row.events) {
    add_event(event, cohort, page);
  }
}

void add_sums(const StatementView& statement, const Evidence& evidence, Page& page) {
  page.heading("WHAT THIS PERSON ADDS TO");
  Table table{{Align::left, Align::right, Align::right}, {}, 0};
  table.rows.push_back({{"sum", "adds", "of"}, Paint::faint});
  for (const WorkingView& working : statement.workings) {
    if (working.op != "evidence") {
      continue;
    }
    const Ratio part = part_in(evidence, working);
    if (part != 0) {
      table.rows.push_back(
          {{fmt::format("{}: {}", working.id, working.label), to_plain(part), working.shown}});
    }
  }
  if (table.rows.size() == 1) {
    const bool counted = std::any_of(evidence.rows.begin(),
                                     evidence.rows.end(),
                                     [](const EvidenceRowView& row) { return row.counted; });
    page.paragraph(counted ? "Nothing in this period."
                           : "Nothing: no row of this person is counted.");
    return;
  }
  page.table(table);
}

// --- milestones ---

void add_claim(const EvidenceClaim& claim, const MilestonesView& milestones, Page& page) {
  const bool now = claim.result == "claimed";
  page.paragraph(fmt::format("{}  {}: {}",
                             claim.day,
                             claim.stage,
                             or_code(milestones.meaning_of_claim(claim.result), claim.result)),
                 2 * kIndent,
                 now ? Paint::strong : Paint::plain,
                 12);
  if (claim.times != "1") {
    page.paragraph(fmt::format("counts {} times", claim.times), 16);
  }
  if (!claim.record.empty()) {
    page.paragraph(record_words(claim.record), 16, Paint::faint);
  }
}

std::string followed_words(const MilestonesView& milestones, const EvidenceRowView& row) {
  if (row.counted) {
    return fmt::format("Followed: paid for as pattern {}.", row.pattern);
  }
  return fmt::format("Not followed: {}{}.",
                     or_code(meaning_in(milestones.starts_by_class, row.reason), row.reason),
                     row.detail.empty() ? "" : fmt::format(" ({})", row.detail));
}

void add_followed(const MilestonesView& milestones, const EvidenceRowView& row, Page& page) {
  page.blank();
  page.split(fmt::format("Start on {}, milestones", row.index_date),
             record_words(row.record),
             Paint::strong);
  page.paragraph(
      followed_words(milestones, row), kIndent, row.counted ? Paint::good : Paint::warning);
  if (!row.counted) {
    return;
  }
  page.blank();
  page.paragraph(row.claims.empty() ? "Nothing to claim in the data." : "Claims, stage by stage:",
                 kIndent);
  for (const EvidenceClaim& claim : row.claims) {
    add_claim(claim, milestones, page);
  }
}

void add_row(const StatementView& statement, const EvidenceRowView& row, Page& page) {
  if (statement.milestones && row.cohort == statement.milestones->name) {
    add_followed(*statement.milestones, row, page);
    return;
  }
  const CohortView* cohort = statement.find_cohort(row.cohort);
  page.blank();
  page.split(fmt::format("Start on {}, cohort \"{}\"", row.index_date, row.cohort),
             record_words(row.record),
             Paint::strong);
  page.paragraph(
      result_words(row, cohort) + ".", kIndent, row.counted ? Paint::good : Paint::warning);
  if (row.counted) {
    add_measured(row, page);
  }
  for (const auto& [name, value] : row.attributes) {
    add_field(name == kBandBreakdownColumn ? kBandBreakdown : name, value, page);
  }
  add_events(row, cohort, page);
}

}  // namespace

std::string explain_person(const StatementView& statement,
                           const Evidence& evidence,
                           std::string_view person,
                           const Look& look) {
  require_rows(statement, evidence, person);
  Page page(look);
  page.paragraph(
      fmt::format("Person {} in {}, {}", person, statement.contract.id, statement.period.name),
      0,
      Paint::strong);
  page.rule();
  for (const EvidenceRowView& row : evidence.rows) {
    add_row(statement, row, page);
  }
  add_sums(statement, evidence, page);
  return page.take();
}

}  // namespace outturn
