// What an auditor's findings amount to: how many rows are wrong, by how much, and what that says of
// all rows. How each figure is made: docs/audit.md.
#pragma once

#include "audit/form.h"
#include "audit/interval.h"
#include "audit/sample.h"
#include "value/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// A row that is wrong.
struct RowError {
  StartKey start;
  std::size_t stratum = 0;
  std::optional<std::int64_t> stated;  // reoffences; nothing for a row that was left out
  Answer found;
  Stake change;  // what the total would change by if this row alone were as found
};

struct StratumResult {
  Stratum stratum;
  std::int64_t wrong = 0;
  Ratio gross;  // minor units: the changes without their signs, added up
  Ratio net;    // and with them
};

struct AuditResult {
  Sample sample;
  Currency currency = Currency::gbp;
  Ratio total;                        // minor units, as stated
  std::vector<StratumResult> strata;  // as in the sample
  std::vector<RowError> errors;       // as drawn
  std::int64_t untold = 0;            // errors whose amount can't be told; not in gross and net
  Interval wrong_in_all;              // for the proportion of all rows that are wrong
  Stake together;  // what the total would change by if every row that is told were as found

  std::int64_t wrong() const { return static_cast<std::int64_t>(errors.size()); }
  Ratio gross() const;
  Ratio net() const;

  // Gross and net error brought to all rows: of each stratum its error a checked row times its
  // rows, added up. Minor units, exact.
  Ratio gross_of_all() const;
  Ratio net_of_all() const;
};

// Judges the answers to a sample of this statement. A row is wrong when it is counted and isn't in
// the cohort as found, or has another number of reoffences; and when it was left out and is in the
// cohort. The interval is Clopper and Pearson's at 95%; of several strata, each one's at a
// confidence that lets all hold together at 95% (1 - 1/20 shared among them), weighed by their
// rows. A stratum that was checked whole is known, and takes no part in that.
AuditResult audit_result(const std::string& statement,
                         const Sample& sample,
                         const std::vector<Answer>& answers);

}  // namespace outturn
