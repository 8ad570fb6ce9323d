// Counts that a statement says, against the rows of its evidence. Private to the verify room.
#pragma once

#include "record/json_field.h"
#include "value/ratio.h"
#include "verify/rows.h"
#include "verify/verdict.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace outturn::verify {

// Which rows of the evidence are at hand. Of some of them follows no total, only that it can't be
// less than their part of it.
enum class Seen { all_rows, own_rows };

// `said` against what the rows give: the same, or at least as much where only some were seen.
void compare(
    const JsonField& where, const Ratio& said, const Ratio& found, Seen seen, Findings& findings);

// Counts by class code, as rows give them.
using ByClass = std::map<std::string, std::int64_t, std::less<>>;

// The entries of a list of classes by their code, each `unit` a count. Throws
// InputError(not_a_statement) for a class that is there twice.
std::map<std::string, JsonField> classes_in(const JsonField& list);

// Every class of `list` against `found`. A class that isn't in the list is a fault.
void compare_classes(const JsonField& list,
                     std::string_view unit,
                     const ByClass& found,
                     Seen seen,
                     Findings& findings);

// The starts of one cohort, or of milestones: how many in which class, and of how many people.
class StartCounts {
 public:
  // `json` is an entry of cohorts, or milestones; it must outlive the object.
  explicit StartCounts(const JsonField& json);

  // Counts a row and checks what it says of its class: `counted` without a reason, or `excluded`
  // for one of the classes; and that its day is one of the cohort's.
  void add(const Rows& row, Findings& findings);

  // Compares. Starts under no provider that the contract doesn't list have no rows: that is told.
  void finish(Seen seen, Findings& findings) const;

 private:
  void compare_people(const Ratio& unlisted, Seen seen, Findings& findings) const;

  JsonField json_;
  std::string first_;
  std::string last_;
  std::set<std::string, std::less<>> classes_;
  ByClass starts_;
  std::string person_;
  std::int64_t people_ = 0;
};

// A list of classes added up.
Ratio sum_of_classes(const JsonField& list, std::string_view unit);

// The count of one class, 0 where it isn't in the list.
Ratio count_of_class(const JsonField& list, std::string_view code, std::string_view unit);

}  // namespace outturn::verify
