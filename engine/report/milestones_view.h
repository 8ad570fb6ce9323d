// The milestones of a statement, as written down.
#pragma once

#include "report/class_view.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

struct StageView {
  std::string name;
  std::int64_t claims = 0;         // in this period
  std::int64_t claims_before = 0;  // in earlier ones
  std::int64_t people = 0;         // with a claim in this period
  std::vector<ClassView> claims_by_class;
};

// People who are paid for alike.
struct PatternView {
  struct Claims {
    std::string stage;
    std::string price_day;
    std::int64_t claims = 0;
    std::int64_t claims_before = 0;
  };
  std::string number;
  std::int64_t people = 0;
  std::vector<std::string> group;  // "band = high"
  std::vector<Claims> claims;
};

struct MilestonesView {
  std::string name;
  std::string provider;
  std::string first;
  std::string last;  // included
  std::int64_t people = 0;
  std::int64_t starts = 0;
  std::int64_t followed = 0;
  std::vector<ClassView> starts_by_class;
  std::vector<StageView> stages;
  std::vector<PatternView> patterns;
  std::string data_sha256;

  // The sentence for a class of claims, or an empty text.
  std::string_view meaning_of_claim(std::string_view code) const;
};

// Reads the field `milestones`; throws as read_statement does.
MilestonesView milestones_of(const JsonField& json);

}  // namespace outturn
