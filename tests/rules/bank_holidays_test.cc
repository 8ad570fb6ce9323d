// The shipped table of bank holidays, worked out once more from the rules behind it.
#include "rules/load.h"
#include "support/catch.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace outturn {
namespace {

namespace fs = std::filesystem;

using Days = std::map<Date, std::string>;

Holidays shipped_table() {
  const fs::path path =
      fs::path(OUTTURN_SOURCE_DIR) / "data/contracts/northumbria/northumbria.yaml";
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  const Contract contract = load_contract({path.string(), text.str()}, rules_beside(path, {}));
  return contract.runs.value().holidays.value();
}

// Gregorian Easter: the anonymous algorithm of Nature, 20 April 1876, as Meeus gives it
// (Astronomical Algorithms, 1991, chapter 8).
Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int g = (8 * b + 13) / 25;
  const int h = (19 * a + b - b / 4 - g + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date::of(year, n / 31, n % 31 + 1);
}

int days_since_monday(Date date) {
  return static_cast<int>(weekday_of(date));
}

Date first_monday(int year, int month) {
  const Date first = Date::of(year, month, 1);
  return first + (7 - days_since_monday(first)) % 7;
}

Date last_monday(int year, int month) {
  const Date last = Date::of(year, month, 31);
  return last + -days_since_monday(last);
}

bool is_weekend(Date date) {
  return weekday_of(date) == Weekday::saturday || weekday_of(date) == Weekday::sunday;
}

// A holiday at a weekend is made up for on the next weekday that is no holiday yet.
void add_or_substitute(Date date, const std::string& name, Days& days) {
  const bool moved = is_weekend(date);
  while (is_weekend(date) || days.contains(date)) {
    date = date + 1;
  }
  days[date] = moved ? name + " (substitute day)" : name;
}

// What the law says of every year (Banking and Financial Dealings Act 1971, schedule 1; New Year's
// Day and the first Monday in May by proclamation since 1974 and 1978).
void add_regular(int year, Days& days) {
  add_or_substitute(Date::of(year, 1, 1), "New Year's Day", days);
  days[easter(year) + -2] = "Good Friday";
  days[easter(year) + 1] = "Easter Monday";
  days[first_monday(year, 5)] = "Early May bank holiday";
  days[last_monday(year, 5)] = "Spring bank holiday";
  days[last_monday(year, 8)] = "Summer bank holiday";
  // Of the two days at Christmas the one that isn't moved keeps its place.
  const Date christmas = Date::of(year, 12, 25);
  if (is_weekend(christmas) && !is_weekend(christmas + 1)) {
    days[christmas + 1] = "Boxing Day";
    add_or_substitute(christmas, "Christmas Day", days);
  } else {
    add_or_substitute(christmas, "Christmas Day", days);
    add_or_substitute(christmas + 1, "Boxing Day", days);
  }
}

// What was proclaimed once: days added, and days moved.
void add_special(Days& days) {
  const auto move = [&](Date from, Date to, const std::string& name) {
    REQUIRE(days.erase(from) == 1);
    days[to] = name;
  };
  days[Date::of(2011, 4, 29)] = "Royal wedding";
  move(Date::of(2012, 5, 28), Date::of(2012, 6, 4), "Spring bank holiday");
  days[Date::of(2012, 6, 5)] = "Queen's Diamond Jubilee";
  move(Date::of(2020, 5, 4), Date::of(2020, 5, 8), "Early May bank holiday (VE Day)");
  move(Date::of(2022, 5, 30), Date::of(2022, 6, 2), "Spring bank holiday");
  days[Date::of(2022, 6, 3)] = "Platinum Jubilee bank holiday";
  days[Date::of(2022, 9, 19)] = "State Funeral of Queen Elizabeth II";
  days[Date::of(2023, 5, 8)] = "Coronation of King Charles III";
}

TEST_CASE("Easter falls where the almanac has it") {
  CHECK(easter(1961) == Date::of(1961, 4, 2));
  CHECK(easter(2000) == Date::of(2000, 4, 23));
  CHECK(easter(2008) == Date::of(2008, 3, 23));
  CHECK(easter(2011) == Date::of(2011, 4, 24));
  CHECK(easter(2024) == Date::of(2024, 3, 31));
  CHECK(easter(2038) == Date::of(2038, 4, 25));
}

TEST_CASE("the shipped bank holidays are those of the rules and the proclamations, and no others") {
  const Holidays table = shipped_table();
  CHECK(table.name == "bank-holidays-england-and-wales");
  CHECK(table.weekend == std::set<Weekday>{Weekday::saturday, Weekday::sunday});
  CHECK(table.first == Date::of(2010, 1, 1));
  CHECK(table.last == Date::of(2027, 12, 31));
  Days days;
  for (int year = 2010; year <= 2027; ++year) {
    add_regular(year, days);
  }
  add_special(days);
  for (const auto& [date, name] : days) {
    CAPTURE(to_string(date), name);
    const auto found = table.days.find(date);
    CHECK((found != table.days.end() && found->second == name));
  }
  CHECK(table.days.size() == days.size());
}

}  // namespace
}  // namespace outturn
