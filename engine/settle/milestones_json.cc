#include "settle/milestones_json.h"

#include "settle/statement_parts.h"

#include <numeric>
#include <string_view>

#include <fmt/format.h>

namespace outturn {
namespace {

std::string count_text(std::int64_t count) {
  return fmt::format("{}", count);
}

Json stages_of(const MeasuredMilestones& measured, const MilestonesRule& rule) {
  Json list = Json::array();
  for (std::size_t i = 0; i < measured.stages.size(); ++i) {
    const StageTally& stage = measured.stages[i];
    list.push_back(
        {{"stage", rule.stages[i].name},
         {"claims", count_text(stage.now)},
         {"claims_before", count_text(stage.before)},
         {"people", count_text(stage.people_now)},
         {"claims_by_class", json_of_classes(stage.by_class, all_claim_classes(), "claims")}});
  }
  return list;
}

Json claims_of(const Pattern& pattern, const MilestonesRule& rule) {
  Json list = Json::array();
  for (const PatternClaims& claims : pattern.claims) {
    list.push_back({{"stage", rule.stages[claims.stage].name},
                    {"price_day", to_string(claims.price_day)},
                    {"claims", count_text(claims.now)},
                    {"claims_before", count_text(claims.before)}});
  }
  return list;
}

Json order_of(const Pattern& pattern, const MilestonesRule& rule) {
  Json list = Json::array();
  for (const std::vector<std::size_t>& day : pattern.order) {
    Json stages = Json::array();
    for (const std::size_t stage : day) {
      stages.push_back(rule.stages[stage].name);
    }
    list.push_back(std::move(stages));
  }
  return list;
}

Json group_of(const Pattern& pattern, const MilestonesRule& rule) {
  Json list = Json::array();
  for (std::size_t i = 0; i < pattern.group.size(); ++i) {
    list.push_back({{"by", rule.group_by[i]}, {"value", pattern.group[i]}});
  }
  return list;
}

Json patterns_of(const MeasuredMilestones& measured, const MilestonesRule& rule) {
  Json list = Json::array();
  for (const auto& [pattern, share] : measured.patterns) {
    list.push_back({{"pattern", count_text(share.number)},
                    {"people", count_text(share.people)},
                    {"group", group_of(pattern, rule)},
                    {"claims", claims_of(pattern, rule)},
                    {"order", order_of(pattern, rule)}});
  }
  return list;
}

template <std::size_t N>
std::int64_t sum_of(const std::array<std::int64_t, N>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

}  // namespace

Json json_of_milestones(const MeasuredMilestones& measured, const MilestonesRule& rule) {
  return {{"name", kMilestoneCohort},
          {"provider", measured.spec.provider},
          {"first", to_string(measured.spec.first)},
          {"last", to_string(measured.spec.last)},
          {"people", count_text(measured.people_seen)},
          {"starts", count_text(sum_of(measured.starts_by_class))},
          {"followed", count_text(measured.people())},
          {"starts_by_class",
           json_of_classes(measured.starts_by_class, all_person_classes(), "starts")},
          {"stages", stages_of(measured, rule)},
          {"patterns", patterns_of(measured, rule)},
          {"data_sha256", measured.data_sha256}};
}

void check_milestone_ties(const MeasuredMilestones& measured) {
  std::int64_t people = 0;
  std::vector<std::int64_t> claims(measured.stages.size());
  for (const auto& [pattern, share] : measured.patterns) {
    people += share.people;
    for (const PatternClaims& one : pattern.claims) {
      claims.at(one.stage) += one.now * share.people;
    }
  }
  require_equal(people, measured.people(), "patterns and people followed");
  for (std::size_t i = 0; i < claims.size(); ++i) {
    require_equal(claims[i], measured.stages[i].now, "patterns and claims of a stage");
  }
}

}  // namespace outturn
