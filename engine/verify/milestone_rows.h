// The rows of people whose milestones are followed. Private to the verify room.
#pragma once

#include "verify/counts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn::verify {

class MilestoneRows {
 public:
  // `milestones` is the statement's.
  explicit MilestoneRows(const JsonField& milestones);

  // Counts a row. The claims of a person must be those of the person's pattern, and so must what
  // the pattern is grouped by, where the evidence has it.
  void add(const Rows& row, Findings& findings);

  // Compares starts, claims and people of stages, and people of patterns.
  void finish(Seen seen, Findings& findings) const;

 private:
  struct Claims {
    std::int64_t now = 0;
    std::int64_t before = 0;
  };
  using ByStage = std::map<std::string, Claims, std::less<>>;

  struct Pattern {
    JsonField json;
    ByStage claims;                               // of one person
    std::vector<std::vector<std::string>> order;  // empty: no price depends on it
    std::int64_t people = 0;                      // in the rows
  };
  struct Stage {
    JsonField json;
    std::int64_t now = 0;
    std::int64_t before = 0;
    std::int64_t people = 0;
    ByClass by_class{};
  };
  // What one row claims.
  struct Claimed {
    ByStage by_stage;
    std::map<std::string, std::string, std::less<>> first_day;  // of a stage that counts
  };

  void read_patterns();
  Claimed read_claims(const Rows& row, Findings& findings);
  void check_pattern(const Rows& row, const Claimed& claimed, Findings& findings);
  void check_claims(const Rows& row,
                    const Pattern& pattern,
                    const Claimed& claimed,
                    Findings& findings) const;
  static void check_order(const Rows& row,
                          const Pattern& pattern,
                          const Claimed& claimed,
                          Findings& findings);
  void compare_stage(const Stage& stage, Seen seen, Findings& findings) const;

  JsonField milestones_;
  StartCounts starts_;
  std::map<std::string, Stage, std::less<>> stages_;
  std::map<std::string, Pattern, std::less<>> patterns_;
  bool with_before_ = false;  // whether earlier claims make a difference to any pattern
};

}  // namespace outturn::verify
