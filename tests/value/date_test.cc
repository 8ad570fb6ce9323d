#include "value/date.h"

#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"

#include <array>
#include <string>

namespace outturn {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

TEST_CASE("a day reads back as it is written") {
  const std::string text = GENERATE(values<std::string>({
      "1900-01-01",
      "1970-01-01",
      "1969-12-31",
      "2000-02-29",
      "2014-10-01",
      "2016-02-29",
      "2199-12-31",
  }));
  CHECK(to_string(day(text)) == text);
}

TEST_CASE("no such day, no other form, no far year") {
  const std::string text = GENERATE(values<std::string>({
      "",           "2014",       "2014-1-1",    "2014-13-01", "2014-00-10",
      "2014-04-31", "2015-02-29", "1900-02-29",  "2100-02-29", "2014-01-00",
      "1899-12-31", "2200-01-01", "0000-00-00",  "2014/10/01", "01-10-2014",
      "2014-10-1 ", " 2014-10-1", "2014-10-01 ", "-014-10-01", "+014-10-01",
      "2014-10--1", "2014-10-+1", "20141001",    "2014-10-0x", "2014-10-01T00:00",
      "٢٠١٤-١٠-٠١",
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_date(text).has_value());
}

TEST_CASE("days are counted from 1 January 1970") {
  CHECK(day("1970-01-01").days() == 0);
  CHECK(day("1969-12-31").days() == -1);
  CHECK(day("2000-03-01").days() == 11017);
  CHECK(day("2000-03-01") - day("2000-02-28") == 2);
  CHECK(day("2001-03-01") - day("2001-02-28") == 1);
  CHECK(day("2014-12-31") + 1 == day("2015-01-01"));
  CHECK(Date() == day("1970-01-01"));
}

TEST_CASE("every day of three centuries has its own number and its own text") {
  const Date last = day("2199-12-31");
  Date date = day("1900-01-01");
  int days = 0;
  for (; date < last; date = date + 1, ++days) {
    const YearMonthDay ymd = calendar_of(date);
    if (Date::of(ymd.year, ymd.month, ymd.day) != date || parse_date(to_string(date)) != date) {
      FAIL("not itself: " << to_string(date));
    }
  }
  CHECK(days == 300 * 365 + 73 - 1);  // 73 leap days: every fourth year but 1900 and 2100
}

TEST_CASE("a day of ours that isn't in the calendar is a defect") {
  CHECK_THROWS_WITH(Date::of(2015, 2, 29), "no such day: 2015-2-29");
  CHECK_THROWS_AS(Date::of(2015, 13, 1), Defect);
  CHECK_THROWS_AS(Date::of(2015, 0, 1), Defect);
  CHECK_THROWS_AS(Date::of(2015, 1, 0), Defect);
  CHECK_THROWS_AS(Date::of(99999, 1, 1), Defect);
  CHECK_THROWS_AS(Date::of(-1, 1, 1), Defect);
}

TEST_CASE("months are added to the same day, and month ends go by the rule") {
  struct Case {
    std::string from;
    int months;
    std::string last_day;
    std::string next_month;
  };
  const auto [from, months, last_day, next_month] = GENERATE(values<Case>({
      {"2014-10-01", 0, "2014-10-01", "2014-10-01"},
      {"2014-10-01", 12, "2015-10-01", "2015-10-01"},
      {"2014-12-31", 1, "2015-01-31", "2015-01-31"},
      {"2014-12-15", 1, "2015-01-15", "2015-01-15"},
      {"2014-11-30", 1, "2014-12-30", "2014-12-30"},
      {"2014-08-31", 6, "2015-02-28", "2015-03-01"},
      {"2015-08-31", 6, "2016-02-29", "2016-03-01"},
      {"2015-08-30", 6, "2016-02-29", "2016-03-01"},
      {"2015-08-29", 6, "2016-02-29", "2016-02-29"},
      {"2014-08-29", 6, "2015-02-28", "2015-03-01"},
      {"2014-08-28", 6, "2015-02-28", "2015-02-28"},
      {"2016-02-29", 12, "2017-02-28", "2017-03-01"},
      {"2016-02-29", 48, "2020-02-29", "2020-02-29"},
      {"2016-02-29", 6, "2016-08-29", "2016-08-29"},
      {"2015-02-28", 12, "2016-02-28", "2016-02-28"},
      {"2014-05-31", 1, "2014-06-30", "2014-07-01"},
      {"2014-03-31", 18, "2015-09-30", "2015-10-01"},
      {"2014-01-31", 1, "2014-02-28", "2014-03-01"},
      {"2096-02-29", 48, "2100-02-28", "2100-03-01"},
  }));
  CAPTURE(from, months);
  CHECK(to_string(add_months(day(from), months, MonthEnd::last_day)) == last_day);
  CHECK(to_string(add_months(day(from), months, MonthEnd::next_month)) == next_month);
}

TEST_CASE("months are never taken away") {
  CHECK_THROWS_AS(add_months(day("2014-10-01"), -1, MonthEnd::last_day), Defect);
}

TEST_CASE("a later start never ends earlier") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Date a = random.date();
    const Date b = a + static_cast<std::int32_t>(random.between(0, 40));
    const int months = static_cast<int>(random.between(0, 240));
    CAPTURE(random.seed(), i, to_string(a), to_string(b), months);
    for (const MonthEnd rule : {MonthEnd::last_day, MonthEnd::next_month}) {
      CHECK(add_months(a, months, rule) <= add_months(b, months, rule));
      CHECK(add_months(a, months, rule) <= add_months(a, months + 1, rule));
    }
  }
}

TEST_CASE("the two month-end rules are a day apart at most, and agree before the 29th") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Date from = random.date();
    const int months = static_cast<int>(random.between(0, 240));
    CAPTURE(random.seed(), i, to_string(from), months);
    const auto apart = add_months(from, months, MonthEnd::next_month) -
                       add_months(from, months, MonthEnd::last_day);
    CHECK((apart == 0 || (apart == 1 && calendar_of(from).day >= 29)));
  }
}

TEST_CASE("a length of time is a number and its unit") {
  struct Case {
    std::string text;
    Duration duration;
    std::string written;
  };
  const auto [text, duration, written] = GENERATE(values<Case>({
      {"12 months", {Duration::Unit::months, 12}, "12 months"},
      {"1 month", {Duration::Unit::months, 1}, "1 month"},
      {"1 months", {Duration::Unit::months, 1}, "1 month"},
      {"0 days", {Duration::Unit::days, 0}, "0 days"},
      {"1 day", {Duration::Unit::days, 1}, "1 day"},
      {"365 days", {Duration::Unit::days, 365}, "365 days"},
      {"36525 days", {Duration::Unit::days, 36525}, "36525 days"},
      {"1217 months", {Duration::Unit::months, 1217}, "1217 months"},
  }));
  CAPTURE(text);
  CHECK(parse_duration(text) == duration);
  CHECK(to_string(duration) == written);
}

TEST_CASE("lengths of one unit add up, and nothing is of any unit") {
  const auto [a, b, sum] = GENERATE(table<std::string, std::string, std::string>({
      {"12 months", "6 months", "18 months"},
      {"365 days", "0 days", "365 days"},
      {"0 days", "6 months", "6 months"},
      {"12 months", "0 days", "12 months"},
  }));
  CHECK(together(parse_duration(a).value(), parse_duration(b).value()) == parse_duration(sum));
}

TEST_CASE("any other length of time is refused") {
  const std::string text = GENERATE(values<std::string>({
      "",
      "12",
      "months",
      " months",
      "12months",
      "12  months",
      "12 months ",
      "-1 days",
      "1.5 months",
      "12 Months",
      "1 year",
      "2 weeks",
      "36526 days",
      "1218 months",
      "99999999999999999999 days",
      "+1 day",
      "12 months 3 days",
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("a year of months and a year of days part in a leap year") {
  const Date start = day("2015-06-01");
  CHECK(add(start, {Duration::Unit::months, 12}, MonthEnd::last_day) == day("2016-06-01"));
  CHECK(add(start, {Duration::Unit::days, 365}, MonthEnd::last_day) == day("2016-05-31"));
}

TEST_CASE("the longest length after the last day read is still in the calendar") {
  const Date last = day("2199-12-31");
  CHECK(to_string(add(last, {Duration::Unit::months, 1217}, MonthEnd::next_month)) == "2301-05-31");
  CHECK(to_string(add(last, {Duration::Unit::days, 36525}, MonthEnd::next_month)) == "2300-01-01");
}

}  // namespace
}  // namespace outturn
