// Random people and what they did.
#include "settle/drawn_parts.h"

#include <set>

namespace outturn {
namespace {

using naive::CaseData;
using naive::Day;

std::string any(Random& random, const std::vector<std::string>& words) {
  return pick(random, words);
}

void draw_events(Random& random, const std::string& person, CaseData& drawn) {
  for (std::int64_t i = random.between(0, 5); i > 0; --i) {
    const Day offence = day_between(random, "2013-01-01", 1460);
    drawn.events.push_back(
        {person,
         offence,
         chance(random, 90) ? day_between(random, offence, 300) : "",
         {{"outcome", any(random, {"conviction", "conviction", "caution", "acquittal"})},
          {"breach", any(random, {"no", "no", "no", "yes"})},
          {"severity_class", any(random, {"petty", "theft", "assault", "robbery", "murder"})}}});
  }
}

// More often in the term than in the years before it.
Day draw_index_date(Random& random, const Day& first, int days) {
  if (chance(random, 10)) {
    return any(random, {"2015-08-31", "2015-01-31", "2014-08-31"});
  }
  return chance(random, 60) ? day_between(random, first, days)
                            : day_between(random, "2013-01-01", 729);
}

void draw_starts(Random& random,
                 const std::string& person,
                 bool scored,
                 const naive::Contract& contract,
                 CaseData& drawn) {
  const int days = *parse_date(contract.last) - *parse_date(contract.first);
  std::set<Day> taken;
  for (std::int64_t i = random.between(1, 3); i > 0; --i) {
    const Day day = draw_index_date(random, contract.first, days);
    if (!taken.insert(day).second) {
      continue;
    }
    drawn.starts.push_back({person,
                            any(random, {"C01", "C01", "C01", "C01", "C02", ""}),
                            day,
                            {{"disposal", any(random, {"custody", "custody", "community", "nps"})},
                             {"matched", any(random, {"yes", "yes", "yes", "no"})},
                             {"age", any(random, {"young", "middle", "old"})},
                             {"index_class", any(random, {"petty", "theft", "robbery", "murder"})}},
                            scored ? std::optional(random.between(0, 1'000'000)) : std::nullopt});
  }
}

}  // namespace

naive::CaseData draw_people(Random& random, const naive::Contract& contract) {
  CaseData drawn;
  if (!contract.reads_people) {
    return drawn;
  }
  const std::int64_t people = chance(random, 90) ? random.between(20, 60) : random.between(0, 10);
  const bool all_scored = chance(random, 95);
  for (std::int64_t i = 0; i < people; ++i) {
    const std::string person = "P" + std::to_string(i);
    draw_starts(random, person, all_scored || chance(random, 80), contract, drawn);
    draw_events(random, person, drawn);
  }
  return drawn;
}

}  // namespace outturn
