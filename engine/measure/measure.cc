#include "measure/measure.h"

#include "measure/evidence.h"
#include "measure/judgement.h"
#include "measure/read_digest.h"
#include "record/evidence_columns.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn {
namespace {

using measuring::EventJudgement;
using measuring::evidence_row;
using measuring::is_eligible;
using measuring::Judge;
using measuring::Outcome;
using measuring::ReadDigest;
using measuring::RowProblems;
using measuring::sort_by_person;
using measuring::StartJudgement;

EventClass class_of(const Event& event,
                    const EventJudgement& judgement,
                    Date index_date,
                    const Outcome& outcome) {
  if (event.offence_date < index_date) {
    return EventClass::before_index_date;
  }
  if (event.offence_date >= outcome.follow_up_ends) {
    return EventClass::after_follow_up;
  }
  if (judgement.kind != EventClass::counted) {
    return judgement.kind;
  }
  if (!event.proven_date) {
    return EventClass::not_proven;
  }
  return *event.proven_date < outcome.proven_by ? EventClass::counted : EventClass::proven_too_late;
}

Grade grade_of(int index_rank, int worst_rank) {
  if (worst_rank < index_rank) {
    return Grade::less_serious;
  }
  return worst_rank == index_rank ? Grade::as_serious : Grade::more_serious;
}

class CohortMeasurer {
 public:
  CohortMeasurer(const Contract& contract, CaseSource& cases, const CohortSpec& spec)
      : contract_(contract), cases_(cases), digest_(cases), judge_(contract, cases, problems_) {
    measured_.spec = spec;
  }

  MeasuredCohort run() {
    const CohortSpec& spec = measured_.spec;
    cases_.for_each_person(
        spec.provider, spec.first, spec.last, [&](const PersonCase& person) { measure(person); });
    if (!spec.provider.empty()) {
      cases_.for_each_person(
          "", spec.first, spec.last, [&](const PersonCase& person) { set_aside(person); });
    }
    problems_.throw_if_any();
    sort_by_person(measured_.evidence);
    measured_.people_seen = static_cast<std::int64_t>(people_.size());
    measured_.data_sha256 = digest_.finish();
    return std::move(measured_);
  }

 private:
  void measure(const PersonCase& person) {
    see(person);
    std::span<const Start> rest = person.starts;
    while (!rest.empty()) {
      const std::size_t together = starts_together(rest);
      measure(person, rest.first(together));
      rest = rest.subspan(together);
    }
  }

  // How many of the first starts lie in one stretch, in which one of them counts.
  std::size_t starts_together(std::span<const Start> starts) const {
    for (const Period& stretch : measured_.spec.one_per_person_in) {
      if (stretch.contains(starts.front().index_date)) {
        const auto beyond = std::find_if(starts.begin(), starts.end(), [&](const Start& start) {
          return !stretch.contains(start.index_date);
        });
        return static_cast<std::size_t>(beyond - starts.begin());
      }
    }
    return starts.size();
  }

  void measure(const PersonCase& person, std::span<const Start> starts) {
    const Start* chosen = choose(starts);
    for (const Start& start : starts) {
      const PersonClass scope = judge_.start(start.profile).scope;
      const bool eligible = is_eligible(scope);
      const bool passed_over = eligible && chosen != nullptr && chosen != &start;
      const PersonClass result = passed_over ? PersonClass::another_start_counts : scope;
      keep(person, start, result);
    }
  }

  // People under nobody: in nobody's cohort, and yet accounted for.
  void set_aside(const PersonCase& person) {
    see(person);
    const bool listed =
        contract_.cohort->people_without_provider == CohortRule::WithoutProvider::listed;
    for (const Start& start : person.starts) {
      ++measured_.starts_by_class.at(static_cast<std::size_t>(PersonClass::no_provider));
      if (listed) {
        StartJudgement judgement;
        judgement.breakdown.resize(contract_.break_down_by.size());
        measured_.evidence.push_back(evidence_row(measured_.spec.name,
                                                  person.pseudonym,
                                                  start,
                                                  PersonClass::no_provider,
                                                  judgement,
                                                  nullptr));
      }
    }
  }

  void see(const PersonCase& person) {
    digest_.add(person);
    people_.insert(person.person);
  }

  // The start that counts, among the eligible ones; nullptr when each does, or none is eligible.
  const Start* choose(std::span<const Start> starts) {
    const Start* chosen = nullptr;
    if (contract_.cohort->starts_per_person == CohortRule::StartsPerPerson::each) {
      return nullptr;
    }
    const bool last = contract_.cohort->starts_per_person == CohortRule::StartsPerPerson::last;
    for (const Start& start : starts) {
      const bool better = chosen == nullptr || last;
      if (better && is_eligible(judge_.start(start.profile).scope)) {
        chosen = &start;
      }
    }
    return chosen;
  }

  void keep(const PersonCase& person, const Start& start, PersonClass result) {
    ++measured_.starts_by_class.at(static_cast<std::size_t>(result));
    StartJudgement judgement = judge_.start(start.profile);
    if (result != PersonClass::counted) {
      set_band(judgement, "");
      measured_.evidence.push_back(
          evidence_row(measured_.spec.name, person.pseudonym, start, result, judgement, nullptr));
      return;
    }
    const Outcome outcome = outcome_of(person, start, judgement);
    set_band(judgement, outcome.band);
    count(start, judgement, outcome);
    measured_.evidence.push_back(
        evidence_row(measured_.spec.name, person.pseudonym, start, result, judgement, &outcome));
  }

  void set_band(StartJudgement& judgement, std::string_view band) const {
    for (std::size_t i = 0; i < contract_.break_down_by.size(); ++i) {
      if (contract_.break_down_by[i] == kBandBreakdown) {
        judgement.breakdown[i] = band;
      }
    }
  }

  Outcome outcome_of(const PersonCase& person,
                     const Start& start,
                     const StartJudgement& judgement) {
    Outcome outcome;
    outcome.follow_up_ends = contract_.window->offences_before(start.index_date);
    outcome.proven_by = contract_.window->proven_before(start.index_date);
    weigh(start, outcome);
    int worst_rank = 0;
    for (const Event& event : person.events) {
      const EventJudgement& event_judgement = judge_.event(event.profile);
      const EventClass result = class_of(event, event_judgement, start.index_date, outcome);
      outcome.events.push_back({&event, &event_judgement, result});
      ++measured_.events_by_class.at(static_cast<std::size_t>(result));
      if (result != EventClass::counted) {
        continue;
      }
      ++outcome.reoffences;
      if (event_judgement.severity != nullptr) {
        outcome.severity += event_judgement.severity->weight;
        worst_rank = std::max(worst_rank, event_judgement.severity->rank);
      } else if (contract_.severity) {
        judge_.report_unplaced(event_judgement);
      }
    }
    if (judge_.grades()) {
      outcome.grade = outcome.reoffended() ? grade_of(judgement.index_rank.value_or(0), worst_rank)
                                           : Grade::none;
    }
    return outcome;
  }

  void weigh(const Start& start, Outcome& outcome) {
    if (!contract_.weights) {
      return;
    }
    const bool by_index_date = contract_.weights->as_of == WeightsRule::AsOf::index_date;
    const Date day = by_index_date ? start.index_date : measured_.spec.weights_day;
    if (const Complexity* complexity = judge_.complexity(start.profile, day)) {
      outcome.weight = complexity->weight;
      outcome.band = complexity->band;
    }
  }

  void count(const Start& start, const StartJudgement& judgement, const Outcome& outcome) {
    Tally one;
    one.people = 1;
    one.weight = outcome.weight;
    one.reoffences = outcome.reoffences;
    one.severity = outcome.severity;
    one.weighted_reoffences = Wide{outcome.weight} * outcome.reoffences;
    one.weighted_severity = Wide{outcome.weight} * outcome.severity;
    one.reoffenders = outcome.reoffended() ? 1 : 0;
    one.weighted_reoffenders = outcome.reoffended() ? outcome.weight : 0;
    if (outcome.grade) {
      one.by_grade.at(static_cast<std::size_t>(*outcome.grade)) = 1;
      one.weight_by_grade.at(static_cast<std::size_t>(*outcome.grade)) = outcome.weight;
    }
    one.score = start.score.value_or(0);
    if (!start.score) {
      ++measured_.without_score;
    }
    measured_.total += one;
    for (std::size_t i = 0; i < contract_.break_down_by.size(); ++i) {
      measured_.breakdown[{contract_.break_down_by[i], judgement.breakdown[i]}] += one;
    }
  }

  const Contract& contract_;
  CaseSource& cases_;
  RowProblems problems_;
  ReadDigest digest_;
  Judge judge_;
  std::set<std::int64_t> people_;
  MeasuredCohort measured_;
};

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  people += other.people;
  reoffenders += other.reoffenders;
  reoffences += other.reoffences;
  severity += other.severity;
  weight += other.weight;
  weighted_reoffenders += other.weighted_reoffenders;
  weighted_reoffences += other.weighted_reoffences;
  weighted_severity += other.weighted_severity;
  score += other.score;
  for (std::size_t i = 0; i < kGrades; ++i) {
    by_grade[i] += other.by_grade[i];
    weight_by_grade[i] += other.weight_by_grade[i];
  }
  return *this;
}

std::int64_t MeasuredCohort::starts() const {
  std::int64_t sum = 0;
  for (const std::int64_t count : starts_by_class) {
    sum += count;
  }
  return sum;
}

std::int64_t MeasuredCohort::eligible() const {
  return starts_by_class.at(static_cast<std::size_t>(PersonClass::counted)) +
         starts_by_class.at(static_cast<std::size_t>(PersonClass::not_measurable));
}

MeasuredCohort measure_cohort(const Contract& contract, CaseSource& cases, const CohortSpec& spec) {
  return CohortMeasurer(contract, cases, spec).run();
}

}  // namespace outturn
