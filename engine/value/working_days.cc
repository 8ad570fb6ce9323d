#include "value/working_days.h"

#include "value/counted.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kDaysOfAWeek = 7;

void require_covered(Date day, const Holidays& holidays) {
  if (holidays.first <= day && day <= holidays.last) {
    return;
  }
  throw InputError(holidays.place,
                   Reason::not_covered,
                   fmt::format("whether {} is a working day isn't stated", to_string(day)),
                   fmt::format("the table \"{}\" covers {} to {}; take one that goes further",
                               holidays.name,
                               to_string(holidays.first),
                               to_string(holidays.last)));
}

}  // namespace

Weekday weekday_of(Date date) {
  constexpr int kOf1970 = static_cast<int>(Weekday::thursday);  // 1 January 1970
  const int since_monday = (date.days() % kDaysOfAWeek + kOf1970 + kDaysOfAWeek) % kDaysOfAWeek;
  return static_cast<Weekday>(since_monday);
}

bool is_working_day(Date day, const Holidays& holidays) {
  require_covered(day, holidays);
  return !holidays.weekend.contains(weekday_of(day)) && !holidays.days.contains(day);
}

Date add_working_days(Date date, int count, const Holidays& holidays) {
  if (count < 0) {
    throw Defect("working days are added, never taken away");
  }
  while (count > 0) {
    date = date + 1;
    count -= is_working_day(date, holidays) ? 1 : 0;
  }
  return date;
}

Date working_day_from(Date day, const Holidays& holidays) {
  return add_working_days(day + -1, 1, holidays);
}

std::optional<Delay> parse_delay(std::string_view text) {
  constexpr std::string_view kWorking = " working";
  std::string plain(text);
  const auto working = plain.find(kWorking);
  const bool in_working_days = working != std::string::npos;
  if (in_working_days) {
    plain.erase(working, kWorking.size());
  }
  const auto duration = parse_duration(plain);
  if (!duration) {
    return std::nullopt;
  }
  if (duration->unit == Duration::Unit::days) {
    return Delay{in_working_days ? Delay::Unit::working_days : Delay::Unit::days, duration->length};
  }
  return in_working_days ? std::nullopt
                         : std::optional(Delay{Delay::Unit::months, duration->length});
}

std::string to_string(const Delay& delay) {
  switch (delay.unit) {
    case Delay::Unit::days:
      return to_string(Duration{Duration::Unit::days, delay.length});
    case Delay::Unit::months:
      return to_string(Duration{Duration::Unit::months, delay.length});
    case Delay::Unit::working_days:
      return fmt::format(
          "{} {}", delay.length, form_for(delay.length, "working day", "working days"));
  }
  throw Defect("unknown unit of a delay");
}

}  // namespace outturn
