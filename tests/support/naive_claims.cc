#include "support/naive_claims.h"

#include <algorithm>

namespace outturn::naive {
namespace {

struct Reached {
  Day day;
  std::int64_t times;
};
using ReachedBy = std::map<std::string, std::vector<Reached>>;

class Person {
 public:
  Person(const Claims& contract,
         const ListedStart& start,
         const std::vector<ListedEvent>& events,
         const Day& observed)
      : contract_(contract), start_(start), observed_(observed) {
    for (const ListedEvent& event : events) {
      if (event.person == start.person) {
        events_.push_back(event);
      }
    }
    std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.offence_date, a.proven_date) < std::pair(b.offence_date, b.proven_date);
    });
    for (const Stage& stage : contract.stages) {
      reached_[stage.name] = reach(stage);
    }
  }

  // What was earned before this day.
  Ratio earned_before(const Day& day) const {
    Ratio sum = 0;
    if (contract_.routes.empty()) {
      for (const Stage& stage : contract_.stages) {
        sum += paid(stage.name, day);
      }
    } else {
      sum = route_paid(day) + all_paid(contract_.besides, day);
    }
    return contract_.ceiling && sum > *contract_.ceiling ? *contract_.ceiling : sum;
  }

 private:
  Day plus(const Day& day, const Stage& stage, int length) const {
    return stage.in_months ? add_months(day, length, contract_.clamp) : add_days(day, length);
  }

  std::optional<Day> first_day(const std::string& stage) const {
    std::optional<Day> first;
    for (const Reached& one : reached_.at(stage)) {
      if (one.times > 0 && (!first || one.day < *first)) {
        first = one.day;
      }
    }
    return first;
  }

  std::optional<Day> base(const Stage& stage) const {
    return stage.from == "start" ? std::optional(start_.index_date) : first_day(stage.from);
  }

  bool on_or_after(const Day& day, const Day& from) const {
    return contract_.same_day ? day >= from : day > from;
  }

  bool in_time(const Day& day, const Day& end) const {
    return contract_.anniversary ? day <= end : day < end;
  }

  bool proven_in_time(const Stage& stage, const ListedEvent& event, const Day& base_day) const {
    if (!stage.proof) {
      return true;
    }
    return !event.proven_date.empty() &&
           in_time(event.proven_date, plus(base_day, stage, stage.length + *stage.proof));
  }

  static Day settled_on(const Stage& stage, const ListedEvent& event) {
    return stage.proof ? std::max(event.offence_date, event.proven_date) : event.offence_date;
  }

  static std::int64_t number(const ListedEvent& event) {
    return std::stoll(event.attributes.at("number"));
  }

  std::vector<ListedEvent> counting(const Stage& stage) const {
    std::vector<ListedEvent> found;
    const std::optional<Day> from = base(stage);
    const std::optional<Day> after = stage.after.empty() ? from : first_day(stage.after);
    for (const ListedEvent& event : events_) {
      if (from && after && stage.outcomes.count(event.attributes.at("outcome")) > 0 &&
          on_or_after(event.offence_date, *from) && on_or_after(event.offence_date, *after) &&
          in_time(event.offence_date, plus(*from, stage, stage.length)) &&
          (!stage.asks_for_evidence || event.attributes.at("evidence") == "good") &&
          proven_in_time(stage, event, *from)) {
        found.push_back(event);
      }
    }
    std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
      return settled_on(stage, a) < settled_on(stage, b);
    });
    return found;
  }

  std::vector<Reached> reach(const Stage& stage) const {
    if (stage.kind == "start") {
      return {{start_.index_date, 1}};
    }
    if (stage.kind == "event") {
      return reach_events(stage);
    }
    if (stage.kind == "sum") {
      return reach_sum(stage);
    }
    return stage.kind == "clear" ? reach_clear(stage) : reach_all(stage);
  }

  std::vector<Reached> reach_events(const Stage& stage) const {
    std::vector<Reached> list;
    std::int64_t used = 0;
    for (const ListedEvent& event : counting(stage)) {
      for (std::int64_t i = 0; i < (stage.each ? number(event) : 1) && used < stage.times; ++i) {
        list.push_back({settled_on(stage, event), 1});
        ++used;
      }
    }
    return list;
  }

  std::vector<Reached> reach_sum(const Stage& stage) const {
    std::int64_t sum = 0;
    for (const ListedEvent& event : counting(stage)) {
      sum += number(event);
      if (sum >= stage.reaches) {
        return {{settled_on(stage, event), 1}};
      }
    }
    return {};
  }

  std::vector<Reached> reach_all(const Stage& stage) const {
    Day last;
    for (const std::string& part : stage.all_of) {
      const auto day = first_day(part);
      if (!day) {
        return {};
      }
      last = std::max(last, *day);
    }
    return {{last, 1}};
  }

  std::vector<Reached> reach_clear(const Stage& stage) const {
    std::vector<Reached> list;
    const std::optional<Day> from = base(stage);
    for (int i = 0; from && i < stage.times; ++i) {
      if (broken(stage, *from, i)) {
        if (stage.ends_when_broken) {
          break;
        }
        continue;
      }
      const Day complete = plus(*from, stage, stage.length * (i + 1) + stage.proof.value_or(0));
      if (complete <= observed_) {
        list.push_back({complete, 1});
      }
    }
    return list;
  }

  bool broken(const Stage& stage, const Day& from, int number) const {
    const Day begins = plus(from, stage, stage.length * number);
    const Day ends = plus(from, stage, stage.length * (number + 1));
    const Day proof = plus(from, stage, stage.length * (number + 1) + stage.proof.value_or(0));
    return std::any_of(events_.begin(), events_.end(), [&](const ListedEvent& event) {
      const Day& day = event.offence_date;
      const bool begun = number == 0 ? on_or_after(day, from) : !in_time(day, begins);
      return stage.outcomes.count(event.attributes.at("outcome")) > 0 && begun &&
             in_time(day, ends) &&
             (!stage.proof || (!event.proven_date.empty() && in_time(event.proven_date, proof)));
    });
  }

  Ratio price(const std::string& stage, const Day& reached) const {
    const auto band = start_.attributes.find("band");
    const auto& by_band = contract_.pence.at(stage);
    const DatedValues& values = by_band.count("") > 0 ? by_band.at("") : by_band.at(band->second);
    Ratio found = 0;
    for (const auto& [from, pence] : values) {
      if (from <= (contract_.price_as_of_start ? start_.index_date : reached)) {
        found = pence;
      }
    }
    return found;
  }

  Ratio paid(const std::string& stage, const Day& day) const {
    Ratio sum = 0;
    for (const Reached& one : reached_.at(stage)) {
      if (one.day < day) {
        sum += price(stage, one.day) * ratio_of(one.times);
      }
    }
    return sum;
  }

  Ratio all_paid(const std::vector<std::string>& stages, const Day& day) const {
    Ratio sum = 0;
    for (const std::string& stage : stages) {
      sum += paid(stage, day);
    }
    return sum;
  }

  Ratio route_paid(const Day& day) const {
    Ratio best = 0;
    Day best_day = "9999-99-99";
    for (const auto& route : contract_.routes) {
      const Ratio paid_here = all_paid(route, day);
      const Day begun = begun_on(route, day);
      if (contract_.highest ? paid_here > best : begun < best_day) {
        best = paid_here;
        best_day = begun;
      }
    }
    return best;
  }

  // The day on which a route's first stage that pays was first reached.
  Day begun_on(const std::vector<std::string>& route, const Day& day) const {
    Day first = "9999-99-99";
    for (const std::string& stage : route) {
      const auto reached = first_day(stage);
      if (reached && *reached < day && price(stage, *reached) > 0) {
        first = std::min(first, *reached);
      }
    }
    return first;
  }

  const Claims& contract_;
  ListedStart start_;
  Day observed_;
  std::vector<ListedEvent> events_;
  ReachedBy reached_;
};

// The first eligible start of each person, if it can be followed.
std::vector<ListedStart> followed(const Claims& contract,
                                  const std::vector<ListedStart>& starts,
                                  const Day& last) {
  std::map<std::string, ListedStart> first;
  for (const ListedStart& start : starts) {
    const bool taken = start.provider == "C01" && start.attributes.at("kind") == "in" &&
                       start.index_date >= contract.starts_from && start.index_date <= last &&
                       start.index_date <= contract.starts_until;
    if (taken &&
        (first.count(start.person) == 0 || start.index_date < first.at(start.person).index_date)) {
      first[start.person] = start;
    }
  }
  std::vector<ListedStart> list;
  for (const auto& [name, start] : first) {
    if (start.attributes.at("matched") == "yes") {
      list.push_back(start);
    }
  }
  return list;
}

}  // namespace

Ratio due_for_claims(const Claims& contract,
                     const std::vector<ListedStart>& starts,
                     const std::vector<ListedEvent>& events,
                     const Day& first,
                     const Day& last,
                     const Day& observed_until) {
  Ratio sum = 0;
  for (const ListedStart& start : followed(contract, starts, last)) {
    const Person person(contract, start, events, observed_until);
    sum += person.earned_before(add_days(last, 1)) - person.earned_before(first);
  }
  return sum;
}

}  // namespace outturn::naive
