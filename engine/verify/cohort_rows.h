// The rows of one cohort: what each says in itself, and what they add up to. Private to the verify
// room.
#pragma once

#include "verify/counts.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::verify {

class CohortRows {
 public:
  // `cohort` is an entry of cohorts and `breakdown` the list of that name.
  CohortRows(const JsonField& cohort, const JsonField& breakdown);

  // Counts a row of this cohort. Its counts must follow from its events, and the class of each
  // event from its days; what isn't measured must be blank.
  void add(const Rows& row, Findings& findings);

  // Compares starts, people, events by class and the breakdown with what the statement says.
  void finish(Seen seen, Findings& findings) const;

 private:
  // What a breakdown says of one value.
  struct Tally {
    Ratio people = 0;
    Ratio reoffenders = 0;
    Ratio reoffences = 0;
    Ratio weight = 0;
    Ratio weighted_reoffenders = 0;
  };
  using Key = std::pair<std::string, std::string>;  // attribute, value

  void check_blank(const Rows& row, Findings& findings) const;
  void add_events(const Rows& row, Findings& findings);
  void add_to_breakdown(const Rows& row);
  std::map<Key, JsonField> said_of_breakdown() const;
  void compare_breakdown(Seen seen, Findings& findings) const;

  JsonField cohort_;
  JsonField breakdown_;
  StartCounts starts_;
  ByClass events_;
  std::map<Key, Tally> tallies_;
};

}  // namespace outturn::verify
