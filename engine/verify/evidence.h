// What the rows of the evidence come to, in one pass. Private to the verify room.
#pragma once

#include "verify/cohort_rows.h"
#include "verify/document.h"
#include "verify/milestone_rows.h"
#include "verify/sums.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace outturn::verify {

class Evidence {
 public:
  // `statement` must outlive the object. Throws InputError(not_a_statement) where it can't be read.
  Evidence(const JsonField& statement, Seen seen);

  // Reads every row, and finds what a row says wrongly in itself: its class, its order, its counts.
  // Throws InputError where the file can't be read.
  void read(const File& file, Findings& findings);

  // Compares every count of people, starts, events and claims with what the statement says.
  void finish(Findings& findings) const;

  Seen seen() const { return seen_; }
  std::int64_t rows() const { return rows_; }
  bool knows(std::string_view cohort) const;
  Ratio sum(const SumAsked& asked) const { return sums_.sum(asked); }

 private:
  void check_order(const Rows& row, Findings& findings);
  void add(const Rows& row, Findings& findings);

  Seen seen_;
  std::map<std::string, CohortRows, std::less<>> cohorts_;
  std::string milestones_name_;
  std::optional<MilestoneRows> milestones_;
  Sums sums_;
  std::int64_t rows_ = 0;
  std::set<std::string, std::less<>> closed_;  // cohorts whose rows have been
  std::string cohort_;                         // of the row before
  std::pair<std::string, std::string> last_;   // its person and day
};

// What a working of op `evidence` asks for.
SumAsked sum_asked(const JsonField& working);

}  // namespace outturn::verify
