// The engine against a naive reading of the same rules, on random contracts and people: ten
// thousand of them where the compiler optimises, every fifth of them elsewhere.
#include "record/json.h"
#include "settle/opinion_case.h"
#include "settle/recompute.h"
#include "support/catch.h"
#include "support/naive_yaml.h"

#include <algorithm>
#include <set>

namespace outturn {
namespace {

constexpr std::uint64_t kEighths = 8;
constexpr std::uint64_t kCases = OUTTURN_DRAWN_CASES;

struct Tally {
  int settled = 0;  // cases of which every period was settled
  int refused = 0;
  int periods = 0;  // that both settled alike
};

// Both on one case, period by period.
void compare_case(std::uint64_t seed, Tally& tally) {
  const OpinionCase one(seed);
  const std::vector<naive::Result> expected = naive_results(one);
  const std::vector<EnginePeriod> actual = engine_results(one, seed % 10 == 0);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i) {
    for (const std::string& one_found : differences(expected[i], actual[i])) {
      found.push_back(expected[i].period.name + ", " + one_found);
    }
    const Documents& documents = actual[i].documents;
    if (seed % 10 == 0 && !documents.statement.empty()) {
      for (const std::string& fault : faults_in(documents.statement, documents.evidence)) {
        found.push_back(expected[i].period.name + ", doesn't follow: " + fault);
      }
    }
    tally.periods += actual[i].settlement && found.empty() ? 1 : 0;
  }
  if (!found.empty() || expected.size() != actual.size()) {
    CAPTURE(seed, one.text(), expected.size(), actual.size());
    CHECK(found == std::vector<std::string>{});
    CHECK(expected.size() == actual.size());
  }
  (expected.back().refused.empty() ? tally.settled : tally.refused) += 1;
}

void compare_eighth(std::uint64_t eighth) {
  Tally tally;
  const std::uint64_t count = kCases / kEighths;
  for (std::uint64_t i = 1; i <= count; ++i) {
    const std::uint64_t seed = eighth * 1'000'000 + i;
    try {
      compare_case(seed, tally);
    } catch (const std::exception& error) {
      CAPTURE(seed, OpinionCase(seed).text());
      FAIL_CHECK(error.what());
    }
  }
  const int all = static_cast<int>(count);
  CHECK(tally.settled + tally.refused == all);
  CHECK(tally.settled > all / 2);
  CHECK(tally.refused > all / 50);
  CHECK(tally.periods > all);
}

#define OUTTURN_EIGHTH(number)                                                        \
  TEST_CASE(                                                                          \
      "the engine agrees with a naive reading, to the penny and working by working, " \
      "eighth " #number " of 8",                                                      \
      "[drawn]") {                                                                    \
    compare_eighth(number);                                                           \
  }
OUTTURN_EIGHTH(1)
OUTTURN_EIGHTH(2)
OUTTURN_EIGHTH(3)
OUTTURN_EIGHTH(4)
OUTTURN_EIGHTH(5)
OUTTURN_EIGHTH(6)
OUTTURN_EIGHTH(7)
OUTTURN_EIGHTH(8)
#undef OUTTURN_EIGHTH

TEST_CASE("a statement follows from its own workings and evidence, by every operation") {
  std::set<Op> used;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    for (const EnginePeriod& period : engine_results(OpinionCase(seed), true)) {
      if (!period.settlement) {
        continue;
      }
      CHECK(faults_in(period.documents.statement, period.documents.evidence).empty());
      for (const Working& working : period.settlement->workings.list()) {
        used.insert(working.op);
      }
    }
  }
  const std::size_t only_settled_again = 2;  // agreed, settled
  CHECK(used.size() + only_settled_again == static_cast<std::size_t>(Op::round) + 1);
}

// The last period of the first case that is settled throughout.
Documents some_documents() {
  std::uint64_t seed = 1;
  while (!naive_results(OpinionCase(seed)).back().refused.empty() ||
         !OpinionCase(seed).drawn.reads_people) {
    ++seed;
  }
  return engine_results(OpinionCase(seed), true).back().documents;
}

TEST_CASE("a statement that was tampered with doesn't follow from its workings") {
  const Documents documents = some_documents();
  const Json json = parse_json(documents.statement, "statement.json");
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
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    OpinionCase one(seed);
    for (std::size_t i = 0; i < one.people.starts.size(); ++i) {
      one.people.starts[i].line = static_cast<std::uint32_t>(i + 2);
    }
    for (std::size_t i = 0; i < one.people.events.size(); ++i) {
      one.people.events[i].line = static_cast<std::uint32_t>(i + 2);
    }
    const std::vector<EnginePeriod> before = engine_results(one, true);
    std::reverse(one.people.starts.begin(), one.people.starts.end());
    std::reverse(one.people.events.begin(), one.people.events.end());
    const std::vector<EnginePeriod> after = engine_results(one, true);
    CAPTURE(seed);
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      CHECK(after[i].documents.statement == before[i].documents.statement);
      CHECK(after[i].documents.evidence == before[i].documents.evidence);
      compared += one.drawn.reads_people && before[i].settlement ? 1 : 0;
    }
  }
  CHECK(compared > 20);
}

TEST_CASE("weighing everybody twice as much changes no rate") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    OpinionCase one(seed);
    const std::vector<EnginePeriod> before = engine_results(one);
    for (naive::Edition& edition : one.drawn.editions) {
      for (auto& [age, weight] : edition.by_age) {
        weight.weight *= 2;
      }
    }
    const std::vector<EnginePeriod> after = engine_results(one);
    CAPTURE(seed);
    REQUIRE(!before.empty());
    if (!before.front().settlement || !after.front().settlement) {
      continue;
    }
    for (const naive::Measure& measure : one.drawn.measures) {
      const Workings& w = before.front().settlement->workings;
      const Workings& twice = after.front().settlement->workings;
      const Ref* rate = w.find(measure.name + ".actual");
      const Ref* same = twice.find(measure.name + ".actual");
      if (rate != nullptr && same != nullptr) {
        CHECK(twice.value(*same) == w.value(*rate));
        compared += measure.weighted ? 1 : 0;
      }
    }
  }
  CHECK(compared > 25);
}

}  // namespace
}  // namespace outturn
