#include "measure/milestones.h"

#include "measure/claims.h"
#include "measure/evidence.h"
#include "measure/judgement.h"
#include "measure/read_digest.h"
#include "record/csv.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn {
namespace {

using measuring::Claim;
using measuring::claims_of;
using measuring::evidence_row;
using measuring::is_eligible;
using measuring::Judge;
using measuring::ReadDigest;
using measuring::RowProblems;
using measuring::sort_by_person;
using measuring::StageUses;
using measuring::StartJudgement;

bool is_reached(ClaimClass result) {
  return result == ClaimClass::claimed || result == ClaimClass::claimed_before;
}

// STAGE|DAY|CLASS|TIMES|BATCH/LINE, the last blank where time alone decides.
std::string claim_text(const Claim& claim, const MilestonesRule& rule) {
  return fmt::format(
      "{}|{}|{}|{}|{}",
      rule.stages[claim.stage].name,
      to_string(claim.day),
      code_of(claim.result),
      claim.times,
      claim.record ? fmt::format("{}/{}", claim.record->batch, claim.record->line) : "");
}

std::string claims_text(const std::vector<Claim>& claims, const MilestonesRule& rule) {
  std::string text;
  for (const Claim& claim : claims) {
    text += text.empty() ? "" : "; ";
    text += claim_text(claim, rule);
  }
  return text;
}

// Sums the claims of one person into a pattern.
class PatternMaker {
 public:
  PatternMaker(const MilestonesRule& rule, const MilestoneSpec& spec) : rule_(rule), spec_(spec) {}

  Pattern run(const Start& start, const Attributes& attributes, const std::vector<Claim>& claims) {
    Pattern pattern;
    if (!any_now(claims)) {
      return pattern;
    }
    for (const std::string& name : rule_.group_by) {
      pattern.group.emplace_back(attribute(attributes, name));
    }
    pattern.claims = counted(start, claims);
    if (spec_.with_order) {
      pattern.order = order_of(claims);
    }
    return pattern;
  }

 private:
  static bool any_now(const std::vector<Claim>& claims) {
    return std::any_of(claims.begin(), claims.end(), [](const Claim& claim) {
      return claim.result == ClaimClass::claimed && claim.times > 0;
    });
  }

  std::vector<PatternClaims> counted(const Start& start, const std::vector<Claim>& claims) const {
    std::map<std::pair<std::size_t, Date>, PatternClaims> sums;
    for (const Claim& claim : claims) {
      const bool now = claim.result == ClaimClass::claimed;
      const bool before = claim.result == ClaimClass::claimed_before && spec_.with_history;
      if (claim.times == 0 || (!now && !before)) {
        continue;
      }
      const Date day = spec_.price_day(rule_.price_as_of_start ? start.index_date : claim.day);
      PatternClaims& sum =
          sums.try_emplace({claim.stage, day}, PatternClaims{claim.stage, day, 0, 0}).first->second;
      (now ? sum.now : sum.before) += claim.times;
    }
    std::vector<PatternClaims> list;
    list.reserve(sums.size());
    for (const auto& [key, sum] : sums) {
      list.push_back(sum);
    }
    return list;
  }

  static std::vector<std::vector<std::size_t>> order_of(const std::vector<Claim>& claims) {
    std::map<std::size_t, Date> first;
    for (const Claim& claim : claims) {
      if (is_reached(claim.result) && claim.times > 0) {
        Date& day = first.try_emplace(claim.stage, claim.day).first->second;
        day = std::min(day, claim.day);
      }
    }
    std::map<Date, std::vector<std::size_t>> by_day;
    for (const auto& [stage, day] : first) {
      by_day[day].push_back(stage);
    }
    std::vector<std::vector<std::size_t>> order;
    order.reserve(by_day.size());
    for (const auto& [day, stages] : by_day) {
      order.push_back(stages);
    }
    return order;
  }

  const MilestonesRule& rule_;
  const MilestoneSpec& spec_;
};

class MilestoneMeasurer {
 public:
  MilestoneMeasurer(const Contract& contract, CaseSource& cases, const MilestoneSpec& spec)
      : contract_(contract),
        rule_(*contract.milestones),
        cases_(cases),
        digest_(cases),
        judge_(contract, cases, problems_),
        uses_(rule_, cases, problems_) {
    measured_.spec = spec;
    measured_.stages.resize(rule_.stages.size());
  }

  MeasuredMilestones run() {
    const MilestoneSpec& spec = measured_.spec;
    cases_.for_each_person(
        spec.provider, spec.first, spec.last, [&](const PersonCase& person) { follow(person); });
    if (!spec.provider.empty()) {
      cases_.for_each_person(
          "", spec.first, spec.last, [&](const PersonCase& person) { set_aside(person); });
    }
    problems_.throw_if_any();
    number_patterns();
    write_evidence();
    measured_.people_seen = static_cast<std::int64_t>(people_.size());
    measured_.data_sha256 = digest_.finish();
    return std::move(measured_);
  }

 private:
  // A row of the evidence, but for the number of its pattern: that is known once all are.
  struct Row {
    EvidenceRow row;
    const PatternShare* pattern;  // nullptr for somebody who isn't followed
    std::string claims;
  };

  void see(const PersonCase& person) {
    digest_.add(person);
    people_.insert(person.person);
  }

  // The first eligible start is followed, and no other one ever takes its place.
  void follow(const PersonCase& person) {
    see(person);
    bool chosen = false;
    for (const Start& start : person.starts) {
      const PersonClass scope = judge_.start(start.profile).scope;
      const bool passed_over = is_eligible(scope) && chosen;
      chosen = chosen || is_eligible(scope);
      keep(person, start, passed_over ? PersonClass::another_start_counts : scope);
    }
  }

  void set_aside(const PersonCase& person) {
    see(person);
    const bool listed =
        contract_.cohort->people_without_provider == CohortRule::WithoutProvider::listed;
    StartJudgement nobodys;
    nobodys.breakdown.resize(contract_.break_down_by.size());
    for (const Start& start : person.starts) {
      ++measured_.starts_by_class.at(static_cast<std::size_t>(PersonClass::no_provider));
      if (listed) {
        add_row(person, start, PersonClass::no_provider, nobodys, nullptr, {});
      }
    }
  }

  void keep(const PersonCase& person, const Start& start, PersonClass result) {
    ++measured_.starts_by_class.at(static_cast<std::size_t>(result));
    const StartJudgement& judgement = judge_.start(start.profile);
    if (result != PersonClass::counted) {
      add_row(person, start, result, judgement, nullptr, {});
      return;
    }
    const std::vector<Claim> claims = claims_of(rule_,
                                                start.index_date,
                                                person.events,
                                                uses_,
                                                measured_.spec.period,
                                                measured_.spec.observed_until);
    tally(claims);
    const Attributes& attributes = cases_.start_profiles().attributes(start.profile);
    const auto found =
        measured_.patterns
            .try_emplace(PatternMaker(rule_, measured_.spec).run(start, attributes, claims))
            .first;
    ++found->second.people;
    add_row(person, start, result, judgement, &found->second, claims_text(claims, rule_));
  }

  void tally(const std::vector<Claim>& claims) {
    std::set<std::size_t> now;
    for (const Claim& claim : claims) {
      StageTally& stage = measured_.stages[claim.stage];
      ++stage.by_class.at(static_cast<std::size_t>(claim.result));
      stage.now += claim.result == ClaimClass::claimed ? claim.times : 0;
      stage.before += claim.result == ClaimClass::claimed_before ? claim.times : 0;
      if (claim.result == ClaimClass::claimed && claim.times > 0) {
        now.insert(claim.stage);
      }
    }
    for (const std::size_t stage : now) {
      ++measured_.stages[stage].people_now;
    }
  }

  void add_row(const PersonCase& person,
               const Start& start,
               PersonClass result,
               const StartJudgement& judgement,
               const PatternShare* pattern,
               std::string claims) {
    rows_.push_back(
        {evidence_row(kMilestoneCohort, person.pseudonym, start, result, judgement, nullptr),
         pattern,
         std::move(claims)});
  }

  // The empty pattern is before all others, where there is one.
  void number_patterns() {
    std::int64_t number = 0;
    for (auto& [pattern, share] : measured_.patterns) {
      share.number = pattern.claims.empty() ? 0 : ++number;
    }
  }

  void write_evidence() {
    for (Row& row : rows_) {
      std::string& line = row.row.line;
      line += row.pattern == nullptr ? "," : fmt::format(",{}", row.pattern->number);
      line += ',';
      csv::append_field(line, row.claims);
      measured_.evidence.push_back(std::move(row.row));
    }
    sort_by_person(measured_.evidence);
  }

  const Contract& contract_;
  const MilestonesRule& rule_;
  CaseSource& cases_;
  RowProblems problems_;
  ReadDigest digest_;
  Judge judge_;
  StageUses uses_;
  std::set<std::int64_t> people_;
  std::vector<Row> rows_;
  MeasuredMilestones measured_;
};

}  // namespace

Date MilestoneSpec::price_day(Date day) const {
  const auto next = std::upper_bound(price_days.begin(), price_days.end(), day);
  return next == price_days.begin() ? day : *std::prev(next);
}

std::int64_t MeasuredMilestones::people() const {
  return starts_by_class.at(static_cast<std::size_t>(PersonClass::counted));
}

MeasuredMilestones measure_milestones(const Contract& contract,
                                      CaseSource& cases,
                                      const MilestoneSpec& spec) {
  return MilestoneMeasurer(contract, cases, spec).run();
}

}  // namespace outturn
