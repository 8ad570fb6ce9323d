#include "register/disputed.h"

#include "record/csv.h"
#include "record/evidence_columns.h"
#include "record/json_field.h"
#include "register/register.h"
#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

using Of = DisputeSubject::Of;

bool has_rows_of(std::string_view person, std::string_view evidence) {
  constexpr auto kPersonAt = static_cast<std::size_t>(
      std::find(kEvidenceColumns.begin(), kEvidenceColumns.end(), "person") -
      kEvidenceColumns.begin());
  csv::Reader reader(evidence, "the evidence");
  std::vector<csv::Field> row;
  reader.next(row);  // the header
  while (reader.next(row)) {
    if (row.size() > kPersonAt && row[kPersonAt].text == person) {
      return true;
    }
  }
  return false;
}

Objection without_line(const std::string& line, const std::vector<std::string>& lines) {
  return {Reason::not_in_statement,
          "about",
          fmt::format("the statement has no line {}", shown(line)),
          fmt::format("its lines: {}", fmt::join(lines, ", "))};
}

Objection without_person(const std::string& person) {
  return {Reason::not_in_statement,
          "about",
          fmt::format("nobody called {} is in the evidence", shown(person)),
          "who was not read can be missed: dispute the line, or the whole"};
}

// What is paid by a statement: of a re-settlement, the difference.
JsonField paid_by(const JsonField& statement) {
  const auto again = statement.find("reconciliation");
  return again ? again->at("due") : statement.at("total");
}

// `due` is of what is disputed, or what is paid.
std::optional<Objection> objection_to_holding(Money held, const JsonField& due, Currency currency) {
  if (Ratio(held.minor()) <= magnitude(due.at("minor").fraction())) {
    return std::nullopt;
  }
  return Objection{
      Reason::out_of_range,
      "held",
      fmt::format("{} can't be held of {}", to_string(held, currency), due.at("shown").text()),
      "only what is due can be held, whoever pays it"};
}

}  // namespace

std::optional<Objection> objection_to_subject(const RegisterFile& file,
                                              const Prepared& run,
                                              const DisputeOpened& dispute) {
  const std::string name = fmt::format("the statement of entry {}", dispute.entry);
  const Json json = parse_json(document_of(file, run.statement), name);
  const JsonField statement(json, name);
  if (dispute.about.of == Of::person &&
      !has_rows_of(dispute.about.name, document_of(file, run.evidence))) {
    return without_person(dispute.about.name);
  }
  if (dispute.about.of != Of::line) {
    return objection_to_holding(dispute.held, paid_by(statement), run.currency);
  }
  std::vector<std::string> lines;
  for (const JsonField& line : statement.at("lines").list()) {
    lines.push_back(line.at("line").text());
    if (lines.back() == dispute.about.name) {
      const auto of_line = objection_to_holding(dispute.held, line.at("due"), run.currency);
      return of_line ? of_line
                     : objection_to_holding(dispute.held, paid_by(statement), run.currency);
    }
  }
  return without_line(dispute.about.name, lines);
}

std::optional<Objection> objection_to_amount(const Prepared& run, Money amount) {
  if (run.payable || amount == Money()) {
    return std::nullopt;
  }
  return Objection{Reason::wrong_stage,
                   "amount",
                   fmt::format("the statement is a forecast: {} can't be agreed beside it",
                               to_string(amount, run.currency)),
                   "a forecast pays nothing: the final run puts it right"};
}

}  // namespace outturn
