#include "settle/finality.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

// Whether all is known that a settlement waits for: events until one day, and starts until another.
// `what` says whence the day for events.
Finality finality_when(const Contract& contract,
                       const Observed& observed,
                       Date events_until,
                       Date starts_until,
                       const std::string& what) {
  for (const auto& [until, kind] :
       {std::pair{observed.events, "events"}, std::pair{observed.starts, "starts"}}) {
    if (!until) {
      return {
          false,
          fmt::format(
              "no imported file covers the {} of provider \"{}\"", kind, contract.provider_code)};
    }
  }
  if (events_until <= *observed.events && *observed.starts < starts_until) {
    return {false,
            fmt::format("people can start until {}, and starts are observed until {}",
                        to_string(starts_until),
                        to_string(*observed.starts))};
  }
  return {events_until <= *observed.events,
          fmt::format("{} until {}, and the data is observed until {}",
                      what,
                      to_string(events_until),
                      to_string(*observed.events))};
}

// Of all cohorts, the last start that could count decides.
Finality finality_of_people(const Contract& contract,
                            const std::vector<MeasuredCohort>& cohorts,
                            const Observed& observed) {
  const auto latest = std::max_element(
      cohorts.begin(), cohorts.end(), [](const MeasuredCohort& a, const MeasuredCohort& b) {
        return a.spec.last < b.spec.last;
      });
  const Date last_start = latest->spec.last;
  const Date last_day = contract.window->proven_before(last_start) + (-1);
  return finality_when(
      contract,
      observed,
      last_day,
      last_start,
      fmt::format("what counts for a start on {} can be proven", to_string(last_start)));
}

Finality finality_of_figures(const Contract& contract) {
  for (const FigureSet& set : contract.figures) {
    if (!set.final_figures) {
      return {false, fmt::format("the figures of {} are interim", set.file)};
    }
  }
  return {true, "the supplied figures are final"};
}

// A claim's day is the day by which everything that decides it has happened, so a period is over
// for its claims on its last day.
Finality finality_of_claims(const Contract& contract,
                            const MilestoneSpec& spec,
                            const Observed& observed) {
  return finality_when(contract, observed, spec.period.last, spec.last, "claims are decided");
}

// An amount that rests on one that may not be paid on may not be paid on either.
Finality finality_of_earlier(const std::vector<EarlierStatement>& earlier) {
  for (const EarlierStatement& statement : earlier) {
    if (!statement.payable) {
      return {false,
              fmt::format("the statement of {} {} that this one builds on is interim",
                          statement.contract,
                          statement.period.name)};
    }
  }
  return {true, {}};
}

}  // namespace

Finality finality_of(const Contract& contract,
                     const Settlement& settlement,
                     const Observed& observed) {
  Finality finality = finality_of_figures(contract);
  if (finality.final && !settlement.cohorts.empty()) {
    finality = finality_of_people(contract, settlement.cohorts, observed);
  }
  if (finality.final && settlement.milestones) {
    finality = finality_of_claims(contract, settlement.milestones->spec, observed);
  }
  const Finality before = finality_of_earlier(settlement.earlier);
  return finality.final && !before.final ? before : finality;
}

}  // namespace outturn::settling
