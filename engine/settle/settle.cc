#include "settle/settle.h"

#include "settle/baseline.h"
#include "settle/line.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

using settling::Quantities;

constexpr RoundingRule kWholePennies = {1, Rounding::toward_zero};

// What a line, or the total, was due in an earlier period.
Ref due_before(const EarlierStatement& statement, const Bound& bound, Quantities& quantities) {
  const EarlierQuantity& due = bound.on.empty() ? statement.total : statement.line(bound.on).due;
  return quantities.quantity_of(statement, due, "due", Unit::amount, bound.source);
}

// What earlier periods leave of a limit over a longer stretch. A cap that was passed leaves
// nothing; a floor that was passed leaves room to go below 0.
Ref left_of(Ref limit, const Bound& bound, const std::string& id, Quantities& quantities) {
  std::vector<Ref> dues;
  for (const EarlierStatement* statement : quantities.earlier_over(bound.over)) {
    dues.push_back(due_before(*statement, bound, quantities));
  }
  if (dues.empty()) {
    return limit;
  }
  Workings& w = quantities.workings();
  const Ref before =
      w.add({id + ".before", "due in earlier periods", Unit::amount, bound.source}, dues);
  const bool cap = bound.kind == Bound::Kind::cap;
  const Ref rest = w.subtract({id + (cap ? ".rest" : ".left"),
                               "limit less what was due before",
                               Unit::amount,
                               bound.source},
                              limit,
                              before);
  return cap ? w.larger_of({id + ".left", "what the cap leaves", Unit::amount, bound.source},
                           rest,
                           quantities.constant(0, "nothing"))
             : rest;
}

BoundResult bounded(Ref amount, const Bound& bound, const std::string& id, Quantities& quantities) {
  Workings& w = quantities.workings();
  const bool cap = bound.kind == Bound::Kind::cap;
  const Ref limit = quantities.rule_value(id, cap ? "cap" : "floor", Unit::amount, bound.amount);
  const Ref left = left_of(limit, bound, id, quantities);
  Workings::Name name{id + ".applied",
                      cap ? "not more than the cap" : "not less than the floor",
                      Unit::amount,
                      bound.source};
  const Ref applied = cap ? w.smaller_of(std::move(name), amount, left)
                          : w.larger_of(std::move(name), amount, left);
  return {bound.kind, bound.over, limit, left, applied, w.value(applied) != w.value(amount)};
}

// Applies the bounds on one line (or on the total, with an empty name) in the order written.
std::vector<BoundResult> bounds_on(std::string_view on,
                                   Ref amount,
                                   const Contract& contract,
                                   Quantities& quantities) {
  std::vector<BoundResult> results;
  for (const Bound& bound : contract.bounds) {
    if (bound.on == on && contract.is_in(bound.in, quantities.period())) {
      const std::string id = fmt::format("{}.{}.{}",
                                         on.empty() ? "total" : on,
                                         bound.kind == Bound::Kind::cap ? "cap" : "floor",
                                         results.size() + 1);
      results.push_back(bounded(amount, bound, id, quantities));
      amount = results.back().applied;
    }
  }
  return results;
}

Ref after(const std::vector<BoundResult>& bounds, Ref amount) {
  return bounds.empty() ? amount : bounds.back().applied;
}

Ref rounded(Ref amount, const std::string& id, const Contract& contract, Workings& w) {
  return w.round({id, "rounded as the contract says", Unit::money, contract.rounding.source},
                 amount,
                 contract.rounding.rule);
}

void settle_lines(const Contract& contract, Quantities& quantities, Settlement& settlement) {
  const bool each_line = contract.rounding.what == RoundingTerms::What::each_line;
  for (const LineRule& line : contract.lines) {
    LineResult result = settling::settle_line(line, contract, quantities, settlement.lines);
    if (result.settled) {
      result.bounds = bounds_on(line.name, result.gross, contract, quantities);
    }
    result.due = after(result.bounds, result.gross);
    if (each_line) {
      result.due = rounded(result.due, line.name + ".due", contract, settlement.workings);
    }
    settlement.lines.push_back(std::move(result));
  }
}

// The total is rounded when the contract says so. Where each line is rounded instead, the total is
// whole already, for bounds are whole too.
Ref total_of(const Contract& contract, Quantities& quantities, Settlement& settlement) {
  Workings& w = quantities.workings();
  std::vector<Ref> dues;
  for (const LineResult& line : settlement.lines) {
    dues.push_back(line.due);
  }
  const Ref sum =
      w.add({"total.lines", "lines added up", Unit::amount, contract.rounding.source}, dues);
  settlement.total_bounds = bounds_on("", sum, contract, quantities);
  const Ref kept = after(settlement.total_bounds, sum);
  const bool each_line = contract.rounding.what == RoundingTerms::What::each_line;
  return each_line
             ? w.add({"total.due", "amount due", Unit::money, contract.rounding.source}, {kept})
             : rounded(kept, "total.due", contract, w);
}

// Every payer's share is cut to whole pennies; the named payer takes what is left.
void split(const Contract& contract, Settlement& settlement) {
  Workings& w = settlement.workings;
  std::vector<Ref> others;
  for (const Payer& payer : contract.payers) {
    const std::string id = "payer." + payer.name;
    PayerResult result{payer.name, 0, 0};
    result.share = w.given(
        {"payer_share." + payer.name, "share of the total", Unit::rate, payer.source}, payer.share);
    if (payer.name != contract.odd_pennies_to) {
      const Ref exact = w.multiply(
          {"payer_exact." + payer.name, "share of the total, in money", Unit::amount, payer.source},
          {settlement.total, result.share});
      result.due =
          w.round({id, "share of the total, in whole pennies", Unit::money, contract.payers_source},
                  exact,
                  kWholePennies);
      others.push_back(result.due);
    }
    settlement.payers.push_back(result);
  }
  const Ref rest =
      others.empty()
          ? settlement.total
          : w.subtract(
                {"payer." + contract.odd_pennies_to,
                 "the total less what the others pay: odd pennies included",
                 Unit::money,
                 contract.payers_source},
                settlement.total,
                w.add({"payers.others", "what the others pay", Unit::money, contract.payers_source},
                      others));
  for (PayerResult& result : settlement.payers) {
    if (result.name == contract.odd_pennies_to) {
      result.due = rest;
    }
  }
}

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

Finality finality_of(const Contract& contract,
                     const std::vector<MeasuredCohort>& cohorts,
                     const Observed& observed) {
  const Finality finality = finality_of_figures(contract);
  return finality.final && !cohorts.empty() ? finality_of_people(contract, cohorts, observed)
                                            : finality;
}

CohortSpec baseline_cohort(const CohortBaseline& baseline,
                           const std::string& name,
                           const Contract& contract,
                           const Period& period) {
  CohortSpec spec{name, contract.provider_code, baseline.first, baseline.last, period.first, {}};
  if (baseline.one_per_person == CohortBaseline::OnePerPerson::in_each_period) {
    spec.one_per_person_in = periods_within(contract.cadence, baseline.first, baseline.last);
  }
  return spec;
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

void require_same_currency(const EarlierStatement& statement, const Contract& contract) {
  if (statement.currency != code_of(contract.currency)) {
    throw InputError(Place{statement.file},
                     Reason::inconsistent,
                     fmt::format("this statement is in {}, and contract \"{}\" builds on it in {}",
                                 statement.currency,
                                 contract.id,
                                 code_of(contract.currency)));
  }
}

// A statement among those given; throws when it isn't there.
const EarlierStatement& statement_among(const std::vector<EarlierStatement>& given,
                                        const std::string& of,
                                        const Period& wanted,
                                        const Contract& contract,
                                        const Period& period) {
  for (const EarlierStatement& statement : given) {
    const bool same_days =
        statement.period.first == wanted.first && statement.period.last == wanted.last;
    if (statement.contract == of && same_days) {
      require_same_currency(statement, contract);
      return statement;
    }
  }
  throw InputError(Place{contract.files.front().name},
                   Reason::missing_statement,
                   fmt::format("settling {} of contract \"{}\" needs the statement of {}{}",
                               period.name,
                               contract.id,
                               of == contract.id ? "" : fmt::format("contract \"{}\" for ", of),
                               wanted.name),
                   "settle both in one run, or name the folder it stands in: --statements");
}

// The statements that settling a period builds on: its own earlier ones in order of time, then
// those of other contracts for the same days.
std::vector<EarlierStatement> statements_needed(const Contract& contract,
                                                const Period& period,
                                                const std::vector<EarlierStatement>& given) {
  std::vector<EarlierStatement> needed;
  for (const Period& earlier : periods_looked_back_on(contract, period)) {
    needed.push_back(statement_among(given, contract.id, earlier, contract, period));
  }
  for (const std::string& other : contracts_built_on(contract)) {
    needed.push_back(statement_among(given, other, period, contract, period));
  }
  return needed;
}

}  // namespace

std::vector<CohortSpec> cohorts_needed(const Contract& contract, const Period& period) {
  if (!contract.reads_people() || !contract.follows_up()) {
    return {};
  }
  std::vector<CohortSpec> specs = {
      {"actual", contract.provider_code, period.first, period.last, period.first}};
  for (const LineRule& line : contract.lines) {
    const auto* baseline =
        line.comparison ? std::get_if<CohortBaseline>(&line.comparison->baseline) : nullptr;
    if (baseline == nullptr) {
      continue;
    }
    const std::string name = settling::baseline_name(*baseline, contract);
    const bool known = std::any_of(
        specs.begin(), specs.end(), [&](const CohortSpec& spec) { return spec.name == name; });
    if (!known) {
      specs.push_back(baseline_cohort(*baseline, name, contract, period));
    }
  }
  return specs;
}

Settlement settle(const Contract& contract,
                  const Period& period,
                  std::vector<MeasuredCohort> cohorts,
                  const Observed& observed,
                  std::optional<MeasuredMilestones> milestones,
                  const std::vector<EarlierStatement>& earlier) {
  Settlement settlement{period, {}, std::move(cohorts), Workings(contract.currency), {}, {}, 0, {}};
  settlement.finality = finality_of(contract, settlement.cohorts, observed);
  settlement.milestones = std::move(milestones);
  if (settlement.milestones && settlement.finality.final) {
    settlement.finality = finality_of_claims(contract, settlement.milestones->spec, observed);
  }
  settlement.earlier = statements_needed(contract, period, earlier);
  if (settlement.finality.final && !finality_of_earlier(settlement.earlier).final) {
    settlement.finality = finality_of_earlier(settlement.earlier);
  }
  Quantities quantities(contract, settlement.period, settlement.cohorts, settlement.workings);
  quantities.remember(settlement.earlier);
  quantities.count_everyone();
  if (settlement.milestones) {
    quantities.follow(*settlement.milestones);
  }
  settle_lines(contract, quantities, settlement);
  settlement.total = total_of(contract, quantities, settlement);
  split(contract, settlement);
  return settlement;
}

}  // namespace outturn
