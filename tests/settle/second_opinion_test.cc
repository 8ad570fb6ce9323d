// The engine against a naive reading of the same rules, on random contracts and people.
#include "record/json.h"
#include "settle/drawn.h"
#include "settle/recompute.h"
#include "settle/settle.h"
#include "settle/statement.h"
#include "support/catch.h"
#include "support/naive_yaml.h"
#include "support/rule_texts.h"

#include <algorithm>
#include <set>

namespace outturn {
namespace {

constexpr int kCases = 2000;

Contract loaded(const naive::Contract& drawn) {
  return load_contract({"drawn.yaml", naive::contract_text(drawn)},
                       rules_among(naive::table_texts(drawn)));
}

Settlement settled_after(const std::vector<EarlierStatement>& earlier,
                         const Contract& contract,
                         CaseSource& source,
                         const Period& period) {
  std::vector<MeasuredCohort> cohorts;
  for (const CohortSpec& spec : cohorts_needed(contract, period)) {
    cohorts.push_back(measure_cohort(contract, source, spec));
  }
  return settle(contract,
                period,
                std::move(cohorts),
                {Date::of(2020, 12, 31), Date::of(2020, 12, 31)},
                std::nullopt,
                earlier);
}

// Settles a period after those that it builds on.
Settlement settled(const Contract& contract, const DrawnPeople& people, const Period& period) {
  ListedPeople source(people.starts, people.events);
  std::vector<EarlierStatement> earlier;
  for (const Period& before : periods_looked_back_on(contract, period)) {
    const Settlement settlement = settled_after(earlier, contract, source, before);
    earlier.push_back(read_earlier_statement(
        write_documents(contract, settlement, {"test", {}}).statement, before.name));
  }
  return settled_after(earlier, contract, source, period);
}

Period drawn_period(Random& random, const Contract& contract) {
  const std::vector<Period> periods = contract.periods();
  return periods.at(
      static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(periods.size()) - 1)));
}

// One random case; everything follows from its seed.
struct Case {
  explicit Case(std::uint64_t seed) {
    Random random(seed);
    drawn = draw_contract(random);
    people = draw_people(random);
    contract = loaded(drawn);
    period = drawn_period(random, contract);
    expected = naive_result();
  }

  // What the naive reading says of the period, or why it refuses one that the period builds on.
  naive::Result naive_result() const {
    std::vector<naive::Result> results;
    std::vector<Period> periods = periods_looked_back_on(contract, period);
    periods.push_back(period);
    for (const Period& one : periods) {
      results.push_back(naive::settle(
          drawn, people.starts, people.events, to_string(one.first), to_string(one.last), results));
      if (!results.back().refused.empty()) {
        break;
      }
    }
    return results.back();
  }

  naive::Contract drawn;
  DrawnPeople people;
  Contract contract;
  Period period;
  naive::Result expected;
};

// What the engine and the naive reading say differently, or nothing.
std::string difference(const Case& one, const Settlement& settlement) {
  const Workings& w = settlement.workings;
  for (const auto& [line, verdict] : one.expected.verdicts) {
    if (w.shown(*w.find(line + ".verdict")) != verdict) {
      return "verdict of " + line;
    }
  }
  for (const auto& [measure, rate] : one.expected.rates) {
    const Ref* found = w.find(measure + ".actual");
    if (found != nullptr && w.value(*found) != rate) {
      return "rate of " + measure;
    }
  }
  if (w.value(settlement.total) != one.expected.total) {
    return "total";
  }
  for (const PayerResult& payer : settlement.payers) {
    if (w.value(payer.due) != one.expected.payers.at(payer.name)) {
      return "payer " + payer.name;
    }
  }
  return "";
}

TEST_CASE("the engine agrees to the penny with a naive reading of the rules") {
  std::set<std::string> refusals;
  std::set<std::string> verdicts;
  int agreed = 0;
  int paid = 0;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    const Case one(seed);
    try {
      const Settlement settlement = settled(one.contract, one.people, one.period);
      const std::string differs =
          one.expected.refused.empty() ? difference(one, settlement) : "not refused";
      agreed += differs.empty() ? 1 : 0;
      paid += one.expected.total == 0 ? 0 : 1;
      for (const auto& [line, verdict] : one.expected.verdicts) {
        verdicts.insert(verdict);
      }
      if (!differs.empty()) {
        CAPTURE(seed, one.expected.refused, naive::contract_text(one.drawn));
        CHECK(differs == "");
      }
    } catch (const InputError& error) {
      refusals.insert(one.expected.refused);
      if (one.expected.refused.empty()) {
        CAPTURE(seed, naive::contract_text(one.drawn));
        FAIL_CHECK(error.what());
      }
    }
  }
  CHECK(agreed > kCases / 2);
  CHECK(refusals.size() == 7);  // every reason the naive reading knows was met
  CHECK(verdicts.size() == 3);
  CHECK(paid > kCases / 4);
}

TEST_CASE("a statement follows from its own workings and evidence") {
  for (std::uint64_t seed = 1; seed <= kCases / 20; ++seed) {
    const Case one(seed);
    if (!one.expected.refused.empty()) {
      continue;
    }
    const Settlement settlement = settled(one.contract, one.people, one.period);
    const Documents documents = write_documents(one.contract, settlement, {"test", {}});
    CAPTURE(seed);
    CHECK(faults_in(documents.statement, documents.evidence).empty());
  }
}

TEST_CASE("a statement that was tampered with doesn't follow from its workings") {
  std::uint64_t seed = 1;
  while (!Case(seed).expected.refused.empty()) {
    ++seed;
  }
  const Case one(seed);
  const Settlement settlement = settled(one.contract, one.people, one.period);
  const Documents documents = write_documents(one.contract, settlement, {"test", {}});
  Json json = parse_json(documents.statement, "statement.json");
  for (std::size_t i = 0; i < json["workings"].size(); ++i) {
    Json changed = json;
    Json& working = changed["workings"][i];
    if (working["op"] == "given" || working["op"] == "earlier") {
      continue;
    }
    working["value"] = to_fraction(parse_fraction(working["value"].get<std::string>()).value() + 1);
    CAPTURE(working["id"].get<std::string>());
    CHECK_FALSE(faults_in(canonical(changed), documents.evidence).empty());
  }
}

TEST_CASE("the order in which people and events are listed changes no byte of a settlement") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Case one(seed);
    if (!one.expected.refused.empty()) {
      continue;
    }
    for (std::size_t i = 0; i < one.people.starts.size(); ++i) {
      one.people.starts[i].line = static_cast<std::uint32_t>(i + 2);
    }
    for (std::size_t i = 0; i < one.people.events.size(); ++i) {
      one.people.events[i].line = static_cast<std::uint32_t>(i + 2);
    }
    const Documents before =
        write_documents(one.contract, settled(one.contract, one.people, one.period), {"test", {}});
    std::reverse(one.people.starts.begin(), one.people.starts.end());
    std::reverse(one.people.events.begin(), one.people.events.end());
    const Documents after =
        write_documents(one.contract, settled(one.contract, one.people, one.period), {"test", {}});
    CAPTURE(seed);
    CHECK(after.statement == before.statement);
    CHECK(after.evidence == before.evidence);
  }
}

TEST_CASE("weighing everybody twice as much changes no rate") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Case one(seed);
    for (naive::Edition& edition : one.drawn.editions) {
      for (auto& [age, weight] : edition.by_age) {
        weight.weight *= 2;
      }
    }
    if (!one.expected.refused.empty()) {
      continue;
    }
    const Settlement before = settled(one.contract, one.people, one.period);
    const Settlement after = settled(loaded(one.drawn), one.people, one.period);
    for (const naive::Measure& measure : one.drawn.measures) {
      if (const Ref* rate = before.workings.find(measure.name + ".actual")) {
        CAPTURE(seed, measure.name);
        CHECK(after.workings.value(*after.workings.find(measure.name + ".actual")) ==
              before.workings.value(*rate));
        compared += measure.weighted ? 1 : 0;
      }
    }
  }
  CHECK(compared > 25);
}

}  // namespace
}  // namespace outturn
