#include "support/naive_people.h"

#include <algorithm>

namespace outturn::naive {
namespace {

// The first day that is too late for something `length` long.
Day too_late(const Contract& contract, const Day& index, int length) {
  const Day end =
      contract.in_months ? add_months(index, length, contract.clamp) : add_days(index, length);
  return contract.anniversary ? add_days(end, 1) : end;
}

// The first days that are too late for an offence and for its proof.
struct Limits {
  Day offence;
  Day proof;
};

Limits limits_of(const Contract& contract, const Day& index) {
  return {too_late(contract, index, contract.follow_up),
          too_late(contract, index, contract.follow_up + contract.waiting)};
}

bool counts(const Contract& contract,
            const ListedEvent& event,
            const Day& index,
            const Limits& limits) {
  const std::string& outcome = event.attributes.at("outcome");
  const bool in_time = event.offence_date >= index && event.offence_date < limits.offence;
  const bool proven = !event.proven_date.empty() && event.proven_date < limits.proof;
  const bool kind = outcome == "conviction" || (outcome == "caution" && contract.cautions_count);
  const bool breach = event.attributes.at("breach") == "yes" && !contract.breaches_count;
  return in_time && proven && kind && !breach;
}

Weight weight_of(const Contract& contract, const ListedStart& start, const Day& period_first) {
  const Day& day = contract.weights_by_index_date ? start.index_date : period_first;
  Weight found;
  for (const Edition& edition : contract.editions) {
    if (edition.from <= day) {
      found = edition.by_age.at(start.attributes.at("age"));
    }
  }
  return found;
}

Person judged(const Contract& contract,
              const ListedStart& start,
              const std::vector<ListedEvent>& events,
              const Day& period_first) {
  Person person;
  person.weight = weight_of(contract, start, period_first).weight;
  person.scored = start.score.has_value();
  person.score = Ratio(start.score.value_or(0), 1'000'000);
  const Limits limits = limits_of(contract, start.index_date);
  int worst = 0;
  for (const ListedEvent& event : events) {
    if (event.person == start.person && counts(contract, event, start.index_date, limits)) {
      const OffenceClass& offence = contract.classes.at(event.attributes.at("severity_class"));
      person.reoffences += 1;
      person.harm += offence.weight;
      worst = std::max(worst, offence.rank);
    }
  }
  const int index_rank = contract.classes.at(start.attributes.at("index_class")).rank;
  if (person.reoffences > 0) {
    person.grade = worst < index_rank ? 1 : (worst == index_rank ? 2 : 3);
  }
  return person;
}

// The start that comes to count, of those of one person that are eligible; each, if each counts.
std::vector<ListedStart> chosen(const Contract& contract, std::vector<ListedStart> starts) {
  std::sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
    return a.index_date < b.index_date;
  });
  if (contract.starts_per_person == "each") {
    return starts;
  }
  return {contract.starts_per_person == "first" ? starts.front() : starts.back()};
}

// The name of the stretch in which one start a person counts.
std::string stretch_of(const std::vector<Period>& stretches, const Day& day) {
  for (const Period& stretch : stretches) {
    if (stretch.first <= day && day <= stretch.last) {
      return stretch.name;
    }
  }
  return "";
}

// What a person adds to the top of a rate, weight aside.
Ratio counted_of(const Measure& measure, const Person& person) {
  if (measure.kind == "binary rate") {
    return person.reoffences > 0 ? 1 : 0;
  }
  if (measure.kind == "graded rate") {
    return person.grade == 0 ? Ratio(0)
                             : measure.grades.at(static_cast<std::size_t>(person.grade - 1));
  }
  return measure.kind.starts_with("severity") ? person.harm : person.reoffences;
}

}  // namespace

std::vector<Person> cohort(const Contract& contract,
                           const CaseData& data,
                           const Day& first,
                           const Day& last,
                           const Day& period_first,
                           bool one_in_each_period) {
  const std::vector<Period> stretches =
      one_in_each_period ? periods_within(contract, first, last) : std::vector<Period>{};
  std::map<std::pair<std::string, std::string>, std::vector<ListedStart>> eligible;
  for (const ListedStart& start : data.starts) {
    const bool within = first <= start.index_date && start.index_date <= last;
    if (start.provider == "C01" && within && start.attributes.at("disposal") != "nps") {
      eligible[{start.person, stretch_of(stretches, start.index_date)}].push_back(start);
    }
  }
  std::vector<Person> people;
  for (const auto& [name, theirs] : eligible) {
    for (const ListedStart& start : chosen(contract, theirs)) {
      if (start.attributes.at("matched") == "yes") {
        people.push_back(judged(contract, start, data.events, period_first));
      }
    }
  }
  return people;
}

std::optional<Rate> rate_of(const Measure& measure, const std::vector<Person>& people) {
  const bool per_reoffender = measure.kind.find("per reoffender") != std::string::npos;
  Ratio top = 0;
  Ratio bottom = 0;
  for (const Person& person : people) {
    const Ratio weight = measure.weighted ? person.weight : Ratio(1);
    bottom += per_reoffender && person.reoffences == 0 ? Ratio(0) : weight;
    top += weight * counted_of(measure, person);
  }
  if (bottom == 0) {
    return std::nullopt;
  }
  return Rate{top / bottom * (per_hundred(measure) ? 100 : 1),
              bottom,
              Ratio(static_cast<std::int64_t>(people.size()))};
}

std::optional<Ratio> mean_score(const std::vector<Person>& people) {
  Ratio sum = 0;
  for (const Person& person : people) {
    if (!person.scored) {
      return std::nullopt;
    }
    sum += person.score;
  }
  return sum / Ratio(static_cast<std::int64_t>(people.size()));
}

}  // namespace outturn::naive
