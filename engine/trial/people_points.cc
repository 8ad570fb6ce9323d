// What can become of people, of events and of milestones.
#include "trial/rule_points.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::trying {
namespace {

std::int64_t starts_of(const Settlement& settlement, PersonClass what) {
  const auto at = static_cast<std::size_t>(what);
  std::int64_t count = settlement.milestones ? settlement.milestones->starts_by_class.at(at) : 0;
  for (const MeasuredCohort& cohort : settlement.cohorts) {
    count += cohort.starts_by_class.at(at);
  }
  return count;
}

std::int64_t events_of(const Settlement& settlement, EventClass what) {
  std::int64_t count = 0;
  for (const MeasuredCohort& cohort : settlement.cohorts) {
    count += cohort.events_by_class.at(static_cast<std::size_t>(what));
  }
  return count;
}

void add(PersonClass what, const Source& source, std::vector<Reachable>& into) {
  into.push_back(
      {{"people", fmt::format("a start: {}", sentence_of(what)), source},
       [what](const Settlement& settlement) { return starts_of(settlement, what) > 0; }});
}

void add(EventClass what, const Source& source, std::vector<Reachable>& into) {
  into.push_back(
      {{"events", fmt::format("an event: {}", sentence_of(what)), source},
       [what](const Settlement& settlement) { return events_of(settlement, what) > 0; }});
}

// Selections on one attribute leave people out for one reason, so the first speaks for all.
void add_left_out(const CohortRule& cohort, bool by_disposal, std::vector<Reachable>& into) {
  const auto found =
      std::find_if(cohort.only.begin(), cohort.only.end(), [&](const Selection& selection) {
        const bool leaves_out = selection.any_other_is_out || !selection.not_counted.empty();
        return leaves_out && (selection.attribute == "disposal") == by_disposal;
      });
  if (found != cohort.only.end()) {
    add(by_disposal ? PersonClass::disposal_not_in_scope : PersonClass::attribute_not_in_scope,
        found->source,
        into);
  }
}

void add_cohort(const CohortRule& cohort, std::vector<Reachable>& into) {
  add(PersonClass::counted, cohort.source, into);
  add_left_out(cohort, true, into);
  add_left_out(cohort, false, into);
  if (!cohort.measurable.empty()) {
    add(PersonClass::not_measurable, cohort.measurable.front().source, into);
  }
  if (cohort.starts_per_person != CohortRule::StartsPerPerson::each) {
    add(PersonClass::another_start_counts, cohort.source, into);
  }
}

void add_stage(const StageRule& stage, std::size_t at, std::vector<Reachable>& into) {
  const auto add_class = [&](ClaimClass what, const Source& source) {
    into.push_back(
        {{"stage", fmt::format("stage \"{}\": {}", stage.name, sentence_of(what)), source},
         [at, what](const Settlement& settlement) {
           return settlement.milestones && settlement.milestones->stages.at(at).by_class.at(
                                               static_cast<std::size_t>(what)) > 0;
         }});
  };
  add_class(ClaimClass::claimed, stage.source);
  if (stage.kind == StageRule::Kind::event) {
    add_class(ClaimClass::after_its_time, stage.source);
  }
  if (stage.kind == StageRule::Kind::clear) {
    add_class(ClaimClass::broken, stage.source);
  }
  if (stage.kind == StageRule::Kind::sum) {
    add_class(ClaimClass::sum_not_reached, stage.source);
  }
  if (stage.proof && stage.kind == StageRule::Kind::event) {
    add_class(ClaimClass::proven_too_late, stage.source);
  }
  if (stage.evidence && stage.kind == StageRule::Kind::event) {
    add_class(ClaimClass::evidence_not_accepted, stage.evidence->source);
  }
}

}  // namespace

void add_points_of_people(const Contract& contract, std::vector<Reachable>& into) {
  if (contract.cohort) {
    add_cohort(*contract.cohort, into);
  }
  if (contract.window) {
    add(EventClass::before_index_date, contract.window->source, into);
    add(EventClass::after_follow_up, contract.window->source, into);
    add(EventClass::proven_too_late, contract.window->source, into);
  }
  if (contract.counts) {
    add(EventClass::counted, contract.counts->source, into);
    add(EventClass::outcome_not_counted, contract.counts->outcomes.source, into);
    if (!contract.counts->breaches_count) {
      add(EventClass::breach, contract.counts->source, into);
    }
  }
  if (contract.milestones) {
    for (std::size_t i = 0; i < contract.milestones->stages.size(); ++i) {
      add_stage(contract.milestones->stages[i], i, into);
    }
  }
}

}  // namespace outturn::trying
