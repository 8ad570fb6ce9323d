#include "curve/claimed.h"

#include "rules/rate_cards.h"
#include "settle/settle.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace outturn {
namespace {

// The price of one stage, walked from its trunk to each amount.
class PriceWalk {
 public:
  PriceWalk(const MilestonesRule& rule, std::vector<Claimed>& found) : rule_(rule), found_(found) {}

  void from(const RateCard::Entry& entry) {
    const std::size_t stage = rule_.find_stage(entry.stage).value();
    walk(entry.price, {entry.stage, stage, std::vector<std::string>(rule_.group_by.size())});
  }

 private:
  void walk(const StagePrice& price, const Claimed& here) {
    if (price.amount) {
      if (seen_.insert(here.name).second) {
        found_.push_back(here);
      }
      return;
    }
    const auto attribute = std::find(rule_.group_by.begin(), rule_.group_by.end(), price.by);
    const auto place = static_cast<std::size_t>(attribute - rule_.group_by.begin());
    for (const StagePrice& branch : price.branches) {
      Claimed next = here;
      next.group.at(place) = branch.value;
      next.name += ", " + branch.value;
      walk(branch, next);
    }
  }

  const MilestonesRule& rule_;
  std::vector<Claimed>& found_;
  std::set<std::string> seen_;
};

MeasuredMilestones nobody(const Contract& contract, const Period& period) {
  MeasuredMilestones measured{
      *milestones_needed(contract, period, std::nullopt), {}, {}, {}, 0, {}, {}};
  measured.stages.resize(contract.milestones->stages.size());
  return measured;
}

PatternClaims claims_of_stage(const MeasuredMilestones& measured,
                              std::size_t stage,
                              std::int64_t times) {
  return {stage, measured.spec.price_day(measured.spec.period.first), 0, times};
}

void add(Pattern pattern, std::int64_t people, MeasuredMilestones& measured) {
  for (const PatternClaims& claims : pattern.claims) {
    StageTally& tally = measured.stages.at(claims.stage);
    tally.now += claims.now * people;
    tally.people_now += people;
    tally.by_class.at(static_cast<std::size_t>(ClaimClass::claimed)) += claims.now * people;
    if (measured.spec.with_order) {
      pattern.order.push_back({claims.stage});
    }
  }
  measured.patterns[std::move(pattern)].people += people;
  measured.people_seen += people;
  measured.starts_by_class.at(static_cast<std::size_t>(PersonClass::counted)) += people;
}

MeasuredMilestones numbered(MeasuredMilestones measured) {
  std::int64_t number = 0;
  for (auto& [pattern, share] : measured.patterns) {
    share.number = ++number;
  }
  return measured;
}

// The first group that prices know, for a person who claims everything.
std::vector<std::string> first_group(const Contract& contract) {
  std::vector<std::string> group(contract.milestones->group_by.size());
  for (const Claimed& claimed : claims_of(contract)) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i].empty()) {
        group[i] = claimed.group[i];
      }
    }
  }
  return group;
}

}  // namespace

std::vector<Claimed> claims_of(const Contract& contract) {
  std::vector<Claimed> found;
  if (contract.milestones) {
    PriceWalk walk(*contract.milestones, found);
    for (const RateCard* card : rate_cards_of(contract)) {
      for (const RateCard::Entry& entry : card->prices) {
        walk.from(entry);
      }
    }
  }
  return found;
}

MeasuredMilestones claimed_by_people(const Contract& contract,
                                     const Period& period,
                                     const std::vector<std::pair<Claimed, std::int64_t>>& claims) {
  MeasuredMilestones measured = nobody(contract, period);
  for (const auto& [claimed, people] : claims) {
    if (people > 0) {
      add({claimed.group, {claims_of_stage(measured, claimed.stage, 1)}}, people, measured);
    }
  }
  return numbered(std::move(measured));
}

MeasuredMilestones claimed_by_one(const Contract& contract,
                                  const Period& period,
                                  std::int64_t count) {
  MeasuredMilestones measured = nobody(contract, period);
  Pattern pattern{first_group(contract), {}};
  const std::vector<StageRule>& stages = contract.milestones->stages;
  for (std::size_t stage = 0; stage < stages.size() && count > 0; ++stage) {
    const std::int64_t times = std::min(stages[stage].times, count);
    pattern.claims.push_back(claims_of_stage(measured, stage, times));
    count -= times;
  }
  if (!pattern.claims.empty()) {
    add(std::move(pattern), 1, measured);
  }
  return numbered(std::move(measured));
}

std::vector<std::string> claims_of_one(const Contract& contract) {
  std::vector<std::string> names;
  for (const StageRule& stage : contract.milestones->stages) {
    names.insert(names.end(), static_cast<std::size_t>(stage.times), stage.name);
  }
  return names;
}

bool claims_interact(const Contract& contract) {
  const std::vector<const RateCard*> cards = rate_cards_of(contract);
  return std::any_of(cards.begin(), cards.end(), [](const RateCard* card) {
    return card->each_person_at_most.has_value() || !card->routes.empty();
  });
}

}  // namespace outturn
