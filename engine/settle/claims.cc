#include "settle/claims.h"

#include "rules/rate_cards.h"
#include "settle/settle.h"
#include "value/counted.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::settling {
namespace {

// Prices the patterns of one line, each price stated once.
class ClaimPricer {
 public:
  ClaimPricer(const RateCard& card,
              const LineRule& line,
              const Source& rule,
              Quantities& quantities)
      : card_(card),
        line_(line),
        rule_(rule),
        q_(quantities),
        w_(quantities.workings()),
        stages_(quantities.milestones_rule()) {}

  Ref run() {
    std::vector<Ref> parts;
    for (const auto& [pattern, share] : q_.milestones().patterns) {
      if (!pattern.claims.empty()) {
        number_ = fmt::format("{}", share.number);
        parts.push_back(pay(pattern, share.people));
      }
    }
    return parts.empty() ? w_.given(name("gross", "nothing was claimed in this period"), 0)
                         : w_.add(name("gross", "claims of everybody, added up"), parts);
  }

 private:
  using Count = std::int64_t (*)(const PatternClaims&);

  Workings::Name name(std::string_view part, std::string label, Unit unit = Unit::amount) const {
    return {fmt::format("{}.{}", line_.name, part), std::move(label), unit, rule_};
  }

  Ref pay(const Pattern& pattern, std::int64_t people) {
    pattern_ = &pattern;
    prefix_ = "pattern." + number_;
    const Ref each = due_of_one();
    return w_.multiply(name(prefix_, "claims of one person times people"),
                       {each, people_of(people)});
  }

  // How many people share the pattern, for every line that prices them.
  Ref people_of(std::int64_t people) {
    const std::string id = fmt::format("{}.{}.people", kMilestoneCohort, prefix_);
    if (const Ref* known = w_.find(id)) {
      return *known;
    }
    return w_.evidence({id, "people of pattern " + number_, Unit::people, stages_.source},
                       ratio_of(people),
                       {{"cohort", kMilestoneCohort}, {"pattern", number_}});
  }

  Ref due_of_one() {
    const auto by_the_end = [](const PatternClaims& claims) { return claims.before + claims.now; };
    const auto before = [](const PatternClaims& claims) { return claims.before; };
    when_ = "by the end of the period";
    const Ref after = earned("earned", by_the_end);
    const bool any_before = std::any_of(pattern_->claims.begin(),
                                        pattern_->claims.end(),
                                        [](const PatternClaims& one) { return one.before > 0; });
    if (!any_before) {
      return after;
    }
    when_ = "before the period";
    return w_.subtract(name(prefix_ + ".due", "earned in this period by one person"),
                       after,
                       earned("earned_before", before));
  }

  // What one person's claims come to, within the ceiling.
  Ref earned(std::string_view part, Count count) {
    const std::string id = fmt::format("{}.{}", prefix_, part);
    const Ref gross =
        card_.routes.empty() ? stages_paid(id, everything(), count) : routes_paid(id, count);
    if (!card_.each_person_at_most) {
      return gross;
    }
    return w_.smaller_of(name(id + ".limited", "earned by one person " + when_), gross, ceiling());
  }

  Ref ceiling() {
    const std::string id = line_.name + ".each_person_at_most";
    const Ref* known = w_.find(id);
    const Stated<Money>& most = *card_.each_person_at_most;
    return known != nullptr
               ? *known
               : w_.given({id, "the most that one person may earn", Unit::amount, most.source},
                          Ratio(most.value.minor()));
  }

  std::vector<std::string> everything() const {
    std::vector<std::string> names;
    for (const StageRule& stage : stages_.stages) {
      names.push_back(stage.name);
    }
    return names;
  }

  Ref routes_paid(const std::string& id, Count count) {
    Ref best = 0;
    if (card_.choice == RateCard::Choice::highest) {
      best = stages_paid(id + ".route.1", card_.routes.front(), count);
      for (std::size_t i = 1; i < card_.routes.size(); ++i) {
        const std::string route = fmt::format("{}.route.{}", id, i + 1);
        const Ref other = stages_paid(route, card_.routes[i], count);
        best = w_.larger_of(name(route + ".or_before", "the higher of the routes"), best, other);
      }
    } else {
      const std::size_t route = first_route();
      best = stages_paid(fmt::format("{}.route.{}", id, route + 1), card_.routes[route], count);
    }
    if (card_.besides_routes.empty()) {
      return best;
    }
    const Ref besides = stages_paid(id + ".besides", card_.besides_routes, count);
    return w_.add(name(id, "claims of one person " + when_ + ", by one route"), {best, besides});
  }

  // The route of the stage reached first among those that pay; on one day, the one written first.
  std::size_t first_route() {
    for (const std::vector<std::size_t>& day : pattern_->order) {
      for (std::size_t route = 0; route < card_.routes.size(); ++route) {
        if (pays_on(day, card_.routes[route])) {
          return route;
        }
      }
    }
    return 0;
  }

  bool pays_on(const std::vector<std::size_t>& day, const std::vector<std::string>& route) {
    return std::any_of(day.begin(), day.end(), [&](std::size_t stage) {
      return is_among(stages_.stages[stage].name, route) && pays(stage);
    });
  }

  bool pays(std::size_t stage) {
    const auto first = std::find_if(pattern_->claims.begin(),
                                    pattern_->claims.end(),
                                    [&](const auto& claims) { return claims.stage == stage; });
    return first != pattern_->claims.end() && w_.value(price_of(*first)) > 0;
  }

  static bool is_among(const std::string& wanted, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
  }

  // Prices times claims of these stages, added up.
  Ref stages_paid(const std::string& id, const std::vector<std::string>& names, Count count) {
    std::vector<Ref> parts;
    for (const PatternClaims& claims : pattern_->claims) {
      const std::int64_t times = count(claims);
      if (times == 0 || !is_among(stages_.stages[claims.stage].name, names)) {
        continue;
      }
      const Ref price = price_of(claims);
      parts.push_back(times == 1
                          ? price
                          : w_.multiply(name(fmt::format("{}.{}", id, parts.size() + 1),
                                             fmt::format("price of {} times claims of one person",
                                                         stages_.stages[claims.stage].name)),
                                        {price, times_of(times)}));
    }
    return parts.empty() ? w_.given(name(id, "nothing claimed " + when_), 0)
                         : w_.add(name(id, "claims of one person " + when_), parts);
  }

  // A number of claims is part of what makes a pattern, so it is stated and not measured.
  Ref times_of(std::int64_t times) {
    const std::string id = fmt::format("constant.claims.{}", times);
    const Ref* known = w_.find(id);
    return known != nullptr
               ? *known
               : w_.given({id, "claims of one person", Unit::number, {}}, ratio_of(times));
  }

  // The price of a stage for the pattern's group on the day that decides.
  Ref price_of(const PatternClaims& claims) {
    const StagePrice& entry = entry_of(claims);
    const DatedValue<Money>& price =
        branch_of(entry, stages_.stages[claims.stage].name).amount->at(claims.price_day);
    const auto known = prices_.find(&price);
    if (known != prices_.end()) {
      return known->second;
    }
    const std::string id = fmt::format("{}.price.{}", line_.name, prices_.size() + 1);
    const Ref ref = w_.given({id, price_label(claims, entry), Unit::amount, price.source},
                             Ratio(price.value.minor()));
    return prices_.emplace(&price, ref).first->second;
  }

  std::string price_label(const PatternClaims& claims, const StagePrice& entry) const {
    const std::string& stage = stages_.stages[claims.stage].name;
    return entry.amount ? fmt::format("price of {}", stage)
                        : fmt::format("price of {}, {}", stage, fmt::join(pattern_->group, ", "));
  }

  const StagePrice& entry_of(const PatternClaims& claims) const {
    const std::string& stage = stages_.stages[claims.stage].name;
    const auto entry = std::find_if(card_.prices.begin(), card_.prices.end(), [&](const auto& one) {
      return one.stage == stage;
    });
    if (entry == card_.prices.end()) {
      throw Defect("a stage without a price: " + stage);
    }
    return entry->price;
  }

  const StagePrice& branch_of(const StagePrice& price, const std::string& stage) const {
    if (price.amount) {
      return price;
    }
    const std::string& value = group_value(price.by);
    for (const StagePrice& branch : price.branches) {
      if (branch.value == value) {
        return branch_of(branch, stage);
      }
    }
    throw InputError(price.source.place,
                     Reason::missing_price,
                     fmt::format("there is no price of \"{}\" for {} = {}",
                                 stage,
                                 price.by,
                                 value.empty() ? "(none)" : value),
                     "agree a price and add it; nobody is paid for by guess");
  }

  const std::string& group_value(const std::string& attribute) const {
    const auto found = std::find(stages_.group_by.begin(), stages_.group_by.end(), attribute);
    return pattern_->group.at(static_cast<std::size_t>(found - stages_.group_by.begin()));
  }

  const RateCard& card_;
  const LineRule& line_;
  const Source& rule_;
  Quantities& q_;
  Workings& w_;
  const MilestonesRule& stages_;
  const Pattern* pattern_ = nullptr;
  std::string number_;  // of the pattern, as in the evidence
  std::string prefix_;  // of its workings
  std::string when_;    // up to which day claims are priced
  std::map<const DatedValue<Money>*, Ref> prices_;
};

// The days from which a price may be another.
void collect_days(const StagePrice& price, std::set<Date>& days) {
  if (price.amount) {
    for (const DatedValue<Money>& value : price.amount->values()) {
      days.insert(value.from);
    }
    if (price.amount->until()) {
      days.insert(*price.amount->until() + 1);
    }
  }
  for (const StagePrice& branch : price.branches) {
    collect_days(branch, days);
  }
}

}  // namespace

Ref price_claims(const RateCard& card,
                 const LineRule& line,
                 const Source& rule,
                 Quantities& quantities) {
  return ClaimPricer(card, line, rule, quantities).run();
}

std::vector<std::string> claim_sentences(const Quantities& quantities) {
  std::vector<std::string> sentences;
  const MeasuredMilestones& measured = quantities.milestones();
  for (std::size_t i = 0; i < measured.stages.size(); ++i) {
    const StageTally& stage = measured.stages[i];
    if (stage.now > 0) {
      sentences.push_back(fmt::format("{}: {} of {} in this period.",
                                      quantities.milestones_rule().stages[i].name,
                                      counted(stage.now, "claim", "claims"),
                                      counted(stage.people_now, "person", "people")));
    }
  }
  return sentences;
}

}  // namespace outturn::settling

namespace outturn {

std::optional<MilestoneSpec> milestones_needed(const Contract& contract,
                                               const Period& period,
                                               std::optional<Date> events_observed_until) {
  if (!contract.milestones) {
    return std::nullopt;
  }
  const Date last = contract.milestones->starts_until.value_or(period.last);
  MilestoneSpec spec{contract.provider_code,
                     contract.first,
                     std::min(last, period.last),
                     period,
                     {},
                     false,
                     false,
                     events_observed_until};
  std::set<Date> days;
  for (const RateCard* card : rate_cards_of(contract)) {
    for (const RateCard::Entry& entry : card->prices) {
      settling::collect_days(entry.price, days);
    }
    spec.with_history =
        spec.with_history || card->each_person_at_most.has_value() || !card->routes.empty();
    spec.with_order = spec.with_order ||
                      (!card->routes.empty() && card->choice == RateCard::Choice::first_reached);
  }
  spec.price_days.assign(days.begin(), days.end());
  return spec;
}

}  // namespace outturn
