// The columns of an evidence.csv: one table for the rules that mustn't take their names, for who
// writes the file and for who reads it. What each holds: docs/statement.md.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace outturn {

// The first columns of every evidence file, in their order. The breakdowns follow.
inline constexpr std::array<std::string_view, 17> kEvidenceColumns = {
    "cohort",
    "person",
    "index_date",
    "record",
    "class",
    "reason",
    "detail",
    "score",
    "complexity_band",
    "weight",
    "follow_up_ends",
    "proven_by",
    "reoffended",
    "reoffences",
    "severity",
    "grade",
    "events",
};

// What contracts call the breakdown by the bands of the weight table, and its column: the band that
// a person's weight comes from has a column already.
inline constexpr std::string_view kBandBreakdown = "complexity_band";
inline constexpr std::string_view kBandBreakdownColumn = "by_complexity_band";

// With milestones, the last two columns: after the breakdowns.
inline constexpr std::string_view kPatternColumn = "milestone_pattern";
inline constexpr std::string_view kClaimsColumn = "milestone_claims";

// Whether an attribute can't be broken down by, because its column would be there twice.
constexpr bool is_taken_in_evidence(std::string_view attribute) {
  return attribute == kBandBreakdownColumn || attribute == kPatternColumn ||
         attribute == kClaimsColumn ||
         (attribute != kBandBreakdown &&
          std::find(kEvidenceColumns.begin(), kEvidenceColumns.end(), attribute) !=
              kEvidenceColumns.end());
}

}  // namespace outturn
