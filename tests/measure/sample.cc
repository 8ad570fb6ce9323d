#include "measure/sample.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kContract = R"(contract: measured
title: A contract that measures everything
commissioner: The Ministry
provider: {name: A Company, code: C01}
currency: GBP
term: {from: 2015-01-01, until: 2016-12-31}
periods: {every: year, year_starts: 1 January, rules_as_of: first day}
cohort:
  only:
    - {attribute: disposal, counted: [custody, community], not_counted: [nps]}
    - {attribute: sex, counted: [f, m], not_counted: any other}
  measurable:
    - {attribute: matched, counted: ["yes"], not_counted: ["no"]}
  starts_per_person: first
  people_without_provider: listed
window:
  follow_up: 12 months
  waiting_period: 6 months
  month_end: last day of the month
  anniversary: not counted
counts:
  outcomes: {counted: [conviction, caution], not_counted: [acquittal]}
  breaches: not counted
weights: {table: complexity, as_of: index date}
severity: {scale: classes}
break_down_by: [area, complexity_band]
measures:
  graded:
    kind: graded rate
    weighted: yes
    grades: {less_serious: 0.5, as_serious: 1, more_serious: 1.5}
lines:
  graded: {title: Graded, measure: graded, pays: nothing}
bounds: []
rounding: {each: line, to: penny, how: half to even}
payers: {shares: {The Ministry: 100%}, odd_pennies_to: The Ministry}
)";

constexpr std::string_view kWeights = R"(weights: complexity
title: Complexity
version: "1"
by: [age]
editions:
  - from: 2015-01-01
    columns: [age, band, weight]
    rows:
      - [young, high, 1.25]
      - [old, low, 0.8]
  - from: 2015-07-01
    columns: [age, band, weight]
    rows:
      - [young, higher, 1.5]
      - [old, low, 0.8]
)";

constexpr std::string_view kClasses = R"(severity_scale: classes
title: Classes
version: "1"
steps:
  - {classes: [petty], weight: 0}
  - {classes: [theft], weight: 1.5}
  - {classes: [assault, robbery], weight: 10}
  - {classes: [murder], weight: 1000}
)";

AttributeMap with(AttributeMap attributes, const AttributeMap& changes) {
  for (const auto& [name, value] : changes) {
    if (value.empty()) {
      attributes.erase(name);
    } else {
      attributes[name] = value;
    }
  }
  return attributes;
}

template <typename Class, std::size_t N>
std::string counts_text(const std::array<std::int64_t, N>& counts, std::span<const Class> classes) {
  std::string text;
  for (const Class one : classes) {
    const std::int64_t count = counts.at(static_cast<std::size_t>(one));
    if (count != 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code_of(one), count);
    }
  }
  return text;
}

}  // namespace

Contract sample_contract(const std::vector<Edit>& edits) {
  return load_contract({"contract.yaml", edited(std::string(kContract), edits)},
                       rules_among({{"weights/complexity", std::string(kWeights)},
                                    {"severity_scale/classes", std::string(kClasses)}}));
}

AttributeMap in_scope(const AttributeMap& changes) {
  return with({{"disposal", "custody"},
               {"sex", "f"},
               {"matched", "yes"},
               {"age", "old"},
               {"area", "north"},
               {"index_class", "theft"}},
              changes);
}

AttributeMap conviction(const AttributeMap& changes) {
  return with({{"outcome", "conviction"}, {"severity_class", "theft"}, {"breach", "no"}}, changes);
}

MeasuredCohort measure_2015(const Contract& contract,
                            const std::vector<ListedStart>& starts,
                            const std::vector<ListedEvent>& events) {
  ListedPeople people(starts, events);
  const Date first = Date::of(2015, 1, 1);
  return measure_cohort(contract, people, {"actual", "C01", first, Date::of(2015, 12, 31), first});
}

std::string refusal_of(const Contract& contract,
                       const std::vector<ListedStart>& starts,
                       const std::vector<ListedEvent>& events) {
  try {
    measure_2015(contract, starts, events);
  } catch (const InputError& error) {
    return error.what();
  }
  return "measured";
}

std::string starts_of(const MeasuredCohort& cohort) {
  return counts_text(cohort.starts_by_class, all_person_classes());
}

std::string events_of(const MeasuredCohort& cohort) {
  return counts_text(cohort.events_by_class, all_event_classes());
}

}  // namespace outturn
