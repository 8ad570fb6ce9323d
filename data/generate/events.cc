#include "generate/events.h"

#include <algorithm>
#include <array>

namespace outturn {
namespace {

// A stretch of days, both ends included, and how often a draw falls in it.
struct Days {
  int first;
  int last;
  std::uint32_t weight;
};

// From the start to the first reoffence. Together with kLagDays this gives the published share of
// reoffenders known at 8, 11, 14 and 17 months.
constexpr std::array kOnsetDays = {
    Days{0, 29, 27},
    Days{30, 59, 16},
    Days{60, 119, 21},
    Days{120, 179, 13},
    Days{180, 269, 13},
    Days{270, 363, 10},
};

// From an offence to its proof.
constexpr std::array kLagDays = {
    Days{0, 13, 10},
    Days{14, 41, 18},
    Days{42, 97, 30},
    Days{98, 181, 30},
    Days{182, 300, 12},
};

int draw_days(Random& random, std::span<const Days> table) {
  const Days& stretch = random.pick(table);
  return random.between(stretch.first, stretch.last);
}

// The first day that doesn't count, by whichever month-end rule is the sooner.
Date follow_up_end(Date index_date) {
  return add_months(index_date, 12, MonthEnd::last_day);
}

Date waiting_end(Date index_date) {
  return add_months(index_date, 18, MonthEnd::last_day);
}

const Offence& draw_offence(Random& random, const Offence& index_offence) {
  constexpr std::uint32_t kSamePercent = 30;
  return random.chance(kSamePercent, 100)
             ? index_offence
             : random.pick(offences(), [](const Offence& o) { return o.reoffence_weight; });
}

std::string_view draw_proof(Random& random) {
  constexpr std::uint32_t kCautionPercent = 12;
  return random.chance(kCautionPercent, 100) ? "caution" : "conviction";
}

// An event that was proven `lag` days after it happened.
InventedEvent proven(Random& random, const InventedStart& start, Date offence_date, int lag) {
  return {offence_date,
          offence_date + lag,
          draw_proof(random),
          &draw_offence(random, *start.offence),
          false};
}

using Oddity = InventedEvent (*)(Random&, const InventedStart&);

InventedEvent before_the_start(Random& random, const InventedStart& start) {
  const int days_before = random.between(1, 120);
  return proven(
      random, start, start.index_date + -days_before, days_before + random.between(0, 89));
}

InventedEvent after_the_follow_up(Random& random, const InventedStart& start) {
  const Date day = follow_up_end(start.index_date) + random.between(1, 240);
  return proven(random, start, day, draw_days(random, kLagDays));
}

// On the very day on which the follow-up ends.
InventedEvent as_the_follow_up_ends(Random& random, const InventedStart& start) {
  return proven(random, start, follow_up_end(start.index_date), random.between(0, 60));
}

InventedEvent proven_too_late(Random& random, const InventedStart& start) {
  const Date day = start.index_date + random.between(180, 363);
  const Date proof = waiting_end(start.index_date) + random.between(1, 200);
  return proven(random, start, day, proof - day);
}

// On the very day on which the waiting period ends.
InventedEvent proven_as_waiting_ends(Random& random, const InventedStart& start) {
  const Date day = start.index_date + random.between(180, 363);
  return proven(random, start, day, waiting_end(start.index_date) - day);
}

InventedEvent acquitted(Random& random, const InventedStart& start) {
  const Date day = start.index_date + random.between(0, 363);
  return {day, std::nullopt, "acquittal", &draw_offence(random, *start.offence), false};
}

InventedEvent not_proven(Random& random, const InventedStart& start) {
  const Date day = start.index_date + random.between(0, 363);
  return {day, std::nullopt, "not_proven", &draw_offence(random, *start.offence), false};
}

InventedEvent breached(Random& random, const InventedStart& start) {
  const Date day = start.index_date + random.between(7, 363);
  return {day, day + random.between(14, 60), "conviction", &breach_of_order(), true};
}

struct OddityChance {
  Oddity invent;
  std::uint32_t per_thousand;  // people
};

constexpr std::array kOddities = {
    OddityChance{before_the_start, 40},
    OddityChance{after_the_follow_up, 150},
    OddityChance{as_the_follow_up_ends, 5},
    OddityChance{proven_too_late, 30},
    OddityChance{proven_as_waiting_ends, 5},
    OddityChance{acquitted, 40},
    OddityChance{not_proven, 50},
    OddityChance{breached, 120},
};

}  // namespace

Date draw_onset(Random& random, Date index_date) {
  return index_date + draw_days(random, kOnsetDays);
}

InventedEvent draw_reoffence(Random& random, const InventedStart& start, Date not_before) {
  const Date last_day = follow_up_end(start.index_date) + -1;
  const Date last_proof = waiting_end(start.index_date) + -1;
  constexpr std::uint32_t kEdgePerThousand = 5;
  if (random.chance(kEdgePerThousand, 1000)) {
    return proven(random, start, last_day, random.chance(1, 2) ? 0 : last_proof - last_day);
  }
  const int lag = draw_days(random, kLagDays);
  return proven(random, start, not_before, std::min(lag, last_proof - not_before));
}

void add_oddities(Random& random, const InventedStart& start, std::vector<InventedEvent>& events) {
  for (const OddityChance& oddity : kOddities) {
    if (random.chance(oddity.per_thousand, 1000)) {
      events.push_back(oddity.invent(random, start));
    }
  }
}

}  // namespace outturn
