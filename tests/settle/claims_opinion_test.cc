// Milestones against a naive reading of the same rules, on random contracts and people.
#include "measure/milestones.h"
#include "rules/load.h"
#include "settle/drawn_claims.h"
#include "settle/recompute.h"
#include "settle/settle.h"
#include "settle/statement.h"
#include "support/catch.h"
#include "support/rule_texts.h"

#include <algorithm>

namespace outturn {
namespace {

constexpr int kCases = 2000;

struct Case {
  explicit Case(std::uint64_t seed) {
    Random random(seed);
    drawn = draw_claims(random);
    people = draw_claimants(random);
    observed = to_string(Date::of(2017, 1, 1) + static_cast<std::int32_t>(random.between(0, 900)));
    contract = load_contract({"drawn.yaml", claims_text(drawn)}, no_rules());
  }

  Settlement settled(const Period& period) const {
    ListedPeople source(people.starts, people.events);
    const Date seen = *parse_date(observed);
    const auto spec = milestones_needed(contract, period, seen);
    return settle(contract, period, {}, {seen, seen}, measure_milestones(contract, source, *spec));
  }

  Ratio expected(const Period& period) const {
    return naive::due_for_claims(drawn,
                                 people.starts,
                                 people.events,
                                 to_string(period.first),
                                 to_string(period.last),
                                 observed);
  }

  naive::Claims drawn;
  DrawnClaimants people;
  std::string observed;
  Contract contract;
};

Ratio due(const Settlement& settlement) {
  return settlement.workings.value(settlement.total);
}

// A year of the term, or as often the whole of it.
Period drawn_period(std::uint64_t seed, const Contract& contract) {
  constexpr int kYears = 4;
  const auto which = static_cast<int>(seed % (2 * kYears));
  return which < kYears ? year_of(2015 + which, 1)
                        : Period{contract.first, contract.last, "the whole term"};
}

TEST_CASE("the engine agrees to the penny with a naive reading of milestones") {
  int paid = 0;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    const Case one(seed);
    const Period period = drawn_period(seed, one.contract);
    const Ratio actual = due(one.settled(period));
    const Ratio expected = one.expected(period);
    paid += expected == 0 ? 0 : 1;
    if (actual != expected) {
      CAPTURE(seed, period.name, claims_text(one.drawn));
      CHECK(to_fraction(actual) == to_fraction(expected));
    }
  }
  CHECK(paid > kCases / 4);
}

TEST_CASE("the periods of a term add up to what the whole term pays") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Case one(seed);
    Ratio sum = 0;
    for (const Period& period : one.contract.periods()) {
      sum += due(one.settled(period));
    }
    CAPTURE(seed);
    CHECK(sum == due(one.settled({one.contract.first, one.contract.last, "term"})));
  }
}

TEST_CASE("a statement of drawn claims follows from its own workings and evidence") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Case one(seed);
    const Documents documents =
        write_documents(one.contract, one.settled(year_of(2016, 1)), {"test", {}});
    CAPTURE(seed);
    CHECK(faults_in(documents.statement, documents.evidence).empty());
  }
}

TEST_CASE("the order in which claimants are listed changes no byte") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Case one(seed);
    for (std::size_t i = 0; i < one.people.starts.size(); ++i) {
      one.people.starts[i].line = static_cast<std::uint32_t>(i + 2);
    }
    for (std::size_t i = 0; i < one.people.events.size(); ++i) {
      one.people.events[i].line = static_cast<std::uint32_t>(i + 2);
    }
    const Period period = year_of(2016, 1);
    const Documents before = write_documents(one.contract, one.settled(period), {"test", {}});
    std::reverse(one.people.starts.begin(), one.people.starts.end());
    std::reverse(one.people.events.begin(), one.people.events.end());
    const Documents after = write_documents(one.contract, one.settled(period), {"test", {}});
    CAPTURE(seed);
    CHECK(after.statement == before.statement);
    CHECK(after.evidence == before.evidence);
  }
}

}  // namespace
}  // namespace outturn
