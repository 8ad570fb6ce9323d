#include "measure/milestones.h"

#include "rules/load.h"
#include "support/catch.h"
#include "support/milestone_text.h"
#include "support/people.h"
#include "support/rule_texts.h"

#include <fmt/format.h>

namespace outturn {
namespace {

const AttributeMap kIn = {{"kind", "in"}, {"matched", "yes"}};

ListedEvent event(const std::string& outcome,
                  const std::string& day,
                  const std::string& proven = "",
                  AttributeMap attributes = {}) {
  attributes["outcome"] = outcome;
  return {"P1", day, proven, attributes};
}

Period year(int number) {
  return year_of(number, 1);
}

MeasuredMilestones measured(const MilestoneTerms& terms,
                            const std::vector<ListedStart>& starts,
                            const std::vector<ListedEvent>& events,
                            const Period& period = year(2015),
                            const std::string& observed_until = "2019-12-31") {
  const Contract contract = load_contract({"claims.yaml", milestone_text(terms)}, no_rules());
  ListedPeople people(starts, events);
  MilestoneSpec spec{"C01", contract.first, period.last, period, {}, true, false, {}};
  spec.observed_until = *parse_date(observed_until);
  return measure_milestones(contract, people, spec);
}

// The claims of P1, who starts on 31 January 2015.
std::string claims(const MilestoneTerms& terms,
                   const std::vector<ListedEvent>& events,
                   const Period& period = year(2015),
                   const std::string& observed_until = "2019-12-31") {
  const auto all =
      measured(terms, {{"P1", "C01", "2015-01-31", kIn}}, events, period, observed_until);
  const std::string& line = all.evidence.at(0).line;
  return line.substr(line.rfind(',') + 1);
}

constexpr const char* kJob =
    "job: {event: job, from: start, within: 12 months, proven_within: not asked, times: once}";

TEST_CASE("a start can be claimed on its day") {
  CHECK(claims({"attached: {on: start}"}, {}) == "attached|2015-01-31|claimed|1|");
  CHECK(claims({"attached: {on: start}"}, {}, year(2016)) ==
        "attached|2015-01-31|claimed_before|1|");
}

TEST_CASE("an event counts from the start until the time is complete") {
  const auto [day, same_day, anniversary, result] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"2015-01-30", "counted", "not counted", "before_its_time"},
          {"2015-01-31", "counted", "not counted", "claimed"},
          {"2015-01-31", "not counted", "not counted", "before_its_time"},
          {"2015-02-01", "not counted", "not counted", "claimed"},
          {"2016-01-30", "counted", "not counted", "claimed"},
          {"2016-01-31", "counted", "not counted", "after_its_time"},
          {"2016-01-31", "counted", "counted", "claimed"},
          {"2016-02-01", "counted", "counted", "after_its_time"},
      }));
  MilestoneTerms terms{kJob};
  terms.same_day = same_day;
  terms.anniversary = anniversary;
  CAPTURE(day, same_day, anniversary);
  const Period both = {Date::of(2015, 1, 1), Date::of(2016, 12, 31), "both"};
  CHECK(claims(terms, {event("job", day)}, both) == fmt::format("job|{}|{}|1|2/2", day, result));
}

TEST_CASE("a claim is of the period that holds its day, and is not looked at before") {
  const std::vector<ListedEvent> events = {event("job", "2016-01-05")};
  CHECK(claims({kJob}, events, year(2015)) == "job|2016-01-05|later|1|2/2");
  CHECK(claims({kJob}, events, year(2016)) == "job|2016-01-05|claimed|1|2/2");
  CHECK(claims({kJob}, events, year(2017)) == "job|2016-01-05|claimed_before|1|2/2");
}

TEST_CASE("a stage is claimed once, or up to a number of times") {
  const std::vector<ListedEvent> events = {
      event("job", "2015-03-01"), event("job", "2015-03-01"), event("job", "2015-04-01")};
  CHECK(claims({kJob}, events) ==
        "job|2015-03-01|claimed|1|2/2; job|2015-03-01|claimed_already|1|2/3; "
        "job|2015-04-01|claimed_already|1|2/4");
  CHECK(claims({"job: {event: job, from: start, within: 12 months, proven_within: not asked, "
                "times: up to 2}"},
               events) ==
        "job|2015-03-01|claimed|1|2/2; job|2015-03-01|claimed|1|2/3; "
        "job|2015-04-01|claimed_already|1|2/4");
}

TEST_CASE("an event can count as often as an attribute says, up to what is left") {
  const MilestoneTerms terms{
      "night: {event: housed, from: start, within: 365 days, proven_within: not asked, times: up "
      "to 100, each: nights}"};
  const auto nights = [](const std::string& day, const std::string& number) {
    return event("housed", day, "", {{"nights", number}});
  };
  CHECK(claims(terms,
               {nights("2015-02-01", "60"),
                nights("2015-03-01", "0"),
                nights("2015-04-01", "70"),
                nights("2015-05-01", "1")}) ==
        "night|2015-02-01|claimed|60|2/2; night|2015-03-01|claimed|0|2/3; "
        "night|2015-04-01|claimed|40|2/4; night|2015-05-01|claimed_already|1|2/5");
}

TEST_CASE("a claim that must be proven is reached on the day of its proof") {
  const MilestoneTerms terms{
      "job: {event: job, from: start, within: 12 months, proven_within: 6 months, times: once}"};
  const Period late = {Date::of(2016, 1, 1), Date::of(2017, 12, 31), "late"};
  CHECK(claims(terms, {event("job", "2015-03-01", "2015-02-01")}) ==
        "job|2015-03-01|claimed|1|2/2");
  CHECK(claims(terms, {event("job", "2015-03-01", "2016-07-30")}) == "job|2016-07-30|later|1|2/2");
  CHECK(claims(terms, {event("job", "2015-03-01", "2016-07-30")}, late) ==
        "job|2016-07-30|claimed|1|2/2");
  CHECK(claims(terms, {event("job", "2015-03-01", "2016-07-31")}, late) ==
        "job|2016-07-31|proven_too_late|1|2/2");
  CHECK(claims(terms, {event("job", "2015-03-01")}) == "job|2015-03-01|not_proven|1|2/2");
}

TEST_CASE("of two events the one proven first is claimed first") {
  const MilestoneTerms terms{
      "job: {event: job, from: start, within: 12 months, proven_within: 6 months, times: once}"};
  CHECK(claims(
            terms,
            {event("job", "2015-03-01", "2015-09-01"), event("job", "2015-04-01", "2015-05-01")}) ==
        "job|2015-05-01|claimed|1|2/3; job|2015-09-01|claimed_already|1|2/2");
}

TEST_CASE("evidence that isn't accepted is refused, and unknown evidence stops everything") {
  const MilestoneTerms terms{
      "job: {event: job, from: start, within: 12 months, proven_within: not asked, times: once, "
      "evidence: {counted: [payslip], not_counted: [word]}}"};
  const auto with = [](const std::string& evidence) {
    return event("job", "2015-03-01", "", {{"evidence", evidence}});
  };
  CHECK(claims(terms, {with("payslip")}) == "job|2015-03-01|claimed|1|2/2");
  CHECK(claims(terms, {with("word")}) == "job|2015-03-01|evidence_not_accepted|1|2/2");
  CHECK_THROWS_WITH(claims(terms, {with("rumour")}),
                    "claims.yaml:20:104: evidence is \"rumour\" in the data, and the stage \"job\" "
                    "neither accepts it nor leaves it out [unknown_word]\n"
                    "    add it to counted or to not_counted");
}

TEST_CASE("a stage can run from another one, and come after one") {
  const std::string keeps =
      "kept: {event: kept, from: job, within: 3 months, proven_within: not asked, times: once}";
  const MilestoneTerms terms{std::string(kJob) + "\n" + keeps};
  CHECK(claims(terms, {event("kept", "2015-06-01")}) == "kept|2015-06-01|stage_not_reached|1|2/2");
  CHECK(claims(terms, {event("job", "2015-03-01"), event("kept", "2015-05-31")}) ==
        "job|2015-03-01|claimed|1|2/2; kept|2015-05-31|claimed|1|2/3");
  CHECK(claims(terms, {event("job", "2015-03-01"), event("kept", "2015-06-01")}) ==
        "job|2015-03-01|claimed|1|2/2; kept|2015-06-01|after_its_time|1|2/3");
  const std::string after =
      "kept: {event: kept, from: start, within: 3 months, proven_within: not asked, times: once, "
      "after: job}";
  const MilestoneTerms ordered{std::string(kJob) + "\n" + after};
  CHECK(claims(ordered, {event("job", "2015-03-01"), event("kept", "2015-02-28")}) ==
        "job|2015-03-01|claimed|1|2/2; kept|2015-02-28|before_its_time|1|2/3");
  CHECK(claims(ordered, {event("job", "2015-03-01"), event("kept", "2015-03-01")}) ==
        "job|2015-03-01|claimed|1|2/2; kept|2015-03-01|claimed|1|2/3");
}

TEST_CASE("time without an event is claimed on the day that completes it") {
  const auto [day, anniversary, result] = GENERATE(table<std::string, std::string, std::string>({
      {"2015-01-30", "not counted", "free|2015-07-31|claimed|1|"},
      {"2015-01-31", "not counted", "free|2015-01-31|broken|1|2/2"},
      {"2015-07-30", "not counted", "free|2015-07-30|broken|1|2/2"},
      {"2015-07-31", "not counted", "free|2015-07-31|claimed|1|"},
      {"2015-07-31", "counted", "free|2015-07-31|broken|1|2/2"},
      {"2015-08-01", "counted", "free|2015-07-31|claimed|1|"},
  }));
  MilestoneTerms terms{
      "free: {clear_of: [prison], from: start, for: 6 months, proven_within: not asked}"};
  terms.anniversary = anniversary;
  CAPTURE(day, anniversary);
  CHECK(claims(terms, {event("prison", day)}) == result);
}

TEST_CASE("time without an event isn't claimed before the data has seen it end") {
  const MilestoneTerms terms{
      "free: {clear_of: [prison], from: start, for: 6 months, proven_within: 1 month}"};
  CHECK(claims(terms, {}, year(2015), "2015-08-31") == "free|2015-08-31|claimed|1|");
  CHECK(claims(terms, {}, year(2015), "2015-08-30") == "free|2015-08-31|not_observed|1|");
  CHECK(claims(terms, {event("prison", "2015-03-01")}) == "free|2015-08-31|claimed|1|");
  CHECK(claims(terms, {event("prison", "2015-03-01", "2015-08-30")}) ==
        "free|2015-08-30|broken|1|2/2");
  CHECK(claims(terms, {event("prison", "2015-03-01", "2015-08-31")}) ==
        "free|2015-08-31|claimed|1|");
}

TEST_CASE("clear stretches follow each other, and month ends don't add up") {
  const auto stages = [](const std::string& after) {
    return MilestoneTerms{
        "clean: {clear_of: [arrest], from: start, every: 1 month, times: up to 3, "
        "after_an_event: " +
        after + ", proven_within: not asked}"};
  };
  CHECK(claims(stages("goes on"), {event("arrest", "2015-02-28")}) ==
        "clean|2015-02-28|claimed|1|; clean|2015-02-28|broken|1|2/2; clean|2015-04-30|claimed|1|");
  CHECK(claims(stages("ends"), {event("arrest", "2015-02-28")}) ==
        "clean|2015-02-28|claimed|1|; clean|2015-02-28|broken|1|2/2");
}

TEST_CASE("numbers are added up exactly until they reach what is asked for") {
  const MilestoneTerms terms{
      "earned: {sum_of: pay, adds_up: pounds, reaches: 1000, from: start, within: 456 days, "
      "proven_within: not asked}"};
  const auto pay = [](const std::string& day, const std::string& pounds) {
    return event("pay", day, "", {{"pounds", pounds}});
  };
  CHECK(claims(terms, {pay("2015-03-01", "400"), pay("2015-04-01", "600")}) ==
        "earned|2015-04-01|claimed|1|2/3");
  CHECK(claims(terms, {pay("2015-03-01", "400"), pay("2015-04-01", "599")}) ==
        "earned|2015-04-01|sum_not_reached|1|2/3");
  CHECK_THROWS_WITH(
      claims(terms, {pay("2015-03-01", "1.5")}),
      "claims.yaml:20:5: pounds is \"1.5\" in the data, and the stage \"earned\" needs a whole "
      "number [bad_number]\n"
      "    mend the record: at most 15 digits, and nothing else");
}

TEST_CASE("a stage of several is reached on the last of their days") {
  const std::string job = kJob;
  const std::string course =
      "course: {event: course, from: start, within: 12 months, proven_within: not asked, times: "
      "once}";
  const MilestoneTerms terms{job + "\n" + course + "\nboth: {all_of: [job, course]}"};
  CHECK(claims(terms, {event("job", "2015-05-01")}) == "job|2015-05-01|claimed|1|2/2");
  CHECK(claims(terms, {event("job", "2015-05-01"), event("course", "2015-03-01")}) ==
        "job|2015-05-01|claimed|1|2/2; course|2015-03-01|claimed|1|2/3; "
        "both|2015-05-01|claimed|1|");
}

TEST_CASE("an outcome that nothing names stops the settlement") {
  MilestoneTerms terms{kJob};
  terms.other_events = "[conviction]";
  CHECK(claims(terms, {event("conviction", "2015-05-01")}).empty());
  CHECK_THROWS_WITH(claims(terms, {event("jobb", "2015-05-01")}),
                    "claims.yaml:18:17: an outcome is \"jobb\" in the data, and no stage reads it "
                    "[unknown_word]\n"
                    "    add it to other_events, or to the stage that it belongs to");
}

std::string starts_text(const MeasuredMilestones& all) {
  std::string text;
  for (const PersonClass one : all_person_classes()) {
    const auto count = all.starts_by_class.at(static_cast<std::size_t>(one));
    text += count == 0 ? "" : fmt::format("{} {};", code_of(one), count);
  }
  return text;
}

TEST_CASE("the first eligible start of a person is followed through the term") {
  const std::vector<ListedStart> starts = {
      {"P1", "C01", "2015-01-31", {{"kind", "out"}, {"matched", "yes"}}},
      {"P1", "C01", "2015-02-01", kIn},
      {"P1", "C01", "2016-02-01", kIn},
      {"P2", "C01", "2015-02-01", {{"kind", "in"}, {"matched", "no"}}},
      {"P2", "C01", "2015-03-01", kIn},
      {"P3", "", "2015-02-01", kIn},
      {"P4", "C01", "2017-02-01", kIn},
  };
  const MeasuredMilestones all = measured({"attached: {on: start}"}, starts, {}, year(2016));
  CHECK(
      starts_text(all) ==
      "counted 1;attribute_not_in_scope 1;another_start_counts 2;not_measurable 1;no_provider 1;");
  CHECK(all.people() == 1);
  CHECK(all.people_seen == 3);
  CHECK(all.stages.at(0).before == 1);
  CHECK(all.stages.at(0).now == 0);
}

TEST_CASE("people who are paid for alike share one pattern") {
  MilestoneTerms terms{kJob};
  terms.group_by = "[band]";
  AttributeMap high = kIn;
  high["band"] = "high";
  const std::vector<ListedStart> starts = {{"P1", "C01", "2015-02-01", kIn},
                                           {"P2", "C01", "2015-03-01", kIn},
                                           {"P3", "C01", "2015-03-01", high},
                                           {"P4", "C01", "2015-03-01", high}};
  const auto job = [](const std::string& person) {
    return ListedEvent{person, "2015-06-01", "", {{"outcome", "job"}}};
  };
  const MeasuredMilestones all = measured(terms, starts, {job("P1"), job("P2"), job("P3")});
  REQUIRE(all.patterns.size() == 3);
  const auto share_of = [&](const Pattern& pattern) {
    const PatternShare& share = all.patterns.at(pattern);
    return std::pair(share.number, share.people);
  };
  CHECK(share_of(Pattern{}) == std::pair<std::int64_t, std::int64_t>(0, 1));
  CHECK(share_of({{""}, {{0, Date::of(2015, 6, 1), 0, 1}}}) ==
        std::pair<std::int64_t, std::int64_t>(1, 2));
  CHECK(share_of({{"high"}, {{0, Date::of(2015, 6, 1), 0, 1}}}) ==
        std::pair<std::int64_t, std::int64_t>(2, 1));
  CHECK(all.stages.at(0).people_now == 3);
  CHECK(all.evidence.at(0).line ==
        "milestones,P1,2015-02-01,1/2,counted,,,,,,,,,,,,,1,job|2015-06-01|claimed|1|2/2");
  CHECK(all.evidence.at(3).line == "milestones,P4,2015-03-01,1/5,counted,,,,,,,,,,,,,0,");
}

}  // namespace
}  // namespace outturn
