// Which events count: the windows day by day, outcomes, breaches.
#include "measure/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

struct Window {
  std::string follow_up;
  std::string waiting;
  std::string month_end;
  std::string anniversary;
};

const Window kMonths = {"12 months", "6 months", "last day of the month", "not counted"};
const Window kMonthsNext = {"12 months", "6 months", "first of the next month", "not counted"};
const Window kSix = {"6 months", "0 months", "last day of the month", "not counted"};
const Window kSixNext = {"6 months", "0 days", "first of the next month", "not counted"};
const Window kDays = {"365 days", "0 days", "last day of the month", "not counted"};
const Window kDaysCounted = {"365 days", "0 days", "last day of the month", "counted"};
const Window kMonthsCounted = {"12 months", "6 months", "last day of the month", "counted"};

Contract contract_with(const Window& window) {
  const std::string block =
      "  follow_up: " + window.follow_up + "\n  waiting_period: " + window.waiting +
      "\n  month_end: " + window.month_end + "\n  anniversary: " + window.anniversary + "\n";
  return sample_contract(
      {{"  follow_up: 12 months\n  waiting_period: 6 months\n"
        "  month_end: last day of the month\n  anniversary: not counted\n",
        block}});
}

// The class of one event of somebody who starts on `index`.
std::string class_of(const Contract& contract,
                     const std::string& index,
                     const std::string& offence,
                     const std::string& proven,
                     const AttributeMap& changes = {}) {
  ListedPeople people({{"P1", "C01", index, in_scope({{"age", "old"}})}},
                      {{"P1", offence, proven, conviction(changes)}});
  const Date day = parse_date(index).value();
  const MeasuredCohort cohort =
      measure_cohort(contract, people, {"actual", "C01", day, day, Date::of(2015, 1, 1)});
  return events_of(cohort);
}

TEST_CASE("an offence counts from the index date until the follow-up ends") {
  const auto [window, index, offence, result] =
      GENERATE(table<const Window*, std::string, std::string, std::string>({
          // [index, index + 12 months)
          {&kMonths, "2015-03-01", "2015-02-28", "before_index_date 1"},
          {&kMonths, "2015-03-01", "2015-03-01", "counted 1"},
          {&kMonths, "2015-03-01", "2016-02-29", "counted 1"},
          {&kMonths, "2015-03-01", "2016-03-01", "after_follow_up 1"},
          // a year from 29 February
          {&kMonths, "2016-02-29", "2017-02-27", "counted 1"},
          {&kMonths, "2016-02-29", "2017-02-28", "after_follow_up 1"},
          {&kMonthsNext, "2016-02-29", "2017-02-28", "counted 1"},
          {&kMonthsNext, "2016-02-29", "2017-03-01", "after_follow_up 1"},
          // six months from 31 August, into a leap year and into a common one
          {&kSix, "2015-08-31", "2016-02-28", "counted 1"},
          {&kSix, "2015-08-31", "2016-02-29", "after_follow_up 1"},
          {&kSixNext, "2015-08-31", "2016-02-29", "counted 1"},
          {&kSixNext, "2015-08-31", "2016-03-01", "after_follow_up 1"},
          {&kSix, "2016-08-31", "2017-02-27", "counted 1"},
          {&kSix, "2016-08-31", "2017-02-28", "after_follow_up 1"},
          // 365 days: the last is the 364th after the index date, or the anniversary
          {&kDays, "2015-01-01", "2015-12-31", "counted 1"},
          {&kDays, "2015-01-01", "2016-01-01", "after_follow_up 1"},
          {&kDaysCounted, "2015-01-01", "2016-01-01", "counted 1"},
          {&kDaysCounted, "2015-01-01", "2016-01-02", "after_follow_up 1"},
          {&kDays, "2016-01-01", "2016-12-30", "counted 1"},
          {&kDays, "2016-01-01", "2016-12-31", "after_follow_up 1"},
          {&kMonthsCounted, "2015-03-01", "2016-03-01", "counted 1"},
          {&kMonthsCounted, "2015-03-01", "2016-03-02", "after_follow_up 1"},
      }));
  CAPTURE(window->follow_up, window->month_end, window->anniversary, index, offence);
  CHECK(class_of(contract_with(*window), index, offence, offence) == result);
}

TEST_CASE("an offence must be proven before follow-up and waiting period have passed") {
  const auto [window, index, proven, result] =
      GENERATE(table<const Window*, std::string, std::string, std::string>({
          {&kMonths, "2015-03-01", "2016-08-31", "counted 1"},
          {&kMonths, "2015-03-01", "2016-09-01", "proven_too_late 1"},
          // 18 months from 31 August 2015 in one step: 28 February 2017, not by way of 29 February
          {&kMonths, "2015-08-31", "2017-02-27", "counted 1"},
          {&kMonths, "2015-08-31", "2017-02-28", "proven_too_late 1"},
          {&kMonthsNext, "2015-08-31", "2017-02-28", "counted 1"},
          {&kMonthsNext, "2015-08-31", "2017-03-01", "proven_too_late 1"},
          {&kMonthsCounted, "2015-03-01", "2016-09-01", "counted 1"},
          {&kMonthsCounted, "2015-03-01", "2016-09-02", "proven_too_late 1"},
          {&kDays, "2015-01-01", "2015-12-31", "counted 1"},
          {&kDays, "2015-01-01", "2016-01-01", "proven_too_late 1"},
          {&kMonths, "2015-03-01", "", "not_proven 1"},
      }));
  CAPTURE(window->follow_up, window->month_end, window->anniversary, index, proven);
  CHECK(class_of(contract_with(*window), index, index, proven) == result);
}

TEST_CASE("an event is ignored for the first reason that holds") {
  const auto [offence,
              proven,
              changes,
              result] = GENERATE(table<std::string, std::string, AttributeMap, std::string>({
      {"2015-04-01", "2015-05-01", AttributeMap{}, "counted 1"},
      {"2015-04-01", "2015-05-01", AttributeMap{{"outcome", "caution"}}, "counted 1"},
      {"2015-04-01", "2015-05-01", AttributeMap{{"outcome", "acquittal"}}, "outcome_not_counted 1"},
      {"2015-04-01", "2015-05-01", AttributeMap{{"breach", "yes"}}, "breach 1"},
      {"2015-04-01", "2015-05-01", AttributeMap{{"breach", ""}}, "counted 1"},
      {"2015-04-01", "", AttributeMap{{"breach", "yes"}}, "breach 1"},
      {"2015-04-01", "", AttributeMap{{"outcome", "acquittal"}}, "outcome_not_counted 1"},
      {"2014-04-01", "", AttributeMap{{"breach", "yes"}}, "before_index_date 1"},
      {"2017-04-01", "2015-05-01", AttributeMap{{"outcome", "acquittal"}}, "after_follow_up 1"},
  }));
  CAPTURE(offence, proven, result);
  CHECK(class_of(sample_contract(), "2015-03-01", offence, proven, changes) == result);
}

TEST_CASE("a breach counts where the contract says so, by its outcome") {
  const Contract contract = sample_contract({{"breaches: not counted", "breaches: counted"}});
  CHECK(class_of(contract, "2015-03-01", "2015-04-01", "2015-05-01", {{"breach", "yes"}}) ==
        "counted 1");
  CHECK(class_of(contract,
                 "2015-03-01",
                 "2015-04-01",
                 "2015-05-01",
                 {{"breach", "yes"}, {"outcome", "acquittal"}}) == "outcome_not_counted 1");
}

TEST_CASE("an outcome in neither list stops the settlement, wherever the event falls") {
  const auto [outcome, offence, said] = GENERATE(table<std::string, std::string, std::string>({
      {"fined", "2015-04-01", "\"fined\""},
      {"fined", "2010-04-01", "\"fined\""},
      {"", "2015-04-01", "missing"},
  }));
  CHECK(refusal_of(sample_contract(),
                   {{"P1", "C01", "2015-03-01", in_scope()}},
                   {{"P1", offence, "2015-05-01", conviction({{"outcome", outcome}})}}) ==
        "contract.yaml:22:13: an outcome is " + said +
            " in the data, and the rule neither counts it nor leaves it out [unknown_word]\n"
            "    add it to counted or to not_counted");
}

TEST_CASE("only events of counted people are classed") {
  const MeasuredCohort cohort =
      measure_2015(sample_contract(),
                   {{"P1", "C01", "2015-03-01", in_scope({{"matched", "no"}})}},
                   {{"P1", "2015-04-01", "2015-05-01", conviction()}});
  CHECK(events_of(cohort).empty());
}

TEST_CASE("each start of a person has a follow-up of its own") {
  const Contract contract =
      sample_contract({{"starts_per_person: first", "starts_per_person: each"}});
  const MeasuredCohort cohort = measure_2015(
      contract,
      {{"P1", "C01", "2015-01-01", in_scope()}, {"P1", "C01", "2015-12-01", in_scope()}},
      {{"P1", "2015-12-15", "2016-01-15", conviction()},
       {"P1", "2016-03-01", "2016-04-01", conviction()}});
  CHECK(events_of(cohort) == "counted 3, after_follow_up 1");
  CHECK(cohort.total.people == 2);
  CHECK(cohort.total.reoffenders == 2);
  CHECK(cohort.total.reoffences == 3);
}

}  // namespace
}  // namespace outturn
