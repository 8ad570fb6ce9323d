#include "verify/milestone_rows.h"

#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::verify {
namespace {

constexpr std::size_t kPartsOfClaim = 5;
constexpr std::size_t kMostDigits = 9;

// How often a claim counts.
std::int64_t times_of(const Rows& row, std::string_view text) {
  const bool plain = !text.empty() && text.size() <= kMostDigits &&
                     text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!plain) {
    row.refuse(Column::events, fmt::format("milestone_claims: {} is no count", shown(text)));
  }
  return std::stoll(std::string(text));
}

std::vector<std::vector<std::string>> order_of(const JsonField& json) {
  std::vector<std::vector<std::string>> order;
  for (const JsonField& day : json.list()) {
    std::vector<std::string> stages;
    for (const JsonField& stage : day.list()) {
      stages.push_back(stage.text());
    }
    std::sort(stages.begin(), stages.end());
    order.push_back(std::move(stages));
  }
  return order;
}

std::string words_of(const std::vector<std::vector<std::string>>& order) {
  std::vector<std::string> days;
  days.reserve(order.size());
  for (const auto& stages : order) {
    days.push_back(fmt::format("{}", fmt::join(stages, " and ")));
  }
  return fmt::format("{}", fmt::join(days, ", then "));
}

}  // namespace

MilestoneRows::MilestoneRows(const JsonField& milestones)
    : milestones_(milestones), starts_(milestones) {
  for (const JsonField& stage : milestones.at("stages").list()) {
    if (!stages_.emplace(stage.at("stage").text(), Stage{stage}).second) {
      stage.at("stage").refuse("a stage of its own: it stands in this list twice");
    }
  }
  read_patterns();
}

void MilestoneRows::read_patterns() {
  for (const JsonField& json : milestones_.at("patterns").list()) {
    Pattern pattern{json, {}, order_of(json.at("order"))};
    for (const JsonField& claims : json.at("claims").list()) {
      Claims& sum = pattern.claims[claims.at("stage").text()];
      sum.now += claims.at("claims").count();
      sum.before += claims.at("claims_before").count();
      with_before_ = with_before_ || sum.before > 0;
    }
    if (!patterns_.emplace(json.at("pattern").text(), std::move(pattern)).second) {
      json.at("pattern").refuse("a pattern of its own: it stands in this list twice");
    }
  }
}

void MilestoneRows::add(const Rows& row, Findings& findings) {
  starts_.add(row, findings);
  if (row.is_counted()) {
    check_pattern(row, read_claims(row, findings), findings);
  } else if (!row.pattern().empty() || !row.claims().empty()) {
    findings.fail_in(row.name(),
                     place_in(row, kClaimsColumn),
                     fmt::format("line {}: somebody who isn't followed has no claims", row.line()));
  }
}

MilestoneRows::Claimed MilestoneRows::read_claims(const Rows& row, Findings& findings) {
  Claimed claimed;
  for (const auto& parts : parts_of(row.claims(), kPartsOfClaim, row, kClaimsColumn)) {
    const auto found = stages_.find(parts[0]);
    if (found == stages_.end()) {
      findings.fail_in(
          row.name(),
          place_in(row, kClaimsColumn),
          fmt::format("line {}: the statement has no stage {}", row.line(), shown(parts[0])));
      continue;
    }
    Stage& stage = found->second;
    Claims& sum = claimed.by_stage[found->first];
    const std::int64_t times = times_of(row, parts[3]);
    ++stage.by_class[std::string(parts[2])];
    const bool now = parts[2] == "claimed";
    const bool before = parts[2] == "claimed_before";
    sum.now += now ? times : 0;
    sum.before += before ? times : 0;
    if ((now || before) && times > 0) {
      std::string& day = claimed.first_day.try_emplace(found->first, parts[1]).first->second;
      day = std::min(day, std::string(parts[1]));
    }
  }
  for (const auto& [name, sum] : claimed.by_stage) {
    Stage& stage = stages_.at(name);
    stage.now += sum.now;
    stage.before += sum.before;
    stage.people += sum.now > 0 ? 1 : 0;
  }
  return claimed;
}

void MilestoneRows::check_pattern(const Rows& row, const Claimed& claimed, Findings& findings) {
  const auto found = patterns_.find(row.pattern());
  if (found == patterns_.end()) {
    findings.fail_in(
        row.name(),
        place_in(row, kPatternColumn),
        fmt::format("line {}: the statement has no pattern {}", row.line(), shown(row.pattern())));
    return;
  }
  Pattern& pattern = found->second;
  ++pattern.people;
  check_claims(row, pattern, claimed, findings);
  if (!pattern.order.empty()) {
    check_order(row, pattern, claimed, findings);
  }
  for (const JsonField& group : pattern.json.at("group").list()) {
    const auto& names = row.attributes();
    const auto named = std::find(names.begin(), names.end(), group.at("by").text());
    if (named != names.end() && *named != kBandBreakdown) {
      findings.expect(group.at("value").path(),
                      group.at("value").text(),
                      std::string(row.attribute(static_cast<std::size_t>(named - names.begin()))),
                      fmt::format("line {} of the evidence", row.line()));
    }
  }
}

void MilestoneRows::check_claims(const Rows& row,
                                 const Pattern& pattern,
                                 const Claimed& claimed,
                                 Findings& findings) const {
  const bool any_now = std::any_of(claimed.by_stage.begin(),
                                   claimed.by_stage.end(),
                                   [](const auto& stage) { return stage.second.now > 0; });
  const std::string source = fmt::format("pattern {} of the statement", shown(row.pattern()));
  const Claims none;
  for (const auto& entry : stages_) {
    const std::string& name = entry.first;
    const auto in_row = claimed.by_stage.find(name);
    const auto in_pattern = pattern.claims.find(name);
    const Claims& said = in_row == claimed.by_stage.end() ? none : in_row->second;
    const Claims& right = in_pattern == pattern.claims.end() ? none : in_pattern->second;
    const auto expect = [&](std::int64_t count, std::int64_t wanted, std::string_view what) {
      findings.expect_in(row.name(),
                         place_in(row, fmt::format("{}, {} of {}", kClaimsColumn, what, name)),
                         fmt::format("{}", count),
                         fmt::format("{}", wanted),
                         source);
    };
    expect(said.now, right.now, "claims");
    if (any_now && with_before_) {
      expect(said.before, right.before, "earlier claims");
    }
  }
}

void MilestoneRows::check_order(const Rows& row,
                                const Pattern& pattern,
                                const Claimed& claimed,
                                Findings& findings) {
  std::map<std::string, std::vector<std::string>> by_day;
  for (const auto& [stage, day] : claimed.first_day) {
    by_day[day].push_back(stage);
  }
  std::vector<std::vector<std::string>> order;
  order.reserve(by_day.size());
  for (const auto& [day, stages] : by_day) {
    order.push_back(stages);
  }
  findings.expect(pattern.json.at("order").path(),
                  words_of(pattern.order),
                  words_of(order),
                  fmt::format("line {} of the evidence", row.line()));
}

void MilestoneRows::compare_stage(const Stage& stage, Seen seen, Findings& findings) const {
  const auto check = [&](std::string_view field, std::int64_t found) {
    const JsonField said = stage.json.at(field);
    compare(said, ratio_of(said.count()), ratio_of(found), seen, findings);
  };
  check("claims", stage.now);
  check("claims_before", stage.before);
  check("people", stage.people);
  compare_classes(stage.json.at("claims_by_class"), "claims", stage.by_class, seen, findings);
}

void MilestoneRows::finish(Seen seen, Findings& findings) const {
  starts_.finish(seen, findings);
  for (const JsonField& stage : milestones_.at("stages").list()) {
    compare_stage(stages_.at(stage.at("stage").text()), seen, findings);
  }
  for (const JsonField& pattern : milestones_.at("patterns").list()) {
    const JsonField people = pattern.at("people");
    compare(people,
            ratio_of(people.count()),
            ratio_of(patterns_.at(pattern.at("pattern").text()).people),
            seen,
            findings);
  }
}

}  // namespace outturn::verify
