#include "value/period.h"

#include "support/catch.h"
#include "value/problem.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace outturn {
namespace {

Date day(const std::string& text) {
  return parse_date(text).value();
}

// "NAME FIRST LAST", so that a failure prints what was got.
std::string shown(const Period& period) {
  return period.name + " " + to_string(period.first) + " " + to_string(period.last);
}

std::vector<std::string> shown(const std::vector<Period>& periods) {
  std::vector<std::string> texts;
  std::transform(periods.begin(), periods.end(), std::back_inserter(texts), [](const Period& p) {
    return shown(p);
  });
  return texts;
}

TEST_CASE("quarters are the calendar's") {
  CHECK(shown(quarter_of(2014, 1)) == "2014-Q1 2014-01-01 2014-03-31");
  CHECK(shown(quarter_of(2014, 2)) == "2014-Q2 2014-04-01 2014-06-30");
  CHECK(shown(quarter_of(2014, 3)) == "2014-Q3 2014-07-01 2014-09-30");
  CHECK(shown(quarter_of(2014, 4)) == "2014-Q4 2014-10-01 2014-12-31");
  CHECK_THROWS_AS(quarter_of(2014, 0), Defect);
  CHECK_THROWS_AS(quarter_of(2014, 5), Defect);
}

TEST_CASE("a year begins in the month its contract says") {
  CHECK(shown(year_of(2014, 1)) == "2014 2014-01-01 2014-12-31");
  CHECK(shown(year_of(2013, 4)) == "2013/14 2013-04-01 2014-03-31");
  CHECK(shown(year_of(2011, 7)) == "2011/12 2011-07-01 2012-06-30");
  CHECK(shown(year_of(1999, 4)) == "1999/00 1999-04-01 2000-03-31");
  CHECK(shown(year_of(2015, 3)) == "2015/16 2015-03-01 2016-02-29");
  CHECK_THROWS_AS(year_of(2014, 13), Defect);
}

TEST_CASE("both days of a period belong to it") {
  const Period quarter = quarter_of(2014, 3);
  CHECK_FALSE(quarter.contains(day("2014-06-30")));
  CHECK(quarter.contains(day("2014-07-01")));
  CHECK(quarter.contains(day("2014-09-30")));
  CHECK_FALSE(quarter.contains(day("2014-10-01")));
}

TEST_CASE("only whole periods are cut from a term") {
  struct Case {
    Cadence cadence;
    std::string first, last;
    std::vector<std::string> periods;
  };
  using Every = Cadence::Every;
  const auto [cadence, first, last, periods] = GENERATE(values<Case>({
      {{Every::quarter, 1},
       "2014-07-01",
       "2014-12-31",
       {"2014-Q3 2014-07-01 2014-09-30", "2014-Q4 2014-10-01 2014-12-31"}},
      {{Every::quarter, 4}, "2014-07-01", "2014-09-30", {"2014-Q3 2014-07-01 2014-09-30"}},
      {{Every::quarter, 1}, "2014-07-02", "2014-12-30", {}},
      {{Every::year, 1}, "2013-06-01", "2015-06-01", {"2014 2014-01-01 2014-12-31"}},
      {{Every::year, 4},
       "2013-04-01",
       "2015-03-31",
       {"2013/14 2013-04-01 2014-03-31", "2014/15 2014-04-01 2015-03-31"}},
      {{Every::year, 7}, "2012-01-01", "2013-06-30", {"2012/13 2012-07-01 2013-06-30"}},
      {{Every::once, 1},
       "2011-10-01",
       "2012-09-30",
       {"2011-10-01..2012-09-30 2011-10-01 2012-09-30"}},
      {{Every::once, 1}, "2012-09-30", "2011-10-01", {}},
      {{Every::month},
       "2013-11-15",
       "2014-01-31",
       {"2013-12 2013-12-01 2013-12-31", "2014-01 2014-01-01 2014-01-31"}},
      {{Every::listed,
        {},
        {{{day("2010-09-09"), day("2012-07-01"), "cohort-1"}, true},
         {{day("2012-07-02"), day("2014-06-30"), "cohort-2"}, true},
         {{day("2014-07-01"), day("2016-06-30"), "cohort-3"}, false}}},
       "2010-09-09",
       "2016-06-30",
       {"cohort-1 2010-09-09 2012-07-01", "cohort-2 2012-07-02 2014-06-30"}},
      {{Every::quarter, 1}, "2012-09-30", "2011-10-01", {}},
  }));
  CAPTURE(first, last);
  CHECK(shown(periods_within(cadence, day(first), day(last))) == periods);
}

TEST_CASE("what lies beside whole periods is named by its days") {
  const auto parts = [](const std::string& first, const std::string& last) {
    const Cadence quarters = {Cadence::Every::quarter, 1};
    const auto whole = periods_within(quarters, day(first), day(last));
    return shown(parts_beside(whole, day(first), day(last)));
  };
  using Texts = std::vector<std::string>;
  CHECK(parts("2015-01-01", "2015-06-30").empty());
  CHECK(parts("2011-06-01", "2011-12-31") == Texts{"2011-06-01..2011-06-30 2011-06-01 2011-06-30"});
  CHECK(parts("2015-02-01", "2016-06-25") == Texts{"2015-02-01..2015-03-31 2015-02-01 2015-03-31",
                                                   "2016-04-01..2016-06-25 2016-04-01 2016-06-25"});
  CHECK(parts("2015-02-01", "2015-05-31").empty());  // no whole quarter
}

TEST_CASE("periods of a cadence follow one another without gap or overlap") {
  using Every = Cadence::Every;
  for (int starts_month = 1; starts_month <= 12; ++starts_month) {
    for (const Every every : {Every::month, Every::quarter, Every::year}) {
      const auto periods =
          periods_within({every, starts_month}, day("1990-01-01"), day("2030-12-31"));
      REQUIRE(periods.size() >= 39);
      for (std::size_t i = 1; i < periods.size(); ++i) {
        CAPTURE(starts_month, shown(periods[i]));
        CHECK(periods[i - 1].last + 1 == periods[i].first);
      }
    }
  }
}

TEST_CASE("a day lies in one year, whichever month years begin on") {
  CHECK(year_around(day("2014-03-31"), 4).name == "2013/14");
  CHECK(year_around(day("2014-04-01"), 4).name == "2014/15");
  CHECK(year_around(day("2014-12-31"), 1).name == "2014");
  for (int starts_month = 1; starts_month <= 12; ++starts_month) {
    for (Date date = day("2014-01-01"); date <= day("2014-12-31"); date = date + 1) {
      CHECK(year_around(date, starts_month).contains(date));
    }
  }
}

TEST_CASE("a range of periods is read") {
  struct Case {
    std::string text;
    int starts_month;
    std::string first, last;
  };
  const auto [text, starts_month, first, last] = GENERATE(values<Case>({
      {"2014-07", 1, "2014-07-01", "2014-07-31"},
      {"2014-Q3", 1, "2014-07-01", "2014-09-30"},
      {"2014", 1, "2014-01-01", "2014-12-31"},
      {"2014", 4, "2014-01-01", "2014-12-31"},
      {"2013/14", 4, "2013-04-01", "2014-03-31"},
      {"2013/14", 7, "2013-07-01", "2014-06-30"},
      {"1999/00", 4, "1999-04-01", "2000-03-31"},
      {"2014-Q1..2015-Q4", 1, "2014-01-01", "2015-12-31"},
      {"2011/12..2013/14", 7, "2011-07-01", "2014-06-30"},
      {"2011-10-01..2012-09-30", 1, "2011-10-01", "2012-09-30"},
      {"2011-10-01", 1, "2011-10-01", "2011-10-01"},
      {"2014-Q4..2015", 1, "2014-10-01", "2015-12-31"},
      {"2014..2014", 1, "2014-01-01", "2014-12-31"},
  }));
  CAPTURE(text);
  const auto range = parse_period_range(text, starts_month);
  REQUIRE(range.has_value());
  CHECK(to_string(range->first) == first);
  CHECK(to_string(range->last) == last);
  CHECK(range->text == text);
}

TEST_CASE("a range that can't be read, or ends before it begins, is refused") {
  const auto [text, starts_month] = GENERATE(table<std::string, int>({
      {"", 4},
      {"..", 4},
      {"2014..", 4},
      {"..2014", 4},
      {"2014-Q0", 4},
      {"2014-Q5", 4},
      {"2014-q1", 4},
      {"2014Q1", 4},
      {"2014-Q", 4},
      {"2014-Q11", 4},
      {"14", 4},
      {"20145", 4},
      {"+201", 4},
      {"-201", 4},
      {"1899", 4},
      {"2199", 4},
      {"2013/15", 4},
      {"2013/4", 4},
      {"2013/2014", 4},
      {"2013-14", 4},
      {"2013/14", 1},  // no such year where years are the calendar's
      {"2014-Q2..2014-Q1", 4},
      {"2014..2013", 4},
      {"2014...2015", 4},
      {"2014..2015..2016", 4},
      {"2014 .. 2015", 4},
      {"2014-02-30", 4},
  }));
  CAPTURE(text, starts_month);
  CHECK_FALSE(parse_period_range(text, starts_month).has_value());
}

}  // namespace
}  // namespace outturn
