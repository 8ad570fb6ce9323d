#include "support/naive_days.h"

#include <cstdio>

namespace outturn::naive {
namespace {

int days_in(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1];
}

Civil next(Civil civil) {
  if (++civil.day > days_in(civil.year, civil.month)) {
    civil.day = 1;
    if (++civil.month > 12) {
      civil.month = 1;
      ++civil.year;
    }
  }
  return civil;
}

}  // namespace

Civil civil_of(const Day& day) {
  return {std::stoi(day.substr(0, 4)), std::stoi(day.substr(5, 2)), std::stoi(day.substr(8, 2))};
}

Day day_of(const Civil& civil) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return text;
}

Day add_days(const Day& day, int days) {
  Civil civil = civil_of(day);
  for (int i = 0; i < days; ++i) {
    civil = next(civil);
  }
  return day_of(civil);
}

Day day_before(const Day& day) {
  const Civil civil = civil_of(day);
  if (civil.day > 1) {
    return day_of({civil.year, civil.month, civil.day - 1});
  }
  return civil.month > 1
             ? day_of({civil.year, civil.month - 1, days_in(civil.year, civil.month - 1)})
             : day_of({civil.year - 1, 12, 31});
}

Day add_months(const Day& day, int months, bool clamp) {
  Civil civil = civil_of(day);
  for (int i = 0; i < months; ++i) {
    civil.year += civil.month == 12 ? 1 : 0;
    civil.month = civil.month == 12 ? 1 : civil.month + 1;
  }
  const int last = days_in(civil.year, civil.month);
  if (civil.day > last) {
    civil.day = last;
    return day_of(clamp ? civil : next(civil));
  }
  return day_of(civil);
}

}  // namespace outturn::naive
