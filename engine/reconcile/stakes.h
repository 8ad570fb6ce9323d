// What a statement would come to if some rows of its evidence said something else: by a provider's
// own records, or by what an auditor found.
#pragma once

#include "reconcile/reconcile.h"
#include "verify/rows.h"
#include "verify/workings.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::reconciling {

// The numbers of a row that sums are made of. Without a row nothing is added.
struct RowNumbers {
  std::map<std::string, Ratio, std::less<>> of;
  std::string grade;
};
RowNumbers numbers_of(const verify::Rows& row);

// The row as it would be with so many reoffences that count. Without any, also its severity and
// grade; how serious others are than those of the evidence, see Stakes::reads_severity.
RowNumbers with_offences(RowNumbers row, std::size_t offences);

inline constexpr std::string_view kNoSeverity =
    "how serious an offence is that isn't in the evidence, the statement can't say";

// One start, as it is counted and as it would be; nothing: not counted at all.
struct Change {
  std::optional<RowNumbers> now;
  std::optional<RowNumbers> then;
};

class Stakes {
 public:
  // `statement` must outlive the object.
  Stakes(const JsonField& statement, std::string cohort);

  // What the total would change by with these changes made together.
  Stake of(const std::vector<const Change*>& changes) const;

  // Whether severity or grades are added up for the cohort: of an offence that isn't in the
  // evidence neither is known.
  bool reads_severity() const { return reads_severity_; }

 private:
  Ratio added(const verify::Working& working, const std::vector<const Change*>& changes) const;

  verify::Workings workings_;
  std::string cohort_;
  std::size_t total_;
  bool reads_severity_ = false;
};

}  // namespace outturn::reconciling
