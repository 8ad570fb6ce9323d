#include "value/date.h"

#include "value/counted.h"
#include "value/problem.h"

#include <charconv>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <fmt/format.h>

namespace outturn {
namespace {

using Calendar = boost::gregorian::gregorian_calendar;

// The years that input may name. Arithmetic goes further, so that no accepted date plus a stated
// length can leave the calendar, whose own years are 1400 to 9999.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
constexpr int kCalendarFirstYear = 1400;
constexpr int kCalendarLastYear = 9999;

// Boost counts days from 4713 BC; we count from 1970.
std::int32_t boost_day_of_1970() {
  static const auto kDay =
      static_cast<std::int32_t>(Calendar::day_number(Calendar::ymd_type(1970, 1, 1)));
  return kDay;
}

int days_in_month(int year, int month) {
  return Calendar::end_of_month_day(static_cast<unsigned short>(year),
                                    static_cast<unsigned short>(month));
}

bool exists(int year, int month, int day) {
  return year >= kCalendarFirstYear && year <= kCalendarLastYear && month >= 1 && month <= 12 &&
         day >= 1 && day <= days_in_month(year, month);
}

// Digits only: from_chars alone would take a minus sign.
std::optional<int> parse_digits(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') {
    return std::nullopt;
  }
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

// A day of the calendar, of whatever year; a year that the calendar hasn't is no day either.
std::optional<YearMonthDay> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  return year && month && day && exists(*year, *month, *day)
             ? std::optional(YearMonthDay{*year, *month, *day})
             : std::nullopt;
}

bool is_read(const YearMonthDay& day) {
  return day.year >= kFirstYear && day.year <= kLastYear;
}

}  // namespace

Date Date::of(int year, int month, int day) {
  if (!exists(year, month, day)) {
    throw Defect(fmt::format("no such day: {}-{}-{}", year, month, day));
  }
  const Calendar::ymd_type ymd(static_cast<unsigned short>(year),
                               static_cast<unsigned short>(month),
                               static_cast<unsigned short>(day));
  return of_days(static_cast<std::int32_t>(Calendar::day_number(ymd)) - boost_day_of_1970());
}

YearMonthDay calendar_of(Date date) {
  const auto ymd =
      Calendar::from_day_number(static_cast<unsigned>(date.days() + boost_day_of_1970()));
  return {ymd.year, ymd.month, ymd.day};
}

std::optional<Date> parse_date(std::string_view text) {
  const auto day = parse_day(text);
  return day && is_read(*day) ? std::optional(Date::of(day->year, day->month, day->day))
                              : std::nullopt;
}

bool is_of_other_years(std::string_view text) {
  const auto day = parse_day(text);
  return day && !is_read(*day);
}

std::string to_string(Date date) {
  const YearMonthDay ymd = calendar_of(date);
  return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
}

Date add_months(Date date, int months, MonthEnd rule) {
  if (months < 0) {
    throw Defect("months are added, never taken away");
  }
  const YearMonthDay from = calendar_of(date);
  const int month_index = from.year * 12 + (from.month - 1) + months;
  const int year = month_index / 12;
  const int month = month_index % 12 + 1;
  const int last = days_in_month(year, month);
  if (from.day <= last) {
    return Date::of(year, month, from.day);
  }
  const Date end = Date::of(year, month, last);
  return rule == MonthEnd::last_day ? end : end + 1;
}

std::optional<Duration> parse_duration(std::string_view text) {
  constexpr int kLongest = 36525;  // a century of days
  const auto space = text.find(' ');
  if (space == std::string_view::npos) {
    return std::nullopt;
  }
  const auto length = parse_digits(text.substr(0, space));
  const std::string_view unit = text.substr(space + 1);
  if (!length || *length > kLongest) {
    return std::nullopt;
  }
  if (unit == "days" || unit == "day") {
    return Duration{Duration::Unit::days, *length};
  }
  if (unit == "months" || unit == "month") {
    return *length <= kLongest / 30 ? std::optional(Duration{Duration::Unit::months, *length})
                                    : std::nullopt;
  }
  return std::nullopt;
}

std::string to_string(const Duration& duration) {
  const bool days = duration.unit == Duration::Unit::days;
  return fmt::format("{} {}",
                     duration.length,
                     days ? form_for(duration.length, "day", "days")
                          : form_for(duration.length, "month", "months"));
}

Duration together(const Duration& a, const Duration& b) {
  return {a.length == 0 ? b.unit : a.unit, a.length + b.length};
}

Date add(Date date, const Duration& duration, MonthEnd rule) {
  return duration.unit == Duration::Unit::days ? date + duration.length
                                               : add_months(date, duration.length, rule);
}

}  // namespace outturn
