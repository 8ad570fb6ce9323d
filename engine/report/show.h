// A statement for a person on a terminal, and its figures for a spreadsheet.
#pragma once

#include "report/statement_view.h"
#include "text/page.h"

#include <string>

namespace outturn {

// What became of the evidence file that the statement names.
enum class EvidenceCheck {
  matches,  // its digest is the one in the statement
  differs,
  missing,
};

// The whole statement: amount due, lines and why, who pays, who was counted, what it rests on.
// `path` is how the reader called the statement, for the commands suggested at the end.
std::string show_statement(const StatementView& statement,
                           EvidenceCheck evidence,
                           const std::string& path,
                           const Look& look);

// Every working with its formula, exact value and rule, in the order in which they were made.
std::string show_workings(const StatementView& statement, const Look& look);

// Lines, total and payers as CSV: contract, period, kind (line, total, payer), name, title,
// verdict, share, due (exact, in major units), currency, payable, clause, rule_file, rule_line.
// Names that a spreadsheet would run as a formula get an apostrophe before them.
std::string payments_csv(const StatementView& statement);

// Workings as CSV: id, label, operation, of, value, unit, shown, clause, rule_file, rule_line,
// source. The source of what follows from no other working: the evidence's columns, who supplied
// it, which earlier statement it is from.
std::string workings_csv(const StatementView& statement);

}  // namespace outturn
