#include "settle/opinion_case.h"

#include "support/naive_yaml.h"
#include "support/rule_texts.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// The periods that later ones of the case build on, by name.
std::vector<std::string> built_on(const Contract& contract, const std::vector<Period>& periods) {
  std::vector<std::string> names;
  for (const Period& period : periods) {
    for (const Period& earlier : periods_looked_back_on(contract, period)) {
      names.push_back(earlier.name);
    }
  }
  return names;
}

Settlement settled(const Contract& contract,
                   CaseSource& source,
                   const Period& period,
                   const std::vector<EarlierStatement>& earlier) {
  std::vector<MeasuredCohort> cohorts;
  for (const CohortSpec& spec : cohorts_needed(contract, period)) {
    cohorts.push_back(measure_cohort(contract, source, spec));
  }
  const Date seen = Date::of(2025, 12, 31);
  return settle(contract, period, std::move(cohorts), {seen, seen}, std::nullopt, earlier);
}

// Settles the first periods of a contract in order, as far as they can be. `statements` are those
// of other contracts, and come to hold its own.
std::vector<EnginePeriod> settled_term(const Contract& contract,
                                       CaseSource& source,
                                       std::size_t count,
                                       bool all_documents,
                                       std::vector<EarlierStatement>& statements) {
  std::vector<EnginePeriod> results;
  std::vector<Period> periods = contract.periods();
  periods.resize(std::min(count, periods.size()));
  const std::vector<std::string> needed = built_on(contract, periods);
  for (const Period& period : periods) {
    EnginePeriod& result = results.emplace_back();
    try {
      result.settlement = settled(contract, source, period, statements);
    } catch (const InputError& error) {
      result.reason = code_of(error.problems().front().reason);
      result.message = error.what();
      break;
    }
    if (all_documents || std::count(needed.begin(), needed.end(), period.name) > 0) {
      result.documents = write_documents(contract, *result.settlement, {"test", {}});
      statements.push_back(read_earlier_statement(result.documents.statement, period.name));
    }
  }
  return results;
}

}  // namespace

Contract loaded(const naive::Contract& drawn) {
  return load_contract({drawn.id + ".yaml", naive::contract_text(drawn)},
                       rules_among(naive::table_texts(drawn)));
}

OpinionCase::OpinionCase(std::uint64_t seed) {
  Random random(seed);
  if (chance(random, 12)) {
    prime = draw_contract(random);
    prime->id = "prime";
  }
  drawn = draw_contract(random, prime ? &*prime : nullptr);
  people = draw_people(random, drawn);
  periods = naive::periods_of(drawn);
  if (chance(random, 60)) {
    periods.resize(
        static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(periods.size()))));
  }
}

std::string OpinionCase::text() const {
  std::string text;
  for (const naive::Contract* contract : {prime ? &*prime : nullptr, &drawn}) {
    if (contract == nullptr) {
      continue;
    }
    text += naive::contract_text(*contract);
    for (const auto& [name, table] : naive::table_texts(*contract)) {
      text += "--- " + name + "\n" + table;
    }
  }
  return text;
}

std::vector<naive::Result> naive_results(const OpinionCase& one) {
  std::vector<naive::Result> primes;
  std::vector<naive::Result> results;
  for (const naive::Period& period : one.periods) {
    if (one.prime) {
      primes.push_back(naive::settle(*one.prime, one.people, period, primes));
      if (!primes.back().refused.empty()) {
        results.push_back(primes.back());
        break;
      }
    }
    results.push_back(naive::settle(
        one.drawn, one.people, period, results, one.prime ? &primes.back() : nullptr));
    if (!results.back().refused.empty()) {
      break;
    }
  }
  return results;
}

std::vector<EnginePeriod> engine_results(const OpinionCase& one, bool with_documents) {
  ListedPeople source(one.people.starts, one.people.events);
  std::vector<EarlierStatement> statements;
  std::vector<EnginePeriod> primes;
  if (one.prime) {
    primes = settled_term(loaded(*one.prime), source, one.periods.size(), true, statements);
  }
  const bool stops = !primes.empty() && !primes.back().settlement;
  std::vector<EnginePeriod> results = settled_term(loaded(one.drawn),
                                                   source,
                                                   stops ? primes.size() - 1 : one.periods.size(),
                                                   with_documents,
                                                   statements);
  const bool refused = !results.empty() && !results.back().settlement;
  if (stops && !refused) {
    results.push_back(primes.back());
  }
  return results;
}

}  // namespace outturn
