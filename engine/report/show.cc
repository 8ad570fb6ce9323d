#include "report/show.h"

#include "report/show_milestones.h"
#include "report/show_people.h"
#include "report/show_reconciliation.h"
#include "report/words.h"
#include "value/problem.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kLabelWidth = 14;
constexpr std::size_t kIndent = 2;

bool is_negative(const DueView& due) {
  return due.minor < 0;
}

Paint paint_of(const DueView& due) {
  return is_negative(due) ? Paint::alarm : Paint::strong;
}

// --- the head: who, what, when, how much ---

std::string verb_of(const DueView& total) {
  if (total.minor == 0) {
    return "NOTHING IS DUE";
  }
  return is_negative(total) ? "AMOUNT DUE FROM THE PROVIDER" : "AMOUNT DUE TO THE PROVIDER";
}

void add_amount(const StatementView& statement, Page& page) {
  const DueView& due = statement.paid();
  const std::string amount = without_sign(due.shown);
  if (statement.run.payable) {
    page.split(verb_of(due), amount, Paint::good);
    page.paragraph("Final: " + statement.run.reason + ".", kIndent);
    if (statement.reconciliation) {
      page.paragraph(
          fmt::format("Settled again ({}): the period comes to {}, and {} counts as paid; "
                      "this is the difference.",
                      statement.reconciliation->run,
                      statement.reconciliation->owed.shown,
                      statement.reconciliation->before.shown),
          kIndent);
    }
    return;
  }
  page.split("INTERIM: NOT PAYABLE", "", Paint::alarm);
  page.paragraph("Because " + statement.run.reason + ".", kIndent);
  page.split("It would be: " + verb_of(due), amount, Paint::plain, kIndent);
}

void add_warnings(const StatementView& statement, EvidenceCheck evidence, Page& page) {
  if (evidence == EvidenceCheck::differs) {
    page.blank();
    page.paragraph("EVIDENCE CHANGED: the file " + statement.evidence.file +
                       " beside this statement isn't the one that it was made with. Don't rely on "
                       "either before you know why.",
                   0,
                   Paint::alarm);
  }
  if (!statement.illustrative.empty()) {
    page.blank();
    page.paragraph("ILLUSTRATIVE: this is not a settlement of a real contract", 0, Paint::warning);
    for (const std::string& reason : statement.illustrative) {
      page.prefixed("  - ", "    ", reason);
    }
  }
}

// "2013/14: 2013-07-01 until 2014-06-30"; a period without another name is just its days.
std::string period_words(const StatementView::Period& period) {
  const std::string days = fmt::format("{} until {}", period.first, period.last);
  return period.name == period.first + ".." + period.last
             ? days
             : fmt::format("{}: {}", period.name, days);
}

// A contract may hold its rules itself, and follow no tariff.
void add_terms(const StatementView::Contract& contract, Page& page) {
  const std::string term = fmt::format("{} until {}", contract.from, contract.until);
  if (contract.tariff.empty()) {
    page.labelled("Term", kLabelWidth, term);
  } else {
    page.labelled(
        "Tariff", kLabelWidth, fmt::format("{}, in a contract from {}", contract.tariff, term));
  }
}

void add_head(const StatementView& statement, EvidenceCheck evidence, Page& page) {
  const auto& contract = statement.contract;
  page.rule();
  page.paragraph(contract.title, 0, Paint::strong);
  page.rule();
  page.labelled("Contract", kLabelWidth, contract.id);
  page.labelled("Commissioner", kLabelWidth, contract.commissioner);
  page.labelled("Provider",
                kLabelWidth,
                contract.provider_code.empty()
                    ? contract.provider
                    : fmt::format("{} ({})", contract.provider, contract.provider_code));
  page.labelled("Period", kLabelWidth, period_words(statement.period));
  add_terms(contract, page);
  page.blank();
  add_amount(statement, page);
  add_warnings(statement, evidence, page);
}

// --- lines ---

void add_bounds(const StatementView& statement, const std::vector<BoundView>& bounds, Page& page) {
  for (const BoundView& bound : bounds) {
    const std::string words = bound_words(statement, bound);
    if (words.empty()) {
      continue;
    }
    const std::string where = citation(statement.workings.at(bound.applied).rule);
    page.paragraph(fmt::format("{}{}{}.", words, where.empty() ? "" : ": ", where),
                   kIndent,
                   bound.bit ? Paint::warning : Paint::plain);
  }
}

// What a line without a comparison reads instead.
void add_measure(const StatementView& statement, const LineView& line, Page& page) {
  if (!line.measure) {
    return;
  }
  const WorkingView& measure = statement.workings.at(*line.measure);
  page.paragraph(fmt::format("Measured: {} ({}).", figure_words(measure), measure.label),
                 kIndent,
                 Paint::plain,
                 kIndent);
}

void add_line(const StatementView& statement, const LineView& line, Page& page) {
  page.split(line.title, line.due.shown, paint_of(line.due));
  const std::string rule = citation(line.rule);
  page.paragraph(
      fmt::format("{}{}[{}]", rule, rule.empty() ? "" : " ", line.name), kIndent, Paint::faint);
  add_measure(statement, line, page);
  for (const std::string& sentence : line.why) {
    page.paragraph(sentence, kIndent, Paint::plain, kIndent);
  }
  const std::string reason = line.verdict.empty() ? reason_without_verdict(line) : "";
  if (!reason.empty()) {
    page.paragraph(reason, kIndent);
  }
  if (line.termination_reached) {
    page.paragraph(
        "The rate at which this contract may be terminated is reached.", kIndent, Paint::alarm);
  }
  add_bounds(statement, line.bounds, page);
}

void add_lines(const StatementView& statement, Page& page) {
  page.heading("PAYMENT LINES");
  bool first = true;
  for (const LineView& line : statement.lines) {
    if (!first) {
      page.blank();
    }
    first = false;
    add_line(statement, line, page);
  }
  page.rule();
  add_bounds(statement, statement.total_bounds, page);
  page.split("TOTAL", statement.total.shown, paint_of(statement.total));
}

// --- payers ---

// What a payer's share comes to before it is cut to whole pennies, where that isn't what is paid.
std::string rounding_note(const StatementView& statement, const PayerView& payer) {
  const WorkingView* share = statement.find_working("payer_share." + payer.name);
  if (share == nullptr || share->value * statement.total.minor == payer.due.minor) {
    return "";
  }
  const auto exact = Amount::of_minor(share->value * statement.total.minor);
  return fmt::format("{} before rounding", to_string(exact, statement.contract.currency));
}

// Who takes what the others' whole pennies leave, where they leave any.
void add_odd_pennies(const StatementView& statement, Page& page) {
  const bool any =
      std::any_of(statement.payers.begin(), statement.payers.end(), [&](const PayerView& payer) {
        return !rounding_note(statement, payer).empty();
      });
  if (!any) {
    return;
  }
  for (const PayerView& payer : statement.payers) {
    const WorkingView& due = statement.workings.at(payer.due.working);
    if (due.op == "subtract") {
      page.paragraph(fmt::format("{}: {}.", payer.name, due.label), 0, Paint::faint);
    }
  }
}

// What a payer gets is what it bears with the other sign.
std::string given_back(const DueView& due) {
  return due.minor > 0 ? "-" + due.shown : without_sign(due.shown);
}

void add_payers(const StatementView& statement, Page& page) {
  const bool back = is_negative(statement.total);
  page.heading(statement.reconciliation ? "WHO BEARS THE TOTAL"
               : back                   ? "WHO GETS IT BACK"
                                        : "WHO PAYS");
  Table table{{Align::left, Align::right, Align::right, Align::right}, {}, 0};
  for (const PayerView& payer : statement.payers) {
    table.rows.push_back(
        {{payer.name,
          back ? without_sign(rounding_note(statement, payer)) : rounding_note(statement, payer),
          payer.share,
          back ? given_back(payer.due) : payer.due.shown}});
  }
  page.table(table);
  add_odd_pennies(statement, page);
}

// --- what it rests on ---

std::string check_words(EvidenceCheck evidence) {
  switch (evidence) {
    case EvidenceCheck::matches:
      return "matches";
    case EvidenceCheck::differs:
      return "DIFFERS";
    case EvidenceCheck::missing:
      return "not here";
  }
  throw Defect("unknown check");
}

void add_pins(const StatementView& statement, EvidenceCheck evidence, Page& page) {
  page.heading("WHAT THIS RESTS ON");
  Table table{{Align::left, Align::left, Align::left}, {}, 0};
  const auto add = [&](std::string what, std::string file, std::string digest, std::string note) {
    table.rows.push_back({{fmt::format("{} {}", what, file), std::move(note), std::move(digest)}});
  };
  table.rows.push_back({{"engine outturn " + statement.engine, "", "SHA-256"}});
  for (const RuleFileView& file : statement.rules) {
    add("rules", file.file, short_digest(file.sha256), "");
  }
  for (const FigureSetView& set : statement.figures) {
    add("figures",
        fmt::format("{} of {}, version {}", set.name, set.supplied_by, set.version),
        short_digest(set.sha256),
        set.status);
  }
  for (const BatchView& batch : statement.batches) {
    add(fmt::format("data, batch {}:", batch.number),
        batch.source,
        short_digest(batch.sha256),
        "seen until " + batch.observed_until);
  }
  for (const EarlierView& earlier : statement.earlier) {
    add("statement of",
        fmt::format("{} {}", earlier.contract, earlier.period),
        short_digest(earlier.sha256),
        "");
  }
  add(fmt::format("evidence, {}:", counted(statement.evidence.rows, "row", "rows")),
      statement.evidence.file,
      short_digest(statement.evidence.sha256),
      check_words(evidence));
  page.table(table);
}

void add_next(const StatementView& statement, const std::string& path, Page& page) {
  page.heading("WHERE TO LOOK NEXT");
  for (const LineView& line : statement.lines) {
    page.verbatim(fmt::format("outturn explain {} {}", path, line.name), kIndent);
  }
  page.verbatim(fmt::format("outturn explain {} total", path), kIndent);
  if (!statement.cohorts.empty()) {
    page.verbatim(fmt::format("outturn explain {} --person ID", path), kIndent);
  }
  page.verbatim(fmt::format("outturn show --workings {}", path), kIndent);
}

}  // namespace

std::string show_statement(const StatementView& statement,
                           EvidenceCheck evidence,
                           const std::string& path,
                           const Look& look) {
  Page page(look);
  add_head(statement, evidence, page);
  showing::add_reconciliation(statement, page);
  add_lines(statement, page);
  add_payers(statement, page);
  showing::add_people(statement, page);
  showing::add_milestones(statement, page);
  showing::add_breakdown(statement, page);
  add_pins(statement, evidence, page);
  add_next(statement, path, page);
  return page.take();
}

std::string show_workings(const StatementView& statement, const Look& look) {
  const Words words(statement);
  Page page(look);
  page.paragraph(fmt::format("{} ({}, {}): workings",
                             statement.contract.title,
                             statement.contract.id,
                             statement.period.name),
                 0,
                 Paint::strong);
  page.rule();
  for (std::size_t i = 0; i < statement.workings.size(); ++i) {
    const WorkingView& working = statement.workings[i];
    page.split(working.id, working.shown, Paint::strong);
    page.paragraph(words.listed_as(i), kIndent);
    if (const std::string formula = words.formula(i); !formula.empty()) {
      page.paragraph(formula, kIndent, Paint::plain, kIndent);
    }
    for (const std::string& band : words.band_lines(i)) {
      page.paragraph(band, 2 * kIndent);
    }
    const std::string exact = exact_words(statement, working, working.exact.size());
    if (!exact.empty()) {
      page.paragraph(exact, kIndent);
    }
    if (const std::string rule = citation(working.rule); !rule.empty()) {
      page.paragraph(rule, kIndent, Paint::faint);
    }
  }
  return page.take();
}

}  // namespace outturn
