// Calendar days, and the month arithmetic that moves money.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// A day of the Gregorian calendar, as the number of days since 1 January 1970. No time, no zone,
// and no "today": every date comes from the data or the rules.
class Date {
 public:
  constexpr Date() = default;
  static constexpr Date of_days(std::int32_t days) { return Date(days); }

  // Years 1400 to 9999. Throws Defect when there is no such day: for days from outside use
  // parse_date.
  static Date of(int year, int month, int day);

  constexpr std::int32_t days() const { return days_; }

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
  friend constexpr Date operator+(Date date, std::int32_t days) { return Date(date.days_ + days); }
  friend constexpr std::int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}

  std::int32_t days_ = 0;
};

struct YearMonthDay {
  int year;
  int month;
  int day;
};

YearMonthDay calendar_of(Date date);

// Reads "2014-10-01"; nothing for another form, a day that doesn't exist, or a year outside
// 1900..2199.
std::optional<Date> parse_date(std::string_view text);

// Whether a text that parse_date doesn't take is a day of the calendar all the same, of a year
// outside 1900..2199; and what is then said of it, after the text itself.
bool is_of_other_years(std::string_view text);
inline constexpr std::string_view kOtherYears =
    "is outside the years that are read here, 1900 to 2199";

// "2014-10-01".
std::string to_string(Date date);

// What "one month after 31 January" means. A contract states it; there is no default.
// 31 August 2015 + 6 months: last_day gives 29 February 2016, next_month gives 1 March 2016.
enum class MonthEnd { last_day, next_month };

// The day `months` calendar months after `date`: the same day of the month, and where that month
// has no such day, what `rule` says. `months` may be 0; a negative number is a Defect.
Date add_months(Date date, int months, MonthEnd rule);

// A stated length of time: "12 months" and "365 days" are different things.
struct Duration {
  enum class Unit { days, months } unit;
  int length;

  friend bool operator==(const Duration&, const Duration&) = default;
};

// Reads "12 months", "1 month", "365 days", "0 days"; nothing for anything else.
std::optional<Duration> parse_duration(std::string_view text);
std::string to_string(const Duration& duration);

// Two lengths added up. Both are of one unit, which whoever reads the rules checks; a length of 0
// is of any unit.
Duration together(const Duration& a, const Duration& b);

// `date` and then `duration`, month ends by `rule`.
Date add(Date date, const Duration& duration, MonthEnd rule);

}  // namespace outturn
