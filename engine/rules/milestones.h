// Milestones of one person, and the rate card that pays for them.
//
// A stage is something that one person can reach once or several times. Time runs from the person's
// start or from the day of an earlier stage, called the base below. What reaching means, kind by
// kind: docs/measures.md.
#pragma once

#include "rules/stated.h"
#include "value/date.h"
#include "value/dated.h"
#include "value/money.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

struct StageRule {
  enum class Kind {
    start,   // the start itself
    event,   // an event of one outcome inside the time
    clear,   // a stretch of time without an event of some outcomes
    sum,     // the events of one outcome add up to a number inside the time
    all_of,  // several earlier stages have been reached
  } kind;
  std::string name;
  std::vector<std::string> outcomes;  // event, sum: one; clear: those that must not happen
  std::optional<std::size_t> from;    // the stage from whose day time runs; none: the start
  std::optional<std::size_t> after;   // event, sum: no earlier than the day of this stage
  Duration within{};                  // event, sum: the time; clear: the length of one stretch
  std::optional<Duration> proof;      // how much longer it may be proven; none: not asked for
  std::int64_t times = 1;             // how often it can be claimed at most
  std::string each;                   // event: the attribute that says how often one event claims
  std::string adds_up;                // sum: the whole-number attribute
  std::int64_t reaches = 0;           // sum: reached at this or more
  bool ends_when_broken = false;      // clear: no stretch after a broken one is claimed
  std::optional<Selection> evidence;  // event, sum: only events with accepted evidence
  std::vector<std::size_t> all_of;    // earlier stages
  Source source;
};

struct MilestonesRule {
  bool price_as_of_start = false;     // else by the day on which a stage is reached
  std::vector<std::string> group_by;  // attributes of the start that prices may differ by
  MonthEnd month_end = MonthEnd::last_day;
  bool same_day_counts = false;      // an event on the very day of the base
  bool anniversary_counts = false;   // an event on the day on which the time is complete
  Selection other_events;            // outcomes that no stage reads and that may occur
  std::optional<Date> starts_until;  // the last day of starts; none: the last day of the term
  std::vector<StageRule> stages;     // each refers to earlier ones only
  Source source;

  std::optional<std::size_t> find_stage(std::string_view name) const;
};

// What one claim pays: an amount, or by an attribute of the start one of several prices.
struct StagePrice {
  std::string value;  // the value of its parent's attribute that it is for
  std::optional<Dated<Money>> amount;
  std::string by;                    // the attribute, when there is no amount
  std::vector<StagePrice> branches;  // one a value
  Source source;
};

// Money for each claim of each person.
struct RateCard {
  enum class Choice { highest, first_reached };

  struct Entry {
    std::string stage;
    StagePrice price;
  };
  std::vector<Entry> prices;
  // Over the whole term; what earlier claims earned counts against it. None: unlimited.
  std::optional<Stated<Money>> each_person_at_most;
  // Lists of stages of which one person is paid for one list only; empty: every stage pays.
  std::vector<std::vector<std::string>> routes;
  Choice choice = Choice::highest;
  std::vector<std::string> besides_routes;  // stages that pay whatever the route
};

}  // namespace outturn
