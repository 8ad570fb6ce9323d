#include "measure/judgement.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::measuring {
namespace {

bool among(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

PersonClass out_of_scope(const Selection& selection) {
  return selection.attribute == "disposal" ? PersonClass::disposal_not_in_scope
                                           : PersonClass::attribute_not_in_scope;
}

bool measures_grades(const Contract& contract) {
  return std::any_of(
      contract.measures.begin(), contract.measures.end(), [](const MeasureRule& measure) {
        return measure.kind == MeasureKind::graded_rate && !measure.figure;
      });
}

}  // namespace

Standing standing_of(const Selection& selection, std::string_view value) {
  if (among(selection.counted, value)) {
    return Standing::in;
  }
  if (among(selection.not_counted, value)) {
    return Standing::out;
  }
  if (selection.any_other_is_out) {
    return value.empty() ? Standing::missing : Standing::out;
  }
  return Standing::unknown;
}

std::string shown(std::string_view value) {
  return value.empty() ? "missing" : fmt::format("\"{}\"", value);
}

bool is_eligible(PersonClass scope) {
  return scope == PersonClass::counted || scope == PersonClass::not_measurable;
}

void RowProblems::add(const Place& place,
                      Reason reason,
                      const std::string& message,
                      const std::string& advice) {
  if (seen_.insert(message).second) {
    problems_.add(place, reason, message, advice);
  }
}

Judge::Judge(const Contract& contract, const CaseSource& cases, RowProblems& problems)
    : contract_(contract), cases_(cases), problems_(problems), grades_(measures_grades(contract)) {}

const StartJudgement& Judge::start(ProfileId profile) {
  const auto found = starts_.find(profile);
  if (found != starts_.end()) {
    return found->second;
  }
  return starts_.emplace(profile, judge_start(cases_.start_profiles().attributes(profile)))
      .first->second;
}

const EventJudgement& Judge::event(ProfileId profile) {
  const auto found = events_.find(profile);
  if (found != events_.end()) {
    return found->second;
  }
  return events_.emplace(profile, judge_event(cases_.event_profiles().attributes(profile)))
      .first->second;
}

bool Judge::in_selection(const Selection& selection,
                         const Attributes& attributes,
                         PersonClass outside,
                         StartJudgement& judgement) {
  const std::string_view value = attribute(attributes, selection.attribute);
  const Standing standing = standing_of(selection, value);
  if (standing == Standing::in) {
    return true;
  }
  if (standing == Standing::unknown) {
    problems_.add(
        selection.source.place,
        Reason::unknown_word,
        fmt::format("{} is {} in the data, and the rule neither counts it nor leaves it out",
                    selection.attribute,
                    shown(value)),
        "add it to counted or to not_counted");
  }
  const bool missing = standing == Standing::missing && outside != PersonClass::not_measurable;
  judgement.scope = missing ? PersonClass::attribute_missing : outside;
  judgement.detail = fmt::format("{} = {}", selection.attribute, value.empty() ? "(none)" : value);
  return false;
}

StartJudgement Judge::judge_start(const Attributes& attributes) {
  StartJudgement judgement;
  for (const std::string& name : contract_.break_down_by) {
    judgement.breakdown.emplace_back(attribute(attributes, name));
  }
  for (const Selection& selection : contract_.cohort->only) {
    if (!in_selection(selection, attributes, out_of_scope(selection), judgement)) {
      return judgement;
    }
  }
  for (const Selection& selection : contract_.cohort->measurable) {
    if (!in_selection(selection, attributes, PersonClass::not_measurable, judgement)) {
      return judgement;
    }
  }
  if (grades_) {
    const std::string_view name = attribute(attributes, "index_class");
    const Severity* severity = severity_of(name);
    if (severity == nullptr) {
      report_severity(name, "index_class");
    } else {
      judgement.index_rank = severity->rank;
    }
  }
  return judgement;
}

EventJudgement Judge::judge_event(const Attributes& attributes) {
  EventJudgement judgement;
  judgement.outcome = attribute(attributes, "outcome");
  judgement.severity_class = attribute(attributes, "severity_class");
  if (!contract_.counts->breaches_count && attribute(attributes, "breach") == "yes") {
    judgement.kind = EventClass::breach;
    return judgement;
  }
  const Selection& outcomes = contract_.counts->outcomes;
  const Standing standing = standing_of(outcomes, judgement.outcome);
  if (standing == Standing::unknown) {
    problems_.add(outcomes.source.place,
                  Reason::unknown_word,
                  fmt::format("an outcome is {} in the data, and the rule neither counts it nor "
                              "leaves it out",
                              shown(judgement.outcome)),
                  "add it to counted or to not_counted");
  }
  if (standing != Standing::in) {
    judgement.kind = EventClass::outcome_not_counted;
  } else if (contract_.severity) {
    judgement.severity = severity_of(judgement.severity_class);
  }
  return judgement;
}

const Severity* Judge::severity_of(std::string_view name) const {
  const auto found = contract_.severity->classes.find(name);
  return found == contract_.severity->classes.end() ? nullptr : &found->second;
}

void Judge::report_severity(std::string_view name, std::string_view role) {
  const SeverityScale& scale = *contract_.severity;
  problems_.add(scale.source.place,
                Reason::unknown_severity,
                fmt::format("{} is {} in the data, and the scale \"{}\" doesn't place it",
                            role,
                            shown(name),
                            scale.name),
                "add the class to a step of the scale, or map it to one that is there");
}

void Judge::report_unplaced(const EventJudgement& judgement) {
  report_severity(judgement.severity_class, "severity_class");
}

const Complexity* Judge::complexity(ProfileId profile, Date day) {
  const WeightTable& table = contract_.weights->table;
  const DatedValue<WeightTable::Rows>& edition = table.editions.at(day);
  const auto number = static_cast<std::size_t>(&edition - table.editions.values().data());
  std::vector<const Complexity*>& known = starts_.at(profile).complexity;
  known.resize(table.editions.values().size());
  if (known[number] != nullptr) {
    return known[number];
  }
  const Attributes& attributes = cases_.start_profiles().attributes(profile);
  std::vector<std::string> key;
  for (const std::string& name : table.by) {
    key.emplace_back(attribute(attributes, name));
  }
  const auto found = edition.value.find(key);
  if (found == edition.value.end()) {
    problems_.add(edition.source.place,
                  Reason::missing_weight,
                  fmt::format("the table \"{}\" has no weight for {} = [{}]",
                              table.name,
                              fmt::join(table.by, ", "),
                              fmt::join(key, ", ")),
                  "add a row for this combination; nobody is given a weight by guess");
    return nullptr;
  }
  return known[number] = &found->second;
}

}  // namespace outturn::measuring
