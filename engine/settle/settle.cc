#include "settle/settle.h"

#include "settle/baseline.h"
#include "settle/bounds.h"
#include "settle/finality.h"
#include "settle/line.h"
#include "settle/payers.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

using settling::Quantities;

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
      result.bounds = settling::bounds_on(line.name, result.gross, contract, quantities);
    }
    result.due = settling::after(result.bounds, result.gross);
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
  settlement.total_bounds = settling::bounds_on("", sum, contract, quantities);
  const Ref kept = settling::after(settlement.total_bounds, sum);
  const bool each_line = contract.rounding.what == RoundingTerms::What::each_line;
  return each_line
             ? w.add({"total.due", "amount due", Unit::money, contract.rounding.source}, {kept})
             : rounded(kept, "total.due", contract, w);
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
  settlement.milestones = std::move(milestones);
  settlement.earlier = statements_needed(contract, period, earlier);
  settlement.finality = settling::finality_of(contract, settlement, observed);
  Quantities quantities(contract, settlement.period, settlement.cohorts, settlement.workings);
  quantities.remember(settlement.earlier);
  quantities.count_everyone();
  if (settlement.milestones) {
    quantities.follow(*settlement.milestones);
  }
  settle_lines(contract, quantities, settlement);
  settlement.total = total_of(contract, quantities, settlement);
  settlement.payers = settling::split(contract, settlement.total, "", settlement.workings);
  return settlement;
}

}  // namespace outturn
