// Who is in: scope, tie-breaks, people under nobody.
#include "measure/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

ListedStart start(const std::string& person,
                  const std::string& day,
                  const AttributeMap& changes = {},
                  const std::string& provider = "C01") {
  return {person, provider, day, in_scope(changes)};
}

// The fields of an evidence row up to the score.
std::string head_of(const EvidenceRow& row) {
  std::size_t end = 0;
  for (int comma = 0; comma < 7; ++comma) {
    end = row.line.find(',', end + 1);
  }
  return row.line.substr(0, end);
}

TEST_CASE("a start is counted, or excluded for the first reason that holds") {
  const auto [changes, result] = GENERATE(table<AttributeMap, std::string>({
      {AttributeMap{}, "counted,,"},
      {AttributeMap{{"disposal", "community"}}, "counted,,"},
      {AttributeMap{{"disposal", "nps"}}, "excluded,disposal_not_in_scope,disposal = nps"},
      {AttributeMap{{"disposal", "nps"}, {"sex", ""}},
       "excluded,disposal_not_in_scope,disposal = nps"},
      {AttributeMap{{"sex", "x"}}, "excluded,attribute_not_in_scope,sex = x"},
      {AttributeMap{{"sex", ""}}, "excluded,attribute_missing,sex = (none)"},
      {AttributeMap{{"sex", ""}, {"matched", "no"}}, "excluded,attribute_missing,sex = (none)"},
      {AttributeMap{{"matched", "no"}}, "excluded,not_measurable,matched = no"},
  }));
  CAPTURE(result);
  const MeasuredCohort cohort =
      measure_2015(sample_contract(), {start("P1", "2015-03-01", changes)});
  REQUIRE(cohort.evidence.size() == 1);
  CHECK(head_of(cohort.evidence[0]) == "actual,P1,2015-03-01,1/2," + result);
  CHECK(cohort.starts() == 1);
  CHECK(cohort.total.people == (result == "counted,," ? 1 : 0));
}

TEST_CASE("one start a person counts in each of the stretches that are named") {
  const std::vector<ListedStart> starts = {start("P1", "2015-03-01"),
                                           start("P1", "2015-12-31"),
                                           start("P1", "2016-01-01"),
                                           start("P2", "2016-05-05")};
  const auto [tie_break, whole, by_year] = GENERATE(table<std::string, int, int>({
      {"first", 2, 3},
      {"last", 2, 3},
      {"each", 4, 4},
  }));
  CAPTURE(tie_break);
  const Contract contract =
      sample_contract({{"starts_per_person: first", "starts_per_person: " + tie_break}});
  ListedPeople people(starts, {});
  CohortSpec spec{
      "baseline", "C01", Date::of(2015, 1, 1), Date::of(2016, 12, 31), Date::of(2015, 1, 1), {}};
  CHECK(measure_cohort(contract, people, spec).total.people == whole);
  spec.one_per_person_in = {year_of(2015, 1), year_of(2016, 1)};
  const MeasuredCohort cohort = measure_cohort(contract, people, spec);
  CHECK(cohort.total.people == by_year);
  CHECK(cohort.starts() == 4);
}

TEST_CASE("any other value leaves out of the measurable those who lack it") {
  const Contract contract =
      sample_contract({{"{attribute: matched, counted: [\"yes\"], not_counted: [\"no\"]}",
                        "{attribute: matched, counted: [\"yes\"], not_counted: any other}"}});
  const MeasuredCohort cohort = measure_2015(contract,
                                             {start("P1", "2015-03-01", {{"matched", ""}}),
                                              start("P2", "2015-03-01", {{"matched", "perhaps"}})});
  CHECK(starts_of(cohort) == "not_measurable 2");
  CHECK(cohort.eligible() == 2);
}

TEST_CASE("where everyone is measurable, everyone eligible is counted") {
  const Contract contract = sample_contract(
      {{"  measurable:\n    - {attribute: matched, counted: [\"yes\"], not_counted: [\"no\"]}\n",
        "  measurable: everyone\n"}});
  const MeasuredCohort cohort =
      measure_2015(contract, {start("P1", "2015-03-01", {{"matched", "no"}})});
  CHECK(starts_of(cohort) == "counted 1");
}

TEST_CASE("one start a person counts by the tie-break, among those that are eligible") {
  const auto [rule, days_counted] = GENERATE(table<std::string, std::vector<std::string>>({
      {"first", {"2015-03-01"}},
      {"last", {"2015-11-01"}},
      {"each", {"2015-03-01", "2015-06-01", "2015-11-01"}},
  }));
  CAPTURE(rule);
  const std::string key = "starts_per_person: " + rule;
  const Contract contract = sample_contract({{"starts_per_person: first", key}});
  const MeasuredCohort cohort = measure_2015(contract,
                                             {start("P1", "2015-01-01", {{"disposal", "nps"}}),
                                              start("P1", "2015-03-01"),
                                              start("P1", "2015-06-01"),
                                              start("P1", "2015-11-01"),
                                              start("P1", "2015-12-31", {{"sex", ""}})});
  std::vector<std::string> counted;
  for (const EvidenceRow& row : cohort.evidence) {
    if (row.line.find(",counted,") != std::string::npos) {
      counted.push_back(to_string(row.index_date));
    }
  }
  CHECK(counted == days_counted);
  CHECK(starts_of(cohort) ==
        (rule == "each"
             ? "counted 3, disposal_not_in_scope 1, attribute_missing 1"
             : "counted 1, disposal_not_in_scope 1, attribute_missing 1, another_start_counts 2"));
  CHECK(cohort.people_seen == 1);
}

// The contract counts the first start, not the first that can be followed up: else a provider could
// choose which start is matched.
TEST_CASE("a start that can't be measured still takes the person's place") {
  const MeasuredCohort cohort =
      measure_2015(sample_contract(),
                   {start("P1", "2015-03-01", {{"matched", "no"}}), start("P1", "2015-06-01")});
  CHECK(starts_of(cohort) == "another_start_counts 1, not_measurable 1");
  CHECK(cohort.total.people == 0);
}

TEST_CASE("a cohort is the starts of one provider between two days, both included") {
  const MeasuredCohort cohort = measure_2015(sample_contract(),
                                             {start("P1", "2014-12-31"),
                                              start("P2", "2015-01-01"),
                                              start("P3", "2015-12-31"),
                                              start("P4", "2016-01-01"),
                                              start("P5", "2015-06-01", {}, "C02")});
  CHECK(cohort.total.people == 2);
  CHECK(cohort.people_seen == 2);
  CHECK(cohort.evidence.at(0).person == "P2");
  CHECK(cohort.evidence.at(1).person == "P3");
}

TEST_CASE("people under nobody are accounted for, and listed when the contract says so") {
  const auto [rule, rows] =
      GENERATE(table<std::string, std::size_t>({{"listed", 2}, {"counted", 1}}));
  const std::string key = "people_without_provider: " + rule;
  const Contract contract = sample_contract({{"people_without_provider: listed", key}});
  const MeasuredCohort cohort =
      measure_2015(contract,
                   {start("P1", "2015-03-01"), start("P2", "2015-03-01", {}, "")},
                   {{"P2", "2015-04-01", "2015-05-01", conviction()}});
  CHECK(starts_of(cohort) == "counted 1, no_provider 1");
  CHECK(cohort.starts() == 2);
  CHECK(cohort.people_seen == 2);
  CHECK(cohort.total.people == 1);
  CHECK(events_of(cohort).empty());
  REQUIRE(cohort.evidence.size() == rows);
  if (rows == 2) {
    CHECK(cohort.evidence[1].line == "actual,P2,2015-03-01,1/3,excluded,no_provider,,,,,,,,,,,,,");
  }
}

TEST_CASE("an attribute in neither list stops the settlement, each different one once") {
  CHECK(
      refusal_of(sample_contract(),
                 {start("P1", "2015-03-01", {{"disposal", "fine"}}),
                  start("P2", "2015-03-01", {{"disposal", "fine"}, {"area", "south"}}),
                  start("P3", "2015-03-01", {{"disposal", ""}}),
                  start("P4", "2015-03-01", {{"matched", "perhaps"}})}) ==
      "contract.yaml:10:7: disposal is \"fine\" in the data, and the rule neither counts it nor "
      "leaves it out [unknown_word]\n"
      "    add it to counted or to not_counted\n"
      "contract.yaml:10:7: disposal is missing in the data, and the rule neither counts it nor "
      "leaves it out [unknown_word]\n"
      "    add it to counted or to not_counted\n"
      "contract.yaml:13:7: matched is \"perhaps\" in the data, and the rule neither counts it nor "
      "leaves it out [unknown_word]\n"
      "    add it to counted or to not_counted");
}

TEST_CASE("an empty cohort is measured as nothing") {
  const MeasuredCohort cohort = measure_2015(sample_contract(), {});
  CHECK(cohort.starts() == 0);
  CHECK(cohort.people_seen == 0);
  CHECK(cohort.evidence.empty());
  CHECK(cohort.breakdown.empty());
  CHECK(cohort.data_sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace outturn
