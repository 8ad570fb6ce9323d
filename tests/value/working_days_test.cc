#include "value/working_days.h"

#include "support/catch.h"
#include "support/random.h"

#include <string>

namespace outturn {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

// England's Easter and May of 2023.
Holidays spring() {
  return {"spring",
          Place{"spring.yaml", 1, 1},
          day("2023-04-01"),
          day("2023-05-31"),
          {Weekday::saturday, Weekday::sunday},
          {{day("2023-04-07"), "Good Friday"},
           {day("2023-04-10"), "Easter Monday"},
           {day("2023-05-01"), "Early May bank holiday"},
           {day("2023-05-08"), "Coronation"},
           {day("2023-05-29"), "Spring bank holiday"}}};
}

TEST_CASE("a day has its day of the week, also before 1970") {
  CHECK(weekday_of(day("1970-01-01")) == Weekday::thursday);
  CHECK(weekday_of(day("1969-12-31")) == Weekday::wednesday);
  CHECK(weekday_of(day("1900-01-01")) == Weekday::monday);
  CHECK(weekday_of(day("2000-02-29")) == Weekday::tuesday);
  CHECK(weekday_of(day("2023-05-07")) == Weekday::sunday);
}

TEST_CASE("weekends and holidays are no working days") {
  const Holidays holidays = spring();
  CHECK(is_working_day(day("2023-04-06"), holidays));
  CHECK_FALSE(is_working_day(day("2023-04-07"), holidays));
  CHECK_FALSE(is_working_day(day("2023-04-08"), holidays));
  CHECK_FALSE(is_working_day(day("2023-04-10"), holidays));
  CHECK(is_working_day(day("2023-04-11"), holidays));
}

TEST_CASE("working days are counted from the day after, over weekends and holidays") {
  const auto [from, count, to] = GENERATE(table<std::string, int, std::string>({
      {"2023-04-05", 1, "2023-04-06"},
      {"2023-04-06", 1, "2023-04-11"},   // over the four days of Easter
      {"2023-04-08", 1, "2023-04-11"},   // from a Saturday
      {"2023-04-03", 20, "2023-05-04"},  // three holidays and four weekends between
      {"2023-05-05", 1, "2023-05-09"},
      {"2023-04-07", 0, "2023-04-07"},  // nothing added stays, be it a holiday
  }));
  CAPTURE(from, count);
  CHECK(to_string(add_working_days(day(from), count, spring())) == to);
}

TEST_CASE("a day that is no working day gives way to the next that is") {
  CHECK(working_day_from(day("2023-05-05"), spring()) == day("2023-05-05"));
  CHECK(working_day_from(day("2023-05-06"), spring()) == day("2023-05-09"));
}

TEST_CASE("one working day after another comes to as many at once") {
  Random random;
  const Holidays holidays = spring();
  for (int i = 0; i < 200; ++i) {
    const Date from = day("2023-04-01") + static_cast<int>(random.between(0, 19));
    const int first = static_cast<int>(random.between(0, 9));
    const int second = static_cast<int>(random.between(1, 10));
    CAPTURE(random.seed(), to_string(from), first, second);
    const Date both = add_working_days(from, first + second, holidays);
    CHECK(add_working_days(add_working_days(from, first, holidays), second, holidays) == both);
    CHECK(is_working_day(both, holidays));
    CHECK(working_day_from(both, holidays) == both);
  }
}

TEST_CASE("no day is taken for a working day, or for none, that the table doesn't cover") {
  const std::string refusal =
      " is a working day isn't stated [not_covered]\n"
      "    the table \"spring\" covers 2023-04-01 to 2023-05-31; take one that goes further";
  CHECK_THROWS_WITH(is_working_day(day("2023-03-31"), spring()),
                    "spring.yaml:1:1: whether 2023-03-31" + refusal);
  CHECK_THROWS_WITH(is_working_day(day("2023-06-03"), spring()),  // though it is a Saturday
                    "spring.yaml:1:1: whether 2023-06-03" + refusal);
  CHECK_THROWS_WITH(add_working_days(day("2023-05-30"), 2, spring()),
                    "spring.yaml:1:1: whether 2023-06-01" + refusal);
  CHECK(add_working_days(day("2023-03-31"), 1, spring()) == day("2023-04-03"));
  CHECK(add_working_days(day("2023-05-30"), 1, spring()) == day("2023-05-31"));
}

TEST_CASE("working days are never taken away") {
  CHECK_THROWS_AS(add_working_days(day("2023-05-02"), -1, spring()), Defect);
}

TEST_CASE("a length of time may be in working days, which are no days") {
  using Unit = Delay::Unit;
  CHECK(parse_delay("20 working days") == Delay{Unit::working_days, 20});
  CHECK(parse_delay("1 working day") == Delay{Unit::working_days, 1});
  CHECK(parse_delay("28 days") == Delay{Unit::days, 28});
  CHECK(parse_delay("18 months") == Delay{Unit::months, 18});
  const std::string text = GENERATE(values<std::string>(
      {"20 working days", "1 working day", "28 days", "1 day", "18 months", "1 month", "0 days"}));
  CHECK(to_string(parse_delay(text).value()) == text);
}

TEST_CASE("any other delay is refused") {
  const std::string text = GENERATE(values<std::string>({"",
                                                         "20",
                                                         "working days",
                                                         "20 working",
                                                         "20 working months",
                                                         "20 workingdays",
                                                         "20 working working days",
                                                         "-1 working days",
                                                         "20  working days",
                                                         "twenty working days",
                                                         "36526 working days",
                                                         " working 20 days",
                                                         "1 year",
                                                         "20 business days"}));
  CAPTURE(text);
  CHECK_FALSE(parse_delay(text).has_value());
}

}  // namespace
}  // namespace outturn
