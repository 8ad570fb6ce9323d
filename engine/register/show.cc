#include "register/show.h"

#include "register/show_disputes.h"
#include "value/counted.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kLabelWidth = 14;

// How far it has come: "issued", "superseded by entry 6".
std::string standing_of(const EnteredRun& run) {
  if (run.superseded_by) {
    return fmt::format("superseded by entry {}", *run.superseded_by);
  }
  return std::string(word_for(run.stage));
}

// Whether its amount may be paid now.
bool is_payable(const EnteredRun& run) {
  return run.stage == Stage::issued && run.prepared.payable && !run.superseded_by;
}

// What an entry is about, in a few words.
std::string subject_of(const Register& records, const Entry& entry) {
  if (const auto* prepared = std::get_if<Prepared>(&entry.what)) {
    return fmt::format("{} {}, {}: {}",
                       prepared->contract,
                       prepared->period,
                       prepared->due,
                       standing_of(records.ledger.run(entry.sequence)));
  }
  if (const auto* decision = std::get_if<Decision>(&entry.what)) {
    return fmt::format("entry {}", decision->entry);
  }
  if (const auto* added = std::get_if<KeyAdded>(&entry.what)) {
    return "of " + added->holder.person;
  }
  if (const auto* revoked = std::get_if<KeyRevoked>(&entry.what)) {
    return revoked->reason;
  }
  if (const auto* opened = std::get_if<DisputeOpened>(&entry.what)) {
    return fmt::format("entry {}, {}: {}",
                       opened->entry,
                       words_of(opened->about),
                       state_of(records.ledger.dispute(entry.sequence)));
  }
  if (const auto* answered = std::get_if<DisputeAnswered>(&entry.what)) {
    return fmt::format("entry {}: {}", answered->dispute, code_of(answered->outcome));
  }
  return "";
}

// "key added".
std::string words_of(EntryKind kind) {
  std::string words(code_of(kind));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

void show_held(const Ledger& ledger, const EnteredRun& run, Page& page) {
  const std::size_t open = ledger.open_disputes_of(run.entry).size();
  if (open > 0) {
    page.labelled(
        "Held",
        kLabelWidth,
        fmt::format("{} by {}",
                    to_string(held_of(ledger, run), run.prepared.currency),
                    counted(static_cast<std::int64_t>(open), "open dispute", "open disputes")));
  }
}

void show_run(const Ledger& ledger, const EnteredRun& run, Page& page) {
  const Prepared& prepared = run.prepared;
  page.labelled("Contract", kLabelWidth, prepared.contract);
  page.labelled("Period", kLabelWidth, prepared.period);
  page.labelled("Due", kLabelWidth, prepared.due);
  page.labelled("Stage", kLabelWidth, standing_of(run));
  page.labelled("Payable", kLabelWidth, is_payable(run) ? "yes" : "no");
  show_held(ledger, run, page);
  page.labelled("Statement", kLabelWidth, prepared.statement);
  page.labelled("Evidence", kLabelWidth, prepared.evidence);
  if (prepared.supersedes) {
    page.labelled("Supersedes", kLabelWidth, fmt::format("entry {}", *prepared.supersedes));
  }
  page.heading("WHAT IT WAS MADE FROM");
  for (const DocumentRef& document : prepared.documents) {
    page.labelled(document.kind, kLabelWidth + 2, document.file);
    page.verbatim(document.sha256, kLabelWidth + 2);
  }
}

void show_decisions(const Register& records, const EnteredRun& run, Page& page) {
  if (run.decisions.empty()) {
    return;
  }
  page.heading("WHAT WAS DECIDED");
  for (const std::int64_t sequence : run.decisions) {
    const Entry& entry = records.entry(sequence);
    const std::string& reason = std::get<Decision>(entry.what).reason;
    page.paragraph(fmt::format("entry {}: {} by {} at {}{}",
                               sequence,
                               code_of(entry.kind),
                               entry.by.person,
                               entry.at,
                               reason.empty() ? "" : ": " + reason));
  }
}

void show_what(const Register& records, const Entry& entry, Page& page) {
  if (const auto* decision = std::get_if<Decision>(&entry.what)) {
    page.labelled("Of entry", kLabelWidth, fmt::format("{}", decision->entry));
    page.labelled("Statement", kLabelWidth, decision->statement);
    if (!decision->reason.empty()) {
      page.labelled("Reason", kLabelWidth, decision->reason);
    }
  } else if (const auto* added = std::get_if<KeyAdded>(&entry.what)) {
    page.labelled("Key", kLabelWidth, added->holder.key);
    page.labelled("Of", kLabelWidth, added->holder.person);
  } else if (const auto* revoked = std::get_if<KeyRevoked>(&entry.what)) {
    page.labelled("Key", kLabelWidth, revoked->key);
    page.labelled("Reason", kLabelWidth, revoked->reason);
  } else if (entry.kind == EntryKind::prepared) {
    const EnteredRun& run = records.ledger.run(entry.sequence);
    show_run(records.ledger, run, page);
    show_decisions(records, run, page);
    show_disputes_of(records, run, page);
  } else if (entry.kind == EntryKind::dispute_opened) {
    show_dispute(records, records.ledger.dispute(entry.sequence), page);
  } else if (const auto* answered = std::get_if<DisputeAnswered>(&entry.what)) {
    show_answer(records, *answered, page);
  }
}

Json json_of_faults(const RegisterReport& report) {
  Json list = Json::array();
  for (const EntryFault& fault : report.faults) {
    list.push_back({{"entry", fault.entry == 0 ? Json() : Json(fault.entry)},
                    {"field", fault.field},
                    {"message", fault.message}});
  }
  return list;
}

}  // namespace

std::string show_entries(const Register& records, const Look& look) {
  Table table;
  table.columns = {Align::left, Align::right, Align::left, Align::left, Align::left};
  table.rows.push_back({.cells = {"about", "entry", "what", "who", "when"}, .paint = Paint::faint});
  for (const Entry& entry : records.entries) {
    table.rows.push_back({.cells = {subject_of(records, entry),
                                    fmt::format("{}", entry.sequence),
                                    words_of(entry.kind),
                                    entry.by.person,
                                    entry.at}});
  }
  Page page(look);
  page.table(table);
  return page.take();
}

Json json_of_entries(const Register& records) {
  Json list = Json::array();
  for (const Entry& entry : records.entries) {
    list.push_back(json_of_entry(records, entry));
  }
  return {{"entries", list}};
}

std::string show_entry(const Register& records, const Entry& entry, const Look& look) {
  Page page(look);
  page.paragraph(
      fmt::format("Entry {}: {}", entry.sequence, words_of(entry.kind)), 0, Paint::strong);
  page.blank();
  page.labelled("By", kLabelWidth, entry.by.person);
  page.labelled("With key", kLabelWidth, entry.by.key);
  page.labelled("At", kLabelWidth, entry.at);
  page.labelled("Hash", kLabelWidth, to_hex(entry.hash));
  page.labelled("After", kLabelWidth, entry.previous);
  show_what(records, entry, page);
  return page.take();
}

Json json_of_entry(const Register& records, const Entry& entry) {
  Json json = {{"entry", entry.json}, {"hash", to_hex(entry.hash)}};
  if (entry.kind == EntryKind::prepared) {
    const EnteredRun& run = records.ledger.run(entry.sequence);
    json["stage"] = word_for(run.stage);
    json["payable"] = is_payable(run);
    json["decisions"] = run.decisions;
    json["superseded_by"] = run.superseded_by ? Json(*run.superseded_by) : Json();
    json["held"] = json_of(held_of(records.ledger, run), run.prepared.currency);
    json["disputes"] = json_of_disputes_of(records.ledger, run);
  } else if (entry.kind == EntryKind::dispute_opened) {
    const Dispute& dispute = records.ledger.dispute(entry.sequence);
    json["state"] = state_of(dispute);
    json["answered_in"] = dispute.answered_in ? Json(*dispute.answered_in) : Json();
  }
  return json;
}

std::string show_report(const RegisterReport& report,
                        const std::optional<Head>& since,
                        const Look& look) {
  Page page(look);
  const auto count = [](std::size_t number, const char* one, const char* many) {
    return counted(static_cast<std::int64_t>(number), one, many);
  };
  page.paragraph(fmt::format("{}, {}, {}",
                             count(report.head.entries, "entry", "entries"),
                             count(report.documents, "document", "documents"),
                             count(report.signatures, "signature", "signatures")));
  for (const EntryFault& fault : report.faults) {
    const std::string where =
        fault.entry == 0 ? "the register" : fmt::format("entry {}", fault.entry);
    page.paragraph(
        fmt::format("{}, {}: {}", where, fault.field, fault.message), 0, Paint::alarm, 4);
  }
  if (report.faults.empty()) {
    page.paragraph("nothing is wrong", 0, Paint::good);
  }
  if (report.faults.empty() && since) {
    page.paragraph(fmt::format("it begins with the {} of the head that was kept",
                               count(since->entries, "entry", "entries")),
                   0,
                   Paint::good);
  }
  if (!since) {
    page.paragraph(
        "whether its end was cut off, only a head kept earlier can show: --since", 0, Paint::faint);
  }
  return page.take();
}

Json json_of_report(const RegisterReport& report, const std::optional<Head>& since) {
  return {{"register", report.head.register_id},
          {"entries", report.head.entries},
          {"root", to_hex(report.head.root)},
          {"documents", report.documents},
          {"signatures", report.signatures},
          {"since", since ? Json(since->entries) : Json()},
          {"faults", json_of_faults(report)}};
}

}  // namespace outturn
