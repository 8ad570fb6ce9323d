// The figures of a statement for a spreadsheet.
#include "record/csv.h"
#include "report/show.h"
#include "report/words.h"

#include <initializer_list>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kMinorUnits = 100;
constexpr int kPennyPlaces = 2;
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

void add_row(std::string& csv, std::initializer_list<std::string> cells) {
  bool first = true;
  for (const std::string& cell : cells) {
    csv += first ? "" : ",";
    first = false;
    csv::append_field(csv, cell);
  }
  csv += '\n';
}

// Words that a spreadsheet would take for a formula, made words again.
std::string words(const std::string& text) {
  const bool formula = !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
  return (formula ? "'" : "") + printable(text);
}

// Minor units as major ones: exact, with pennies where it is whole pennies.
std::string amount(const Ratio& minor) {
  const Ratio major = minor / kMinorUnits;
  return denominator(minor) == 1 ? to_decimal(major, kPennyPlaces) : to_plain(major);
}

std::string line_number(const RuleView& rule) {
  return rule.line == 0 ? "" : fmt::format("{}", rule.line);
}

class Payments {
 public:
  explicit Payments(const StatementView& statement) : statement_(statement) {
    add_row(csv_,
            {"contract",
             "period",
             "kind",
             "name",
             "title",
             "verdict",
             "share",
             "due",
             "currency",
             "payable",
             "clause",
             "rule_file",
             "rule_line"});
  }

  void add(const LineView& line) {
    add({"line", line.name, line.title, line.verdict, ""}, line.due, line.rule);
  }
  void add(const PayerView& payer) {
    add({"payer", payer.name, payer.name, "", payer.share}, payer.due, rule_of(payer.due));
  }
  void add_total() {
    add({"total",
         "total",
         statement_.reconciliation ? "what the rules come to" : "amount due",
         "",
         ""},
        statement_.total,
        rule_of(statement_.total));
  }

  // What is paid by a re-settlement, and by whom.
  void add_paid_now(const ReconciliationView& again) {
    paid_now_ = true;
    add({"paid now", "total", "paid now", "", ""}, again.due, rule_of(again.due));
    for (const ReconciledPayerView& payer : again.payers) {
      add({"paid now", payer.name, payer.name, "", ""}, payer.due, rule_of(payer.due));
    }
  }
  std::string take() { return std::move(csv_); }

 private:
  struct Payment {
    std::string kind;
    std::string name;
    std::string title;
    std::string verdict;
    std::string share;
  };

  // Of a re-settlement only what is paid now.
  bool is_payable() const {
    return statement_.run.payable && statement_.reconciliation.has_value() == paid_now_;
  }

  const RuleView& rule_of(const DueView& due) const {
    return statement_.workings.at(due.working).rule;
  }

  void add(const Payment& payment, const DueView& due, const RuleView& rule) {
    add_row(csv_,
            {words(statement_.contract.id),
             words(statement_.period.name),
             payment.kind,
             words(payment.name),
             words(payment.title),
             words(payment.verdict),
             words(payment.share),
             amount(due.minor),
             std::string(code_of(statement_.contract.currency)),
             is_payable() ? "yes" : "no",
             words(rule.clause),
             words(rule.file),
             line_number(rule)});
  }

  const StatementView& statement_;
  std::string csv_;
  bool paid_now_ = false;  // the rows that follow
};

std::string operands_of(const StatementView& statement, const WorkingView& working) {
  std::string ids;
  for (const std::size_t operand : working.of) {
    ids += (ids.empty() ? "" : "; ") + statement.workings.at(operand).id;
  }
  return ids;
}

}  // namespace

std::string payments_csv(const StatementView& statement) {
  Payments payments(statement);
  for (const LineView& line : statement.lines) {
    payments.add(line);
  }
  payments.add_total();
  for (const PayerView& payer : statement.payers) {
    payments.add(payer);
  }
  if (statement.reconciliation) {
    payments.add_paid_now(*statement.reconciliation);
  }
  return payments.take();
}

std::string workings_csv(const StatementView& statement) {
  std::string csv;
  add_row(csv,
          {"id",
           "label",
           "operation",
           "of",
           "value",
           "unit",
           "shown",
           "clause",
           "rule_file",
           "rule_line",
           "source"});
  const Words names(statement);
  for (std::size_t i = 0; i < statement.workings.size(); ++i) {
    const WorkingView& working = statement.workings[i];
    add_row(csv,
            {words(working.id),
             words(working.label),
             working.op,
             words(operands_of(statement, working)),
             working.exact,
             words(working.unit),
             working.shown,
             words(working.rule.clause),
             words(working.rule.file),
             line_number(working.rule),
             working.of.empty() ? words(names.formula(i)) : ""});
  }
  return csv;
}

}  // namespace outturn
