// A second opinion on milestones: what a rate card pays, in obvious loops, sharing nothing with the
// engine but exact fractions.
#pragma once

#include "support/naive.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace outturn::naive {

struct Stage {
  std::string name;
  std::string kind;  // "start", "event", "clear", "sum", "all_of"
  std::set<std::string> outcomes{};
  std::string from = "start";  // or a stage
  std::string after{};         // a stage, or none
  int length = 0;
  bool in_months = true;
  std::optional<int> proof{};  // in the same unit
  int times = 1;
  bool repeats = false;  // clear: every, not for
  bool ends_when_broken = false;
  bool each = false;               // event: claims as often as its attribute "number" says
  std::int64_t reaches = 0;        // sum of the attribute "number"
  bool asks_for_evidence = false;  // "good" is accepted, "bad" is not
  std::vector<std::string> all_of{};
};

struct Claims {
  std::vector<Stage> stages;
  std::map<std::string, std::map<std::string, DatedValues>> pence;  // by stage, then band
  std::optional<Ratio> ceiling;
  std::vector<std::vector<std::string>> routes;
  std::vector<std::string> besides;
  bool highest = true;  // else first reached
  bool price_as_of_start = false;
  bool clamp = true;
  bool same_day = true;
  bool anniversary = false;
  Day starts_from;
  Day starts_until;
};

// What provider C01 is due for the claims from `first` to `last`, both included, in pence.
Ratio due_for_claims(const Claims& contract,
                     const std::vector<ListedStart>& starts,
                     const std::vector<ListedEvent>& events,
                     const Day& first,
                     const Day& last,
                     const Day& observed_until);

}  // namespace outturn::naive
