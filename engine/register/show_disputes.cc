#include "register/show_disputes.h"

#include "text/json_parts.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kLabelWidth = 14;

using Outcome = DisputeAnswered::Outcome;

const Prepared& disputed_run(const Register& records, const Dispute& dispute) {
  return records.ledger.run(dispute.opened.entry).prepared;
}

std::string held_words(const Register& records, const Dispute& dispute) {
  return to_string(dispute.opened.held, disputed_run(records, dispute).currency);
}

bool is_upheld(const Dispute& dispute) {
  return dispute.answered_in && dispute.answered.outcome == Outcome::upheld;
}

// What was agreed; empty unless it was upheld.
std::string agreed_words(const Register& records, const Dispute& dispute) {
  return is_upheld(dispute)
             ? to_string(dispute.answered.amount, disputed_run(records, dispute).currency)
             : "";
}

std::string last_day_words(const Dispute& dispute) {
  return dispute.opened.last_day ? to_string(*dispute.opened.last_day) : "";
}

std::string day_words(const std::string& at) {
  const auto day = day_of(at);
  return day ? to_string(*day) : at;
}

// A dispute in three rows: what is of one kind stands in one column.
void add_rows(const Register& records, const Dispute& dispute, Table& table) {
  const Prepared& run = disputed_run(records, dispute);
  table.rows.push_back({.cells = {run.contract,
                                  fmt::format("{}", dispute.entry),
                                  held_words(records, dispute),
                                  day_words(records.entry(dispute.entry).at),
                                  last_day_words(dispute),
                                  state_of(dispute)},
                        .ruled = true});
  table.rows.push_back(
      {.cells = {run.period, "", "", dispute.opener.person, "", agreed_words(records, dispute)}});
  table.rows.push_back({.cells = {words_of(dispute.opened.about), "", "", "", "", ""}});
}

Json json_of(const Register& records, const Dispute& dispute) {
  const Prepared& run = disputed_run(records, dispute);
  const Entry& entry = records.entry(dispute.entry);
  return {{"dispute", dispute.entry},
          {"contract", run.contract},
          {"period", run.period},
          {"entry", dispute.opened.entry},
          {"about", entry.json["about"]},
          {"held", json_of(dispute.opened.held, run.currency)},
          {"reason", dispute.opened.reason},
          {"opened_by", dispute.opener.person},
          {"opened_at", entry.at},
          {"last_day", text_or_null(last_day_words(dispute))},
          {"state", state_of(dispute)},
          {"answered_in", dispute.answered_in ? Json(*dispute.answered_in) : Json()},
          {"amount", is_upheld(dispute) ? json_of(dispute.answered.amount, run.currency) : Json()}};
}

std::vector<const Dispute*> disputes_of(const Ledger& ledger, const EnteredRun& run) {
  std::vector<const Dispute*> disputes;
  for (const auto& [entry, dispute] : ledger.disputes()) {
    if (dispute.opened.entry == run.entry) {
      disputes.push_back(&dispute);
    }
  }
  return disputes;
}

// "entry 7: upheld by Bob at 2026-11-28T02:14:35Z, £20.00: a date was wrong".
void show_answer_to(const Register& records, const Dispute& dispute, Page& page) {
  if (!dispute.answered_in) {
    return;
  }
  const Entry& entry = records.entry(*dispute.answered_in);
  const std::string agreed = agreed_words(records, dispute);
  page.paragraph(fmt::format("entry {}: {} by {} at {}{}: {}",
                             entry.sequence,
                             state_of(dispute),
                             entry.by.person,
                             entry.at,
                             agreed.empty() ? "" : ", " + agreed,
                             dispute.answered.reason),
                 2);
}

}  // namespace

std::string words_of(const DisputeSubject& about) {
  return about.of == DisputeSubject::Of::total
             ? "the total"
             : fmt::format("{} {}", code_of(about.of), about.name);
}

std::string state_of(const Dispute& dispute) {
  return dispute.answered_in ? std::string(code_of(dispute.answered.outcome)) : "open";
}

std::string show_disputes(const Register& records, const Look& look) {
  Page page(look);
  if (records.ledger.disputes().empty()) {
    page.paragraph("nothing was disputed");
    return page.take();
  }
  Table table;
  table.columns = {Align::left, Align::right, Align::right, Align::left, Align::left, Align::left};
  table.rows.push_back({.cells = {"about", "dispute", "held", "opened", "last day", "outcome"},
                        .paint = Paint::faint});
  for (const auto& [entry, dispute] : records.ledger.disputes()) {
    add_rows(records, dispute, table);
  }
  page.table(table);
  return page.take();
}

Json json_of_disputes(const Register& records) {
  Json list = Json::array();
  for (const auto& [entry, dispute] : records.ledger.disputes()) {
    list.push_back(json_of(records, dispute));
  }
  return {{"disputes", list}};
}

Money held_of(const Ledger& ledger, const EnteredRun& run) {
  Amount held;
  for (const Dispute* dispute : ledger.open_disputes_of(run.entry)) {
    held = held + Amount(dispute->opened.held);
  }
  return round(held, {1, Rounding::toward_zero});
}

void show_dispute(const Register& records, const Dispute& dispute, Page& page) {
  page.labelled("Of entry", kLabelWidth, fmt::format("{}", dispute.opened.entry));
  page.labelled("Statement", kLabelWidth, dispute.opened.statement);
  page.labelled("About", kLabelWidth, words_of(dispute.opened.about));
  page.labelled("Held", kLabelWidth, held_words(records, dispute));
  page.labelled("Reason", kLabelWidth, dispute.opened.reason);
  page.labelled("Last day",
                kLabelWidth,
                dispute.opened.last_day ? last_day_words(dispute) : "none: at any time");
  page.labelled("Outcome",
                kLabelWidth,
                dispute.answered_in
                    ? fmt::format("{} in entry {}", state_of(dispute), *dispute.answered_in)
                    : state_of(dispute));
}

void show_answer(const Register& records, const DisputeAnswered& answered, Page& page) {
  page.labelled("Of dispute", kLabelWidth, fmt::format("entry {}", answered.dispute));
  page.labelled("Outcome", kLabelWidth, code_of(answered.outcome));
  if (answered.outcome == Outcome::upheld) {
    page.labelled(
        "Amount", kLabelWidth, agreed_words(records, records.ledger.dispute(answered.dispute)));
  }
  page.labelled("Reason", kLabelWidth, answered.reason);
}

void show_disputes_of(const Register& records, const EnteredRun& run, Page& page) {
  const std::vector<const Dispute*> disputes = disputes_of(records.ledger, run);
  if (disputes.empty()) {
    return;
  }
  page.heading("WHAT WAS DISPUTED");
  for (const Dispute* dispute : disputes) {
    page.paragraph(fmt::format("entry {}: {} disputes {}, {} held: {}",
                               dispute->entry,
                               dispute->opener.person,
                               words_of(dispute->opened.about),
                               held_words(records, *dispute),
                               dispute->opened.reason));
    show_answer_to(records, *dispute, page);
  }
}

Json json_of_disputes_of(const Ledger& ledger, const EnteredRun& run) {
  Json entries = Json::array();
  for (const Dispute* dispute : disputes_of(ledger, run)) {
    entries.push_back(dispute->entry);
  }
  return entries;
}

}  // namespace outturn
