// The packed keys that put rows in the order in which they are read. What each bit means is part of
// the file format (docs/data.md): a change is a new schema version.
#pragma once

#include "value/date.h"

#include <cstdint>

namespace outturn::store {

// Days a row can hold: 1 January 1900 to 31 December 2199, what parse_date accepts.
inline constexpr Date kFirstDay = Date::of_days(-25567);
inline constexpr Date kLastDay = Date::of_days(84005);

inline constexpr int kDayBits = 17;
inline constexpr int kStartSequenceBits = 26;
inline constexpr int kEventSequenceBits = 24;

inline constexpr std::int64_t kMostProviders = (std::int64_t{1} << 20) - 1;
inline constexpr std::int64_t kMostPeople = (std::int64_t{1} << 39) - 1;
inline constexpr std::int64_t kMostStartsADay = std::int64_t{1} << kStartSequenceBits;
inline constexpr std::int64_t kMostEventsOfAPerson = std::int64_t{1} << kEventSequenceBits;

constexpr bool is_stored_day(std::int64_t days) {
  return kFirstDay.days() <= days && days <= kLastDay.days();
}

// The key of a provider's first start on a day; the others of that day follow it. `provider` is
// 0 (nobody) to kMostProviders, `day` a stored day.
constexpr std::int64_t start_key(std::int64_t provider, Date day) {
  const std::int64_t since_first = day - kFirstDay;
  return ((provider << kDayBits) | since_first) << kStartSequenceBits;
}

// May lie after kLastDay when the key isn't one of ours.
constexpr Date day_of_start(std::int64_t key) {
  const std::int64_t mask = (std::int64_t{1} << kDayBits) - 1;
  return kFirstDay + static_cast<std::int32_t>((key >> kStartSequenceBits) & mask);
}

// The key of a person's first event; `person` is 1 to kMostPeople.
constexpr std::int64_t event_key(std::int64_t person) {
  return person << kEventSequenceBits;
}

constexpr std::int64_t person_of_event(std::int64_t key) {
  return key >> kEventSequenceBits;
}

}  // namespace outturn::store
