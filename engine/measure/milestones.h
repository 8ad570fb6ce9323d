// People and events -> the stages that each person reached, and how many people have reached which.
//
// Measuring knows no prices: it says how many people share one pattern of claims, and pricing turns
// each pattern into money. A claim belongs to the period that contains its day, so it is paid once,
// and no settlement needs to remember another. Which day: docs/measures.md.
#pragma once

#include "measure/measure.h"
#include "rules/contract.h"
#include "value/period.h"

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// The name of the people in the evidence.
inline constexpr const char* kMilestoneCohort = "milestones";

// Whom to follow, and what of their claims makes a difference.
struct MilestoneSpec {
  std::string provider;
  Date first;                    // of starts
  Date last;                     // of starts, included
  Period period;                 // settled; claims before it were settled in earlier ones
  std::vector<Date> price_days;  // rising: the days from which prices may differ
  bool with_history = false;     // whether earlier claims bear on what this period pays
  bool with_order = false;       // whether it matters which stage was reached first
  // The last day on which the data would have seen an event of these people; nothing: none is
  // known.
  std::optional<Date> observed_until;

  // The day that stands for all days on which the same prices hold: the last of price_days that
  // isn't after `day`; `day` itself when it lies before them all.
  Date price_day(Date day) const;
};

// How often a person claimed a stage at the prices of one day.
struct PatternClaims {
  std::size_t stage;    // in MilestonesRule::stages
  Date price_day;       // MilestoneSpec::price_day of the day by which the price is looked up
  std::int64_t before;  // in earlier periods; 0 without history
  std::int64_t now;     // in this period

  friend auto operator<=>(const PatternClaims&, const PatternClaims&) = default;
};

// What is paid for one person: people of one pattern are paid alike. Empty for a person without a
// claim in this period.
struct Pattern {
  std::vector<std::string> group;                 // the values of group_by
  std::vector<PatternClaims> claims;              // by stage, then price day
  std::vector<std::vector<std::size_t>> order{};  // stages by the day first reached; those of one
                                                  // day together; empty unless asked for

  friend auto operator<=>(const Pattern&, const Pattern&) = default;
};

// Whom a pattern is shared by, and what evidence, workings and statement call it: the empty one 0,
// the others 1, 2, ... in their order.
struct PatternShare {
  std::int64_t number = 0;
  std::int64_t people = 0;
};

struct StageTally {
  std::int64_t now = 0;         // claims in this period
  std::int64_t before = 0;      // in earlier ones
  std::int64_t people_now = 0;  // people with a claim in this period
  std::array<std::int64_t, kClaimClasses> by_class{};
};

struct MeasuredMilestones {
  MilestoneSpec spec;
  std::map<Pattern, PatternShare> patterns;
  std::vector<StageTally> stages;  // as in the rule
  std::array<std::int64_t, kPersonClasses> starts_by_class{};
  std::int64_t people_seen = 0;
  std::vector<EvidenceRow> evidence;  // by person, then index date
  std::string data_sha256;            // of every row read, in order of person

  std::int64_t people() const;  // followed: counted starts, one a person
};

// Follows everybody's claims up to the last day of the period. `contract` must have milestones.
// Throws InputError with every problem met: an outcome that no stage reads and other_events doesn't
// name, evidence in neither list, an attribute that should be a whole number and isn't.
MeasuredMilestones measure_milestones(const Contract& contract,
                                      CaseSource& cases,
                                      const MilestoneSpec& spec);

}  // namespace outturn
