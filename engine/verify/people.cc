#include "verify/parts.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

void expect_count(const JsonField& said,
                  const Ratio& right,
                  std::string_view source,
                  Findings& findings) {
  findings.expect(said.path(), to_fraction(ratio_of(said.count())), to_fraction(right), source);
}

void check_cohort(const JsonField& cohort, Findings& findings) {
  const JsonField starts = cohort.at("starts_by_class");
  const JsonField events = cohort.at("events_by_class");
  classes_in(starts);
  classes_in(events);
  const Ratio counted = count_of_class(starts, "counted", "starts");
  expect_count(cohort.at("starts"), sum_of_classes(starts, "starts"), "starts_by_class", findings);
  expect_count(cohort.at("eligible"),
               counted + count_of_class(starts, "not_measurable", "starts"),
               "starts_by_class",
               findings);
  expect_count(cohort.at("measurable"), counted, "starts_by_class", findings);
  expect_count(cohort.at("events"), sum_of_classes(events, "events"), "events_by_class", findings);
}

// Each attribute breaks everybody down who was measured.
void check_breakdown(const JsonField& statement, Findings& findings) {
  std::map<std::pair<std::string, std::string>, Ratio> people;
  for (const JsonField& entry : statement.at("breakdown").list()) {
    people[{entry.at("cohort").text(), entry.at("by").text()}] +=
        ratio_of(entry.at("people").count());
  }
  std::map<std::string, Ratio> measurable;
  for (const JsonField& cohort : statement.at("cohorts").list()) {
    measurable[cohort.at("name").text()] = ratio_of(cohort.at("measurable").count());
  }
  for (const auto& [key, sum] : people) {
    findings.expect(fmt::format("breakdown of {} by {}, people added up,", key.first, key.second),
                    to_fraction(sum),
                    to_fraction(measurable[key.first]),
                    "measurable");
  }
}

void check_milestones(const JsonField& milestones, Findings& findings) {
  const JsonField starts = milestones.at("starts_by_class");
  classes_in(starts);
  expect_count(
      milestones.at("starts"), sum_of_classes(starts, "starts"), "starts_by_class", findings);
  Ratio people = 0;
  std::map<std::string, Ratio> claims;
  for (const JsonField& pattern : milestones.at("patterns").list()) {
    const Ratio count = ratio_of(pattern.at("people").count());
    people += count;
    for (const JsonField& entry : pattern.at("claims").list()) {
      claims[entry.at("stage").text()] += count * ratio_of(entry.at("claims").count());
    }
  }
  expect_count(milestones.at("followed"), people, "patterns", findings);
  expect_count(milestones.at("followed"),
               count_of_class(starts, "counted", "starts"),
               "starts_by_class",
               findings);
  for (const JsonField& stage : milestones.at("stages").list()) {
    classes_in(stage.at("claims_by_class"));
    expect_count(stage.at("claims"), claims[stage.at("stage").text()], "patterns", findings);
  }
}

}  // namespace

void check_people(const JsonField& statement, Findings& findings) {
  for (const JsonField& cohort : statement.at("cohorts").list()) {
    check_cohort(cohort, findings);
  }
  check_breakdown(statement, findings);
  if (const auto milestones = statement.find("milestones")) {
    check_milestones(*milestones, findings);
  }
}

}  // namespace outturn::verify
