#include "report/differences.h"
#include "report/figures.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::string_view kAbsent = "-";

std::string name_of(const StatementView& statement) {
  return fmt::format("{} {}, {}", statement.contract.id, statement.period.name, statement.run.kind);
}

// Amounts of two currencies have no difference.
bool have_difference(const StatementView& a, const StatementView& b) {
  return a.contract.currency == b.contract.currency;
}

std::string money(const Ratio& minor, Currency currency) {
  const std::string text = figure_of(minor, "amount", currency).value();
  return minor > 0 ? "+" + text : text;
}

Table::Row row_of(const AmountPair& pair, const StatementView& a, const StatementView& b) {
  const Ratio difference = pair.difference();
  Table::Row row;
  row.cells = {pair.name,
               pair.a ? pair.a->shown : std::string(kAbsent),
               pair.b ? pair.b->shown : std::string(kAbsent),
               have_difference(a, b) ? money(difference, a.contract.currency) : ""};
  if (difference == 0) {
    row.paint = Paint::faint;
  }
  return row;
}

void add_amounts(const StatementView& a,
                 const StatementView& b,
                 const Differences& differences,
                 Page& page) {
  Table table;
  table.columns = {Align::left, Align::right, Align::right, Align::right};
  Table::Row head;
  head.cells = {"", "A", "B", have_difference(a, b) ? "B - A" : ""};
  head.paint = Paint::faint;
  table.rows.push_back(head);
  for (const AmountPair& pair : differences.lines) {
    table.rows.push_back(row_of(pair, a, b));
  }
  Table::Row total = row_of(differences.total, a, b);
  total.ruled = true;
  total.paint = Paint::strong;
  table.rows.push_back(total);
  for (const AmountPair& pair : differences.payers) {
    table.rows.push_back(row_of(pair, a, b));
  }
  page.table(table);
}

void add_pair(const std::string& what,
              const std::optional<std::string>& a,
              const std::optional<std::string>& b,
              Page& page) {
  page.paragraph(what, kIndent);
  page.prefixed("    A  ", "       ", a.value_or(std::string(kAbsent)));
  page.prefixed("    B  ", "       ", b.value_or(std::string(kAbsent)));
}

void add_texts(std::string_view title, const std::vector<TextDifference>& texts, Page& page) {
  if (texts.empty()) {
    return;
  }
  page.heading(title);
  for (const TextDifference& text : texts) {
    add_pair(text.what, text.a, text.b, page);
  }
}

// First what the others follow from.
void add_workings(const std::vector<WorkingDifference>& workings, Page& page) {
  if (workings.empty()) {
    return;
  }
  page.heading("WORKINGS THAT DIFFER BY THEMSELVES");
  for (const WorkingDifference& working : workings) {
    if (working.is_cause) {
      add_pair(fmt::format("{}: {}", working.id, working.label), working.a, working.b, page);
    }
  }
  const auto followers = std::count_if(
      workings.begin(), workings.end(), [](const auto& working) { return !working.is_cause; });
  if (followers > 0) {
    page.blank();
    page.paragraph(fmt::format("{} more differ because of these: --json lists them", followers),
                   kIndent,
                   Paint::faint);
  }
}

// --- for programs ---

Json text_or_nothing(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json();
}

Json json_of(const std::vector<TextDifference>& texts) {
  Json list = Json::array();
  for (const TextDifference& text : texts) {
    list.push_back(
        {{"what", text.what}, {"a", text_or_nothing(text.a)}, {"b", text_or_nothing(text.b)}});
  }
  return list;
}

Json json_of(const std::optional<DueView>& due) {
  return due ? Json{{"minor", to_fraction(due->minor)}, {"shown", due->shown}} : Json();
}

Json json_of(const AmountPair& pair, bool has_difference) {
  return {{"name", pair.name},
          {"a", json_of(pair.a)},
          {"b", json_of(pair.b)},
          {"difference", has_difference ? Json(to_fraction(pair.difference())) : Json()}};
}

Json json_of(const std::vector<AmountPair>& pairs, bool has_difference) {
  Json list = Json::array();
  for (const AmountPair& pair : pairs) {
    list.push_back(json_of(pair, has_difference));
  }
  return list;
}

Json json_of(const std::vector<WorkingDifference>& workings) {
  Json list = Json::array();
  for (const WorkingDifference& working : workings) {
    list.push_back({{"id", working.id},
                    {"label", working.label},
                    {"a", text_or_nothing(working.a)},
                    {"b", text_or_nothing(working.b)},
                    {"is_cause", working.is_cause}});
  }
  return list;
}

}  // namespace

std::string show_differences(const StatementView& a,
                             const StatementView& b,
                             const Differences& differences,
                             const Look& look) {
  Page page(look);
  page.labelled("A", 3, name_of(a));
  page.labelled("B", 3, name_of(b));
  page.blank();
  if (differences.empty()) {
    page.paragraph("They say the same.", 0, Paint::good);
    return page.take();
  }
  add_amounts(a, b, differences, page);
  add_texts("OF ANOTHER RUN", differences.head, page);
  add_texts("RULES AND EARLIER STATEMENTS, BY SHA-256", differences.rules, page);
  add_texts("DATA, BY SHA-256", differences.data, page);
  add_texts("COUNTS", differences.counts, page);
  add_workings(differences.workings, page);
  return page.take();
}

Json differences_json(const StatementView& a,
                      const StatementView& b,
                      const Differences& differences) {
  const bool has_difference = have_difference(a, b);
  return {{"same", differences.empty()},
          {"lines", json_of(differences.lines, has_difference)},
          {"total", json_of(differences.total, has_difference)},
          {"payers", json_of(differences.payers, has_difference)},
          {"head", json_of(differences.head)},
          {"rules", json_of(differences.rules)},
          {"data", json_of(differences.data)},
          {"counts", json_of(differences.counts)},
          {"workings", json_of(differences.workings)}};
}

}  // namespace outturn
