#include "measure/claims.h"

#include <algorithm>

namespace outturn::measuring {
namespace {

using Kind = StageRule::Kind;

// Works out everything a person ever reached; what came after the period is cut off afterwards, so
// that a claim's class depends on no later event.
class History {
 public:
  History(const MilestonesRule& rule,
          Date index_date,
          std::span<const Event> events,
          StageUses& uses,
          std::optional<Date> observed_until)
      : rule_(rule),
        index_date_(index_date),
        events_(events),
        uses_(uses),
        observed_until_(observed_until),
        first_(rule.stages.size()) {}

  std::vector<Claim> run() {
    for (number_ = 0; number_ < rule_.stages.size(); ++number_) {
      reach(rule_.stages[number_]);
    }
    return std::move(claims_);
  }

 private:
  // An event that counts for a stage.
  struct Valid {
    const Event* event;
    Date day;
    std::int64_t number;
  };

  void reach(const StageRule& stage) {
    switch (stage.kind) {
      case Kind::start:
        claim(index_date_, std::nullopt, 1);
        break;
      case Kind::event:
        take(stage, valid_events(stage));
        break;
      case Kind::sum:
        add_up(stage, valid_events(stage));
        break;
      case Kind::clear:
        stay_clear(stage);
        break;
      case Kind::all_of:
        complete(stage);
        break;
    }
  }

  void keep(Date day, ClaimClass result, std::optional<RowOrigin> record, std::int64_t times = 1) {
    claims_.push_back({number_, day, result, record, times});
  }

  void claim(Date day, std::optional<RowOrigin> record, std::int64_t times) {
    keep(day, ClaimClass::claimed, record, times);
    if (!first_[number_] && times > 0) {
      first_[number_] = day;
    }
  }

  // The day from which time runs, if there is one.
  std::optional<Date> base_of(const StageRule& stage) const {
    return stage.from ? first_[*stage.from] : std::optional(index_date_);
  }

  Date opened(Date base) const { return base + (rule_.same_day_counts ? 0 : 1); }

  // The first day that is too late.
  Date closed(Date base, const Duration& time) const {
    return add(base, time, rule_.month_end) + (rule_.anniversary_counts ? 1 : 0);
  }

  // The day on which an event is settled: that of its proof where one is asked for.
  static Date day_of(const StageRule& stage, const Event& event) {
    const bool proven = stage.proof && event.proven_date;
    return proven ? std::max(event.offence_date, *event.proven_date) : event.offence_date;
  }

  ClaimClass judge(const StageRule& stage, const StageUse& use, const Event& event) const {
    const std::optional<Date> base = base_of(stage);
    const std::optional<Date> after = stage.after ? first_[*stage.after] : base;
    if (!base || !after) {
      return ClaimClass::stage_not_reached;
    }
    if (event.offence_date < std::max(opened(*base), opened(*after))) {
      return ClaimClass::before_its_time;
    }
    if (event.offence_date >= closed(*base, stage.within)) {
      return ClaimClass::after_its_time;
    }
    if (!use.accepted) {
      return ClaimClass::evidence_not_accepted;
    }
    return stage.proof ? proven(event, closed(*base, together(stage.within, *stage.proof)))
                       : ClaimClass::claimed;
  }

  static ClaimClass proven(const Event& event, Date too_late) {
    if (!event.proven_date) {
      return ClaimClass::not_proven;
    }
    return *event.proven_date < too_late ? ClaimClass::claimed : ClaimClass::proven_too_late;
  }

  // The events that count, by the day on which they do; the others are refused here.
  std::vector<Valid> valid_events(const StageRule& stage) {
    std::vector<Valid> valid;
    for (const Event& event : events_) {
      const StageUse& use = uses_.of(event.profile)[number_];
      if (!use.read) {
        continue;
      }
      const ClaimClass result = judge(stage, use, event);
      if (result == ClaimClass::claimed) {
        valid.push_back({&event, day_of(stage, event), use.number});
      } else {
        keep(day_of(stage, event), result, event.origin);
      }
    }
    std::stable_sort(
        valid.begin(), valid.end(), [](const Valid& a, const Valid& b) { return a.day < b.day; });
    return valid;
  }

  void take(const StageRule& stage, const std::vector<Valid>& valid) {
    std::int64_t left = stage.times;
    for (const Valid& one : valid) {
      if (left == 0 && one.number > 0) {
        keep(one.day, ClaimClass::claimed_already, one.event->origin);
        continue;
      }
      const std::int64_t times = std::min(left, one.number);
      claim(one.day, one.event->origin, times);
      left -= times;
    }
  }

  void add_up(const StageRule& stage, const std::vector<Valid>& valid) {
    std::int64_t sum = 0;
    for (const Valid& one : valid) {
      sum += one.number;
      if (sum >= stage.reaches) {
        claim(one.day, one.event->origin, 1);
        return;
      }
    }
    if (!valid.empty()) {
      keep(valid.back().day, ClaimClass::sum_not_reached, valid.back().event->origin);
    }
  }

  void complete(const StageRule& stage) {
    Date last = index_date_;
    for (const std::size_t part : stage.all_of) {
      if (!first_[part]) {
        return;
      }
      last = std::max(last, *first_[part]);
    }
    claim(last, std::nullopt, 1);
  }

  // Stretch after stretch, each counted from the base, so that month ends don't add up.
  void stay_clear(const StageRule& stage) {
    const std::optional<Date> base = base_of(stage);
    if (!base) {
      return;
    }
    Date from = opened(*base);
    for (std::int64_t number = 1; number <= stage.times; ++number) {
      const Duration time = {stage.within.unit, static_cast<int>(stage.within.length * number)};
      const bool clear = stay_clear(stage, *base, from, time);
      if (!clear && stage.ends_when_broken) {
        return;
      }
      from = closed(*base, time);
    }
  }

  bool stay_clear(const StageRule& stage, Date base, Date from, const Duration& time) {
    const Duration until_proven = stage.proof ? together(time, *stage.proof) : time;
    const Date too_late = closed(base, until_proven);
    if (const auto broken = breaks(stage, from, closed(base, time), too_late)) {
      keep(broken->day, ClaimClass::broken, broken->event->origin);
      return false;
    }
    const Date complete = add(base, until_proven, rule_.month_end);
    if (!observed_until_ || complete > *observed_until_) {
      keep(complete, ClaimClass::not_observed, std::nullopt);
    } else {
      claim(complete, std::nullopt, 1);
    }
    return true;
  }

  // The first event that breaks a stretch.
  std::optional<Valid> breaks(const StageRule& stage, Date from, Date until, Date too_late) const {
    std::optional<Valid> first;
    for (const Event& event : events_) {
      const bool inside = from <= event.offence_date && event.offence_date < until;
      const bool shown = !stage.proof || proven(event, too_late) == ClaimClass::claimed;
      if (!inside || !shown || !uses_.of(event.profile)[number_].read) {
        continue;
      }
      const Date day = day_of(stage, event);
      if (!first || day < first->day) {
        first = Valid{&event, day, 1};
      }
    }
    return first;
  }

  const MilestonesRule& rule_;
  Date index_date_;
  std::span<const Event> events_;
  StageUses& uses_;
  std::optional<Date> observed_until_;
  std::vector<std::optional<Date>> first_;  // by stage: the day first reached
  std::size_t number_ = 0;                  // of the stage at work
  std::vector<Claim> claims_;
};

// A claim as of the end of the period: what is decided later hasn't been yet. Time that isn't over
// yet is no claim at all.
std::optional<Claim> as_of(Claim claim, const Period& period) {
  if (claim.day > period.last) {
    claim.result = ClaimClass::later;
    return claim.record ? std::optional(claim) : std::nullopt;
  }
  if (claim.result == ClaimClass::claimed && claim.day < period.first) {
    claim.result = ClaimClass::claimed_before;
  }
  return claim;
}

}  // namespace

std::vector<Claim> claims_of(const MilestonesRule& rule,
                             Date index_date,
                             std::span<const Event> events,
                             StageUses& uses,
                             const Period& period,
                             std::optional<Date> observed_until) {
  std::vector<Claim> claims;
  for (const Claim& ever : History(rule, index_date, events, uses, observed_until).run()) {
    if (const auto claim = as_of(ever, period)) {
      claims.push_back(*claim);
    }
  }
  return claims;
}

}  // namespace outturn::measuring
