// Settlement periods: the months, quarters, years or listed stretches in which a contract counts
// its cohorts.
#pragma once

#include "value/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A stretch of days with a name. Both days are included.
struct Period {
  Date first;
  Date last;
  std::string
      name;  // "2014-07", "2014-Q3", "2014", "2013/14", "2011-10-01..2012-09-30", "cohort-1"

  bool contains(Date day) const { return first <= day && day <= last; }
  friend bool operator==(const Period&, const Period&) = default;
};

// A period that a contract lists by name. One that was planned and never ran is no period.
struct ListedPeriod {
  Period period;
  bool ran = true;
};

// How a contract cuts its term into periods.
struct Cadence {
  enum class Every { month, quarter, year, once, listed } every;
  // The month on whose first day a year begins: 1 calendar, 4 financial, 7 Iowa's fiscal year.
  // Months and quarters are those of the calendar and ignore it.
  std::optional<int> year_starts_month{};
  std::vector<ListedPeriod> listed{};  // with Every::listed: rising, none within another
};

// A calendar month, "2014-07"; a calendar quarter, 1 to 4: quarter_of(2014, 3) is July to
// September, "2014-Q3". A year that begins on the first of a month of `first_year`: year_of(2013,
// 4) is "2013/14". Defect for no such quarter or month.
Period month_of(int year, int month);
Period quarter_of(int year, int quarter);
Period year_of(int first_year, int starts_month);

// The year in which a day lies, of those that begin on the first of a month.
Period year_around(Date day, int starts_month);

// Every period of `cadence` that lies wholly within [first, last], in order; with Every::once,
// the whole stretch as one period named "FIRST..LAST"; with Every::listed, those that ran. None
// when `last` is before `first`.
std::vector<Period> periods_within(const Cadence& cadence, Date first, Date last);

// The days of [first, last] before the first and after the last of its whole periods, as shorter
// periods named "FIRST..LAST". None when there is no whole period.
std::vector<Period> parts_beside(const std::vector<Period>& whole, Date first, Date last);

// What somebody asked to settle: "2014-07", "2014-Q3", "2014", "2013/14", a day, or two of these
// joined by ".." ("2014-Q1..2015-Q4", "2011/12..2013/14", "2011-10-01..2012-09-30").
struct PeriodRange {
  Date first;
  Date last;  // included
  std::string text;
};

// Reads a range; years are 1900 to 2198. "2013/14" is a year that begins on the first of
// `year_starts_month` in 2013; a plain "2014" is the calendar year. Nothing when it can't be read
// or ends before it begins.
std::optional<PeriodRange> parse_period_range(std::string_view text, int year_starts_month);

}  // namespace outturn
