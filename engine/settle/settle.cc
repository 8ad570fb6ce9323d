#include "settle/settle.h"

#include "settle/line.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

using settling::Quantities;

constexpr RoundingRule kWholePennies = {1, Rounding::toward_zero};

// Applies the bounds on one line (or on the total, with an empty name) in the order written.
Ref bounded(Ref amount, std::string_view on, const Contract& contract, Quantities& quantities) {
  Workings& w = quantities.workings();
  const std::string prefix = on.empty() ? "total" : std::string(on);
  int number = 0;
  for (const Bound& bound : contract.bounds) {
    if (bound.on != on) {
      continue;
    }
    const bool cap = bound.kind == Bound::Kind::cap;
    const std::string id = fmt::format("{}.{}.{}", prefix, cap ? "cap" : "floor", ++number);
    const Ref limit = quantities.rule_value(id, cap ? "cap" : "floor", Unit::amount, bound.amount);
    Workings::Name name{id + ".applied",
                        cap ? "not more than the cap" : "not less than the floor",
                        Unit::amount,
                        bound.source};
    amount = cap ? w.smaller_of(std::move(name), amount, limit)
                 : w.larger_of(std::move(name), amount, limit);
  }
  return amount;
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
    result.due = bounded(result.due, line.name, contract, quantities);
    if (each_line) {
      result.due = rounded(result.due, line.name + ".due", contract, settlement.workings);
    }
    settlement.lines.push_back(std::move(result));
  }
}

// The total is rounded when the contract says so. Where each line is rounded instead, the total is
// whole already, for bounds are whole too.
Ref total_of(const Contract& contract, Quantities& quantities, const Settlement& settlement) {
  Workings& w = quantities.workings();
  std::vector<Ref> dues;
  for (const LineResult& line : settlement.lines) {
    dues.push_back(line.due);
  }
  const Ref sum =
      w.add({"total.lines", "lines added up", Unit::amount, contract.rounding.source}, dues);
  const Ref kept = bounded(sum, "", contract, quantities);
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
    result.share =
        w.given({id + ".share", "share of the total", Unit::rate, payer.source}, payer.share);
    if (payer.name != contract.odd_pennies_to) {
      const Ref exact =
          w.multiply({id + ".exact", "share of the total, in money", Unit::amount, payer.source},
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

Finality finality_of_people(const Contract& contract, Date last_start, Date observed_until) {
  const Date too_late = contract.window->proven_before(last_start);
  const Date last_day = too_late + (-1);
  const bool final = last_day <= observed_until;
  return {final,
          fmt::format("what counts for a start on {} can be proven until {}, and the data is "
                      "observed until {}",
                      to_string(last_start),
                      to_string(last_day),
                      to_string(observed_until))};
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
                     std::optional<Date> observed_until) {
  Finality finality = finality_of_figures(contract);
  for (const MeasuredCohort& cohort : cohorts) {
    if (finality.final) {
      finality = finality_of_people(contract, cohort.spec.last, observed_until.value());
    }
  }
  return finality;
}

}  // namespace

std::vector<CohortSpec> cohorts_needed(const Contract& contract, const Period& period) {
  if (!contract.reads_people()) {
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
      specs.push_back(
          {name, contract.provider_code, baseline->first, baseline->last, period.first});
    }
  }
  return specs;
}

Settlement settle(const Contract& contract,
                  const Period& period,
                  std::vector<MeasuredCohort> cohorts,
                  std::optional<Date> observed_until) {
  Settlement settlement{period, {}, std::move(cohorts), Workings(contract.currency), {}, 0, {}};
  settlement.finality = finality_of(contract, settlement.cohorts, observed_until);
  Quantities quantities(contract, settlement.period, settlement.cohorts, settlement.workings);
  quantities.count_everyone();
  settle_lines(contract, quantities, settlement);
  settlement.total = total_of(contract, quantities, settlement);
  split(contract, settlement);
  return settlement;
}

}  // namespace outturn
