// Working days by a dated table of holidays, and lengths of time that may be counted in them.
//
// Which days are holidays is decided from year to year (a coronation, a funeral), so that nothing
// can be worked out for days that a table doesn't cover: they are refused.
#pragma once

#include "value/date.h"
#include "value/problem.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace outturn {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

Weekday weekday_of(Date date);

// "Monday" to "Sunday", in the order of the enum.
inline constexpr std::array<std::string_view, 7> kWeekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

// A table of the days on which nobody works, for the days from `first` to `last`, both included.
struct Holidays {
  std::string name;
  Place place;  // where the table stands, for messages
  Date first;
  Date last;
  std::set<Weekday> weekend;         // every week
  std::map<Date, std::string> days;  // besides, each with what it is: "Good Friday"
};

// Whether a day is neither of the weekend nor a holiday. Throws InputError(not_covered), at the
// table's place, for a day that the table doesn't cover, be it a Sunday.
bool is_working_day(Date day, const Holidays& holidays);

// The `count`-th working day after `date`, which isn't counted itself; for 0 the date as it is,
// be it a working day or not. Throws as is_working_day does when the table ends before that day.
// A negative count is a Defect.
Date add_working_days(Date date, int count, const Holidays& holidays);

// The day itself if it is a working day, else the next one that is. Throws as is_working_day does.
Date working_day_from(Date day, const Holidays& holidays);

// A stated length of time: "20 working days", "28 days" and "1 month" are different things.
struct Delay {
  enum class Unit { days, working_days, months } unit;
  int length;

  friend bool operator==(const Delay&, const Delay&) = default;
};

// Reads what parse_duration reads, and "20 working days", "1 working day"; nothing for anything
// else.
std::optional<Delay> parse_delay(std::string_view text);
std::string to_string(const Delay& delay);

}  // namespace outturn
