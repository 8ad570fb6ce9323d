#include "store/keys.h"

#include "support/catch.h"

namespace outturn::store {

TEST_CASE("the days a store holds are those that can be read") {
  CHECK(kFirstDay == Date::of(1900, 1, 1));
  CHECK(kLastDay == Date::of(2199, 12, 31));
  CHECK(is_stored_day(kFirstDay.days()));
  CHECK_FALSE(is_stored_day(kFirstDay.days() - 1));
  CHECK(is_stored_day(kLastDay.days()));
  CHECK_FALSE(is_stored_day(kLastDay.days() + 1));
}

TEST_CASE("start keys rise with provider, then day, and give the day back") {
  const auto provider = GENERATE(std::int64_t{0}, std::int64_t{1}, kMostProviders);
  for (const Date day : {kFirstDay, Date::of(2014, 10, 1), kLastDay}) {
    const std::int64_t key = start_key(provider, day);
    CHECK(key >= 0);
    CHECK(day_of_start(key) == day);
    CHECK(day_of_start(key + kMostStartsADay - 1) == day);
    CHECK(start_key(provider, day + 1) == key + kMostStartsADay);
  }
  CHECK((provider == kMostProviders ||
         start_key(provider, kLastDay) + kMostStartsADay <= start_key(provider + 1, kFirstDay)));
}

TEST_CASE("event keys rise with the person and give the person back") {
  const auto person = GENERATE(std::int64_t{1}, std::int64_t{1'000'000}, kMostPeople - 1);
  CHECK(event_key(person) > 0);
  CHECK(person_of_event(event_key(person) + kMostEventsOfAPerson - 1) == person);
  CHECK(event_key(person + 1) == event_key(person) + kMostEventsOfAPerson);
}

}  // namespace outturn::store
