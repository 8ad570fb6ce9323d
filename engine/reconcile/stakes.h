// What a statement would come to if some rows of its evidence said something else. Private to the
// reconcile room.
#pragma once

#include "reconcile/reconcile.h"
#include "verify/rows.h"
#include "verify/workings.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn::reconciling {

// The numbers of a row that sums are made of. Without a row nothing is added.
struct RowNumbers {
  std::map<std::string, Ratio, std::less<>> of;
  std::string grade;
};
RowNumbers numbers_of(const verify::Rows& row);

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
