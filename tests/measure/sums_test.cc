// What is added up: weights, severity, grades, scores, breakdowns.
#include "measure/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

constexpr std::int64_t kOne = kScale;  // a whole, in millionths

ListedStart start(const std::string& person,
                  const std::string& day,
                  const AttributeMap& changes = {}) {
  return {person, "C01", day, in_scope(changes)};
}

ListedEvent offence(const std::string& person, const AttributeMap& changes = {}) {
  return {person, "2015-08-01", "2015-09-01", conviction(changes)};
}

TEST_CASE("a weight is looked up by the index date or by the first day of the period") {
  const auto [as_of, day, weight, band] =
      GENERATE(table<std::string, std::string, std::int64_t, std::string>({
          {"index date", "2015-06-30", 1'250'000, "high"},
          {"index date", "2015-07-01", 1'500'000, "higher"},
          {"first day of the period", "2015-06-30", 1'250'000, "high"},
          {"first day of the period", "2015-07-01", 1'250'000, "high"},
      }));
  CAPTURE(as_of, day);
  const std::string key = "as_of: " + as_of;
  const Contract contract = sample_contract({{"as_of: index date", key}});
  const MeasuredCohort cohort = measure_2015(contract, {start("P1", day, {{"age", "young"}})});
  CHECK(cohort.total.weight == weight);
  CHECK(cohort.breakdown.at({"complexity_band", band}).people == 1);
}

TEST_CASE("without a weights block everyone weighs one and has no band") {
  const Contract contract =
      sample_contract({{"weights: {table: complexity, as_of: index date}\n", ""},
                       {"weighted: yes", "weighted: no"}});
  const MeasuredCohort cohort = measure_2015(contract, {start("P1", "2015-03-01", {{"age", ""}})});
  CHECK(cohort.total.weight == kOne);
  CHECK(cohort.breakdown.at({"complexity_band", ""}).people == 1);
}

TEST_CASE("a combination without a weight stops the settlement, each once by edition") {
  CHECK(refusal_of(sample_contract(),
                   {start("P1", "2015-03-01", {{"age", "ancient"}}),
                    start("P2", "2015-03-01", {{"age", "ancient"}, {"area", "south"}}),
                    start("P3", "2015-03-01", {{"age", ""}})}) ==
        "complexity.yaml:6:5: the table \"complexity\" has no weight for age = [ancient] "
        "[missing_weight]\n"
        "    add a row for this combination; nobody is given a weight by guess\n"
        "complexity.yaml:6:5: the table \"complexity\" has no weight for age = [] "
        "[missing_weight]\n"
        "    add a row for this combination; nobody is given a weight by guess");
}

TEST_CASE("a weight is asked for counted people only") {
  const MeasuredCohort cohort = measure_2015(
      sample_contract(), {start("P1", "2015-03-01", {{"age", "ancient"}, {"matched", "no"}})});
  CHECK(starts_of(cohort) == "not_measurable 1");
}

TEST_CASE("a day before the first edition of the weights is refused, not guessed") {
  ListedPeople people({start("P1", "2014-12-31")}, {});
  const Date day = Date::of(2014, 12, 31);
  CHECK_THROWS_WITH(measure_cohort(sample_contract(), people, {"actual", "C01", day, day, day}),
                    "complexity.yaml:6:5: no value is stated for 2014-12-31 [not_covered]\n"
                    "    add a value whose from date is on or before that day");
}

TEST_CASE("a class that the scale doesn't place stops the settlement where it would count") {
  const auto [start_class, event_class, outcome, refusal] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"theft",
           "piracy",
           "conviction",
           "classes.yaml:1:1: severity_class is \"piracy\" in the data, and the scale \"classes\" "
           "doesn't place it [unknown_severity]\n"
           "    add the class to a step of the scale, or map it to one that is there"},
          {"theft",
           "",
           "conviction",
           "classes.yaml:1:1: severity_class is missing in the data, and the scale \"classes\" "
           "doesn't place it [unknown_severity]\n"
           "    add the class to a step of the scale, or map it to one that is there"},
          {"piracy",
           "theft",
           "conviction",
           "classes.yaml:1:1: index_class is \"piracy\" in the data, and the scale \"classes\" "
           "doesn't place it [unknown_severity]\n"
           "    add the class to a step of the scale, or map it to one that is there"},
          {"theft", "piracy", "acquittal", "measured"},
      }));
  CHECK(refusal_of(sample_contract(),
                   {start("P1", "2015-03-01", {{"index_class", start_class}})},
                   {offence("P1", {{"severity_class", event_class}, {"outcome", outcome}})}) ==
        refusal);
}

TEST_CASE("a reoffender is graded by the worst reoffence against the index offence") {
  const auto [index_class, classes, grade, severity] =
      GENERATE(table<std::string, std::vector<std::string>, Grade, std::int64_t>({
          {"theft", std::vector<std::string>{}, Grade::none, 0},
          {"theft", std::vector<std::string>{"petty"}, Grade::less_serious, 0},
          {"theft", std::vector<std::string>{"theft"}, Grade::as_serious, 1'500'000},
          {"theft", std::vector<std::string>{"assault"}, Grade::more_serious, 10'000'000},
          {"assault", std::vector<std::string>{"robbery"}, Grade::as_serious, 10'000'000},
          {"robbery",
           std::vector<std::string>{"petty", "theft", "petty"},
           Grade::less_serious,
           1'500'000},
          {"robbery",
           std::vector<std::string>{"petty", "murder", "theft"},
           Grade::more_serious,
           1'001'500'000},
          {"murder",
           std::vector<std::string>{"murder", "murder"},
           Grade::as_serious,
           2'000'000'000},
      }));
  std::vector<ListedEvent> events;
  for (const std::string& name : classes) {
    events.push_back(offence("P1", {{"severity_class", name}}));
  }
  const MeasuredCohort cohort =
      measure_2015(sample_contract(),
                   {start("P1", "2015-03-01", {{"index_class", index_class}, {"age", "young"}})},
                   events);
  CAPTURE(index_class, classes);
  std::array<std::int64_t, kGrades> expected{};
  expected.at(static_cast<std::size_t>(grade)) = 1;
  CHECK(cohort.total.by_grade == expected);
  expected.at(static_cast<std::size_t>(grade)) = 1'250'000;
  CHECK(cohort.total.weight_by_grade == expected);
  CHECK(cohort.total.severity == severity);
  CHECK(cohort.total.weighted_severity == Wide{1'250'000} * severity);
}

TEST_CASE("an offence that doesn't count doesn't grade") {
  const MeasuredCohort cohort = measure_2015(
      sample_contract(),
      {start("P1", "2015-03-01", {{"index_class", "theft"}})},
      {offence("P1", {{"severity_class", "petty"}}),
       offence("P1", {{"severity_class", "murder"}, {"outcome", "acquittal"}}),
       {"P1", "2014-08-01", "2014-09-01", conviction({{"severity_class", "murder"}})}});
  CHECK(cohort.total.by_grade == std::array<std::int64_t, kGrades>{0, 1, 0, 0});
}

TEST_CASE("sums are over counted people, each with their weight") {
  const MeasuredCohort cohort = measure_2015(sample_contract(),
                                             {start("P1", "2015-03-01", {{"age", "young"}}),
                                              start("P2", "2015-03-01", {{"age", "old"}}),
                                              start("P3", "2015-03-01", {{"age", "old"}}),
                                              start("P4", "2015-03-01", {{"disposal", "nps"}})},
                                             {offence("P1"),
                                              offence("P1", {{"severity_class", "assault"}}),
                                              offence("P2"),
                                              offence("P4")});
  const Tally& total = cohort.total;
  CHECK(total.people == 3);
  CHECK(total.reoffenders == 2);
  CHECK(total.reoffences == 3);
  CHECK(total.severity == 13'000'000);
  CHECK(total.weight == 2'850'000);
  CHECK(total.weighted_reoffenders == 2'050'000);
  CHECK(total.weighted_reoffences == 2 * 1'250'000 + 800'000);
  CHECK(total.weighted_severity == Wide{1'250'000} * 11'500'000 + Wide{800'000} * 1'500'000);
}

TEST_CASE("scores are added up, and who has none is counted") {
  const MeasuredCohort cohort =
      measure_2015(sample_contract(),
                   {{"P1", "C01", "2015-03-01", in_scope(), 300'000},
                    {"P2", "C01", "2015-03-01", in_scope(), 450'001},
                    {"P3", "C01", "2015-03-01", in_scope()},
                    {"P4", "C01", "2015-03-01", in_scope({{"sex", ""}})}});
  CHECK(cohort.total.score == 750'001);
  CHECK(cohort.without_score == 1);
}

TEST_CASE("a breakdown holds everyone counted, those without the attribute too") {
  const MeasuredCohort cohort =
      measure_2015(sample_contract(),
                   {start("P1", "2015-03-01", {{"area", "north"}, {"age", "young"}}),
                    start("P2", "2015-03-01", {{"area", "south"}}),
                    start("P3", "2015-03-01", {{"area", ""}}),
                    start("P4", "2015-03-01", {{"area", "west"}, {"matched", "no"}})},
                   {offence("P1"), offence("P1")});
  CHECK(cohort.breakdown.size() == 5);
  CHECK(cohort.breakdown.at({"area", "north"}).reoffences == 2);
  CHECK(cohort.breakdown.at({"area", "south"}).people == 1);
  CHECK(cohort.breakdown.at({"area", ""}).people == 1);
  CHECK(cohort.breakdown.at({"complexity_band", "high"}).weight == 1'250'000);
  CHECK(cohort.breakdown.at({"complexity_band", "low"}).people == 2);
}

}  // namespace
}  // namespace outturn
