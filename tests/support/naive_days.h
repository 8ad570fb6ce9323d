// The calendar of the second opinion: days as text, counted one by one.
#pragma once

#include <string>

namespace outturn::naive {

using Day = std::string;  // "2015-03-01": sorts as time runs

struct Civil {
  int year;
  int month;
  int day;
};
Civil civil_of(const Day& day);
Day day_of(const Civil& civil);

Day add_days(const Day& day, int days);
Day day_before(const Day& day);
Day add_months(const Day& day, int months, bool clamp);  // else the first of the next month

}  // namespace outturn::naive
