#include "reconcile/show.h"

#include "value/counted.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::size_t kIndent = 2;

std::string amount(const Ratio& minor, Currency currency) {
  const std::string text = to_string(Amount::of_minor(minor), currency);
  return minor > 0 ? "+" + text : text;
}

std::string words_of(const Stake& stake, Currency currency) {
  if (!stake.minor) {
    return "no amount: " + stake.why_not;
  }
  return amount(*stake.minor, currency) +
         (stake.turns_a_condition
              ? " by the rules applied here; a condition turns, so only settling again tells"
              : "");
}

std::string days(const std::vector<std::string>& offences) {
  return offences.empty() ? "none" : fmt::format("{}", fmt::join(offences, ", "));
}

void add_counts(const Reconciliation& found, Page& page) {
  Table table;
  table.columns = {Align::left, Align::right};
  for (std::size_t i = 0; i < kAgreed; ++i) {
    const auto agreed = static_cast<Agreed>(i);
    const auto count = found.counts.find(agreed);
    if (count != found.counts.end()) {
      Table::Row row;
      row.cells = {std::string(sentence_of(agreed)), fmt::format("{}", count->second)};
      table.rows.push_back(row);
    }
  }
  page.table(table);
}

void add_start(const StartFinding& finding, Currency currency, Page& page) {
  page.blank();
  page.paragraph(
      fmt::format(
          "{}, {}: {}", finding.start.first, finding.start.second, sentence_of(finding.agreed)),
      0,
      Paint::strong);
  if (!finding.reason.empty()) {
    page.paragraph("they left it out as " + finding.reason, kIndent);
  } else if (finding.agreed != Agreed::only_we_know) {
    page.paragraph("they count: " + days(finding.theirs), kIndent);
  }
  if (finding.agreed != Agreed::only_they_count) {
    page.paragraph("we count: " + days(finding.ours), kIndent);
  }
  page.paragraph("at stake: " + words_of(finding.stake, currency), kIndent);
}

Json json_of(const Stake& stake, Currency currency) {
  return {{"minor", stake.minor ? Json(to_fraction(*stake.minor)) : Json()},
          {"shown", stake.minor ? Json(amount(*stake.minor, currency)) : Json()},
          {"why_not", stake.minor ? Json() : Json(stake.why_not)},
          {"turns_a_condition", stake.turns_a_condition}};
}

}  // namespace

std::string show_reconciliation(const Reconciliation& found, const Look& look) {
  Page page(look);
  add_counts(found, page);
  for (const StartFinding& finding : found.starts) {
    if (finding.agreed != Agreed::agreed) {
      add_start(finding, found.currency, page);
    }
  }
  const auto all = static_cast<std::int64_t>(found.starts.size());
  page.blank();
  page.paragraph(fmt::format("{} compared. At stake in all, where it can be told: {}",
                             counted(all, "start", "starts"),
                             words_of(found.all, found.currency)));
  return page.take();
}

Json reconciliation_json(const Reconciliation& found) {
  Json starts = Json::array();
  for (const StartFinding& finding : found.starts) {
    starts.push_back(
        {{"person", finding.start.first},
         {"index_date", finding.start.second},
         {"found", code_of(finding.agreed)},
         {"theirs", finding.theirs},
         {"ours", finding.ours},
         {"reason", finding.reason.empty() ? Json() : Json(finding.reason)},
         {"at_stake",
          finding.agreed == Agreed::agreed ? Json() : json_of(finding.stake, found.currency)}});
  }
  return {{"starts", starts}, {"at_stake", json_of(found.all, found.currency)}};
}

}  // namespace outturn
