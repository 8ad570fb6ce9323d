#include "settle/claims.h"

#include "measure/milestones.h"
#include "rules/load.h"
#include "settle/recompute.h"
#include "settle/settle.h"
#include "settle/statement.h"
#include "support/catch.h"
#include "support/milestone_text.h"
#include "support/people.h"
#include "support/rule_texts.h"

#include <fmt/format.h>

namespace outturn {
namespace {

struct Case {
  Contract contract;
  std::vector<ListedStart> starts;
  std::vector<ListedEvent> events;

  Settlement settled(int year, const std::string& observed_until = "2019-12-31") const {
    ListedPeople people(starts, events);
    const Period period = year_of(year, 1);
    const Date seen = *parse_date(observed_until);
    const auto spec = milestones_needed(contract, period, seen);
    return settle(contract, period, {}, {seen, seen}, measure_milestones(contract, people, *spec));
  }

  // What is due for 2015, 2016, ...: "£10.00, £0.00".
  std::string dues() const {
    std::string text;
    for (int year = 2015; year <= 2018; ++year) {
      const Settlement settlement = settled(year);
      text += (text.empty() ? "" : ", ") + settlement.workings.shown(settlement.total);
    }
    return text;
  }
};

Case case_of(const MilestoneTerms& terms,
             const std::vector<ListedEvent>& events,
             const AttributeMap& more = {},
             int people = 1) {
  Case one{load_contract({"claims.yaml", milestone_text(terms)}, no_rules()), {}, {}};
  for (int i = 1; i <= people; ++i) {
    const std::string name = fmt::format("P{}", i);
    AttributeMap attributes = {{"kind", "in"}, {"matched", "yes"}};
    attributes.insert(more.begin(), more.end());
    one.starts.push_back({name, "C01", "2015-01-31", attributes});
    for (ListedEvent event : events) {
      event.person = name;
      one.events.push_back(event);
    }
  }
  return one;
}

ListedEvent on(const std::string& day, const std::string& outcome) {
  return {"", day, "", {{"outcome", outcome}}};
}

std::string stage(const std::string& name, const std::string& times = "once") {
  return fmt::format(
      "{0}: {{event: {0}, from: start, within: 47 months, proven_within: not asked, times: {1}}}",
      name,
      times);
}

constexpr const char* kJobAndCourse = "rate_card: {job: \"£1,200\", course: £80.50}\n";

TEST_CASE("each claim of each person is paid in the period of its day") {
  const MilestoneTerms terms{stage("job", "up to 3") + "\n" + stage("course"),
                             kJobAndCourse + std::string("each_person_at_most: unlimited")};
  const std::vector<ListedEvent> events = {on("2015-05-01", "job"),
                                           on("2016-05-01", "job"),
                                           on("2016-06-01", "job"),
                                           on("2016-07-01", "job"),
                                           on("2018-12-30", "course")};
  CHECK(case_of(terms, events).dues() == "£1,200.00, £2,400.00, £0.00, £80.50");
  CHECK(case_of(terms, events, {}, 7).dues() == "£8,400.00, £16,800.00, £0.00, £563.50");
}

TEST_CASE("a person earns no more than their ceiling over the whole term") {
  const MilestoneTerms terms{stage("job", "up to 3") + "\n" + stage("course"),
                             kJobAndCourse + std::string("each_person_at_most: £2,450")};
  const std::vector<ListedEvent> events = {on("2015-05-01", "job"),
                                           on("2016-05-01", "course"),
                                           on("2016-06-01", "job"),
                                           on("2017-07-01", "job")};
  CHECK(case_of(terms, events, {}, 2).dues() == "£2,400.00, £2,500.00, £0.00, £0.00");
}

TEST_CASE("a price is looked up by the day that the contract names") {
  MilestoneTerms terms{stage("job", "up to 3"),
                       "rate_card:\n  job:\n    - {from: 2015-01-01, amount: £30}\n"
                       "    - {from: 2016-06-01, amount: £20}\neach_person_at_most: unlimited"};
  const std::vector<ListedEvent> events = {
      on("2015-05-01", "job"), on("2016-05-31", "job"), on("2016-06-01", "job")};
  CHECK(case_of(terms, events).dues() == "£30.00, £50.00, £0.00, £0.00");
  terms.price_as_of = "start";
  CHECK(case_of(terms, events).dues() == "£30.00, £60.00, £0.00, £0.00");
}

TEST_CASE("a price by the start need not outlast the last day of starts") {
  MilestoneTerms terms{
      stage("job"),
      "rate_card:\n  job:\n    - {from: 2015-01-01, until: 2016-06-30, amount: £30}\n"
      "each_person_at_most: unlimited"};
  terms.price_as_of = "start";
  terms.starts_until = "2016-06-30";
  CHECK(case_of(terms, {on("2018-01-01", "job")}).dues() == "£0.00, £0.00, £0.00, £30.00");
  terms.starts_until = "2016-07-01";
  CHECK_THROWS_WITH(
      case_of(terms, {}),
      "claims.yaml:30:13: no price is stated for 2016-07-01, on which a claim could be "
      "priced [not_covered]\n"
      "    state it from the first day of the term on; a fee that ends goes on as 0");
}

TEST_CASE("a price can differ by attributes of the start") {
  MilestoneTerms terms{stage("job"),
                       "rate_card:\n  job:\n    by: band\n    prices:\n      low: £1\n      high: "
                       "{by: area, prices: {north: £20, south: £30}}\neach_person_at_most: £25"};
  terms.group_by = "[band, area]";
  const std::vector<ListedEvent> events = {on("2015-05-01", "job")};
  const auto due = [&](const std::string& band, const std::string& area) {
    return case_of(terms, events, {{"band", band}, {"area", area}}).dues().substr(0, 7);
  };
  CHECK(due("low", "north") == "£1.00,");
  CHECK(due("high", "north") == "£20.00");
  CHECK(due("high", "south") == "£25.00");
  CHECK_THROWS_WITH(due("middle", "north"),
                    "claims.yaml:30:13: there is no price of \"job\" for band = middle "
                    "[missing_price]\n"
                    "    agree a price and add it; nobody is paid for by guess");
}

// Crime and education £700, progress to work £100 more; or a job £800.
const char* const kFamilyStages =
    "crime: {event: crime, from: start, within: 47 months, proven_within: not asked, times: once}\n"
    "school: {event: school, from: start, within: 47 months, proven_within: not asked, times: "
    "once}\n"
    "progress: {event: progress, from: start, within: 47 months, proven_within: not asked, times: "
    "once}\n"
    "job: {event: job, from: start, within: 47 months, proven_within: not asked, times: once}\n"
    "both: {all_of: [crime, school]}\n"
    "further: {all_of: [both, progress]}\n"
    "attached: {on: start}";

MilestoneTerms family(const std::string& route) {
  return {kFamilyStages,
          "rate_card: {crime: £0, school: £0, progress: £0, job: £750, both: £700, further: £100, "
          "attached: £5}\neach_person_at_most: unlimited\nroutes:\n  - [crime, school, progress, "
          "both, further]\n  - [job]\nbesides_routes: [attached]\nroute: " +
              route};
}

TEST_CASE("one person is paid for one route: the higher, or the one reached first") {
  const std::vector<ListedEvent> crime_first = {on("2015-05-01", "crime"),
                                                on("2015-06-01", "school"),
                                                on("2016-05-01", "job"),
                                                on("2017-05-01", "progress")};
  CHECK(case_of(family("highest"), crime_first).dues() == "£705.00, £50.00, £50.00, £0.00");
  CHECK(case_of(family("first reached"), crime_first).dues() == "£705.00, £0.00, £100.00, £0.00");
  const std::vector<ListedEvent> job_first = {on("2015-05-01", "crime"),
                                              on("2015-06-01", "job"),
                                              on("2016-05-01", "school"),
                                              on("2017-05-01", "progress")};
  CHECK(case_of(family("highest"), job_first).dues() == "£755.00, £0.00, £50.00, £0.00");
  CHECK(case_of(family("first reached"), job_first).dues() == "£755.00, £0.00, £0.00, £0.00");
}

TEST_CASE("of two routes first reached on one day the one written first is paid") {
  const std::vector<ListedEvent> same_day = {
      on("2015-05-01", "crime"), on("2015-06-01", "school"), on("2015-06-01", "job")};
  CHECK(case_of(family("first reached"), same_day).dues() == "£705.00, £0.00, £0.00, £0.00");
}

TEST_CASE("claims can be deducted") {
  MilestoneTerms terms{stage("lost")};
  std::string text = milestone_text(terms);
  text.replace(text.find("pay:\n        rate"), 4, "deduct:");
  Case one = case_of(terms, {on("2015-05-01", "lost")});
  one.contract = load_contract({"claims.yaml", text}, no_rules());
  CHECK(one.dues() == "-£10.00, £0.00, £0.00, £0.00");
}

TEST_CASE("a period is final once the data has seen its last day") {
  const Case one = case_of({stage("job")}, {});
  CHECK(one.settled(2015, "2015-12-31").finality.final);
  const Settlement interim = one.settled(2015, "2015-12-30");
  CHECK_FALSE(interim.finality.final);
  CHECK(interim.finality.reason ==
        "claims are decided until 2015-12-31, and the data is observed until 2015-12-30");
}

TEST_CASE("where no events are known, nobody is known to have stayed clear of them") {
  const Case one = case_of({"    free: {clear_of: [prison], from: start, for: 6 months, "
                            "proven_within: not asked}\n"},
                           {});
  ListedPeople people(one.starts, {});
  const Period period = year_of(2016, 1);
  const auto measured = measure_milestones(
      one.contract, people, *milestones_needed(one.contract, period, std::nullopt));
  const Settlement settlement = settle(one.contract, period, {}, {period.last, {}}, measured);
  CHECK_FALSE(settlement.finality.final);
  CHECK(settlement.finality.reason == "no imported file covers the events of provider \"C01\"");
  CHECK(measured.stages.at(0).now == 0);
}

TEST_CASE("nobody who starts after the last day of starts is followed") {
  MilestoneTerms terms{stage("job")};
  terms.starts_until = "2015-01-30";
  CHECK(case_of(terms, {on("2015-05-01", "job")}).dues() == "£0.00, £0.00, £0.00, £0.00");
  terms.starts_until = "2015-01-31";
  CHECK(case_of(terms, {on("2015-05-01", "job")}).dues() == "£10.00, £0.00, £0.00, £0.00");
}

TEST_CASE("a line of claims says what was claimed") {
  const Case one = case_of({stage("job", "up to 2") + "\n" + stage("course")},
                           {on("2015-05-01", "job"), on("2015-05-02", "job")},
                           {},
                           3);
  CHECK(one.settled(2015).lines.at(0).why ==
        std::vector<std::string>{"job: 6 claims of 3 people in this period."});
}

TEST_CASE("a statement of claims follows from its own workings and evidence") {
  const Case one = case_of(family("highest"),
                           {on("2015-05-01", "crime"),
                            on("2016-01-01", "crime"),
                            on("2016-05-01", "school"),
                            on("2016-06-01", "job")},
                           {},
                           4);
  for (const int year : {2015, 2016}) {
    const Settlement settlement = one.settled(year);
    const Documents documents = write_documents(one.contract, settlement, {"test", {}});
    CHECK(faults_in(documents.statement, documents.evidence).empty());
  }
}

}  // namespace
}  // namespace outturn
