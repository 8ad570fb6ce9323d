// A re-settlement pays the difference, to the penny, and puts it down to causes.
#include "settle/reconciliation.h"

#include "settle/sample.h"
#include "settle/statement.h"
#include "support/catch.h"
#include "support/refusal.h"

#include <string>
#include <vector>

namespace outturn {
namespace {

// One pound for each person fewer than half of a hundred, shared by two.
Terms terms() {
  Terms terms;
  terms.lines =
      paying_line("50%", "points", "{pay: {per_person: £1}}", "{deduct: {per_person: £1}}");
  terms.payers = "{shares: {A: 70%, B: 30%}, odd_pennies_to: A}";
  return terms;
}

Settlement with_reoffenders(const Contract& contract, std::int64_t reoffenders) {
  return settled(contract, {cohort_of({.people = 100, .reoffenders = reoffenders})});
}

Documents documents_of(const Contract& contract, const Settlement& settlement) {
  return write_documents(contract, settlement, {"test", {}});
}

// What a re-settlement starts from: a statement of before.
Resettlement after(const Documents& before) {
  return {"reconciliation",
          read_earlier_statement(before.statement, "before.json"),
          before.evidence,
          {},
          {}};
}

SettledState state_of(DifferenceCause cause, const Settlement& settlement) {
  return {{cause}, settlement.workings.value(settlement.total), "header\n"};
}

struct Paid {
  Ratio due;
  Ratio settled;
  std::vector<Ratio> payers;

  friend bool operator==(const Paid&, const Paid&) = default;
};

Paid paid_by(const Settlement& settlement) {
  const ResettlementResult& again = settlement.reconciliation.value();
  const auto value = [&](Ref ref) { return settlement.workings.value(ref); };
  Paid paid{value(again.due), value(again.settled), {}};
  for (const ReconciledPayer& payer : again.payers) {
    paid.payers.push_back(value(payer.due));
  }
  return paid;
}

std::vector<Ratio> parts_of(const Settlement& settlement) {
  std::vector<Ratio> parts;
  for (const CauseResult& cause : settlement.reconciliation.value().causes) {
    parts.push_back(settlement.workings.value(cause.amount));
  }
  return parts;
}

// Settled before with 40 who reoffended (£10), now with so many.
Settlement again_with(const Contract& contract,
                      std::int64_t reoffenders,
                      const std::vector<AgreedAmount>& agreed = {}) {
  Settlement now = with_reoffenders(contract, reoffenders);
  Resettlement resettlement = after(documents_of(contract, with_reoffenders(contract, 40)));
  resettlement.evidence_before = "header\n";
  resettlement.agreed = agreed;
  if (reoffenders != 40) {
    resettlement.states = {state_of(DifferenceCause::late_events, now)};
  }
  reconcile(contract, resettlement, now);
  return now;
}

TEST_CASE("the difference is paid, either way, and each payer pays its own") {
  const Contract contract = contract_of(terms());
  CHECK(paid_by(again_with(contract, 37)) == Paid{300, 1300, {210, 90}});
  CHECK(paid_by(again_with(contract, 40)) == Paid{0, 1000, {0, 0}});
  CHECK(paid_by(again_with(contract, 41)) == Paid{-100, 900, {-70, -30}});
}

TEST_CASE("what was agreed in disputes is owed beside what the rules come to") {
  const Contract contract = contract_of(terms());
  const Settlement now = again_with(contract,
                                    37,
                                    {{7, Money::of_minor(101), "a record was found"},
                                     {9, Money::of_minor(-50), "and one was not"}});
  // £13.00 and 51 pence agreed, of which B's 30% is £4.053: cut to whole pennies.
  CHECK(paid_by(now) == Paid{351, 1351, {246, 105}});
  CHECK(parts_of(now) == std::vector<Ratio>{300, 51});
  CHECK(value_of(now, "reconciliation.agreed.7") == 101);
}

TEST_CASE("the parts of a difference add up to it, in whatever order they move the total") {
  const Contract contract = contract_of(terms());
  Settlement now = with_reoffenders(contract, 43);
  Resettlement resettlement = after(documents_of(contract, with_reoffenders(contract, 40)));
  resettlement.evidence_before = "header\n";
  for (const auto& [cause, reoffenders] : {std::pair{DifferenceCause::late_events, 52},
                                           {DifferenceCause::corrected_events, 31},
                                           {DifferenceCause::rules, 43}}) {
    resettlement.states.push_back(state_of(cause, with_reoffenders(contract, reoffenders)));
  }
  reconcile(contract, resettlement, now);
  CHECK(parts_of(now) == std::vector<Ratio>{-1200, 2100, -1200});
  CHECK(value_of(now, "reconciliation.difference") == -300);
}

TEST_CASE("a re-settlement of a re-settlement goes on from what counts as paid") {
  const Contract contract = contract_of(terms());
  const Documents first = documents_of(contract, again_with(contract, 37));
  Settlement now = with_reoffenders(contract, 35);
  Resettlement resettlement = after(first);
  resettlement.evidence_before = "header\n";
  resettlement.states = {state_of(DifferenceCause::late_events, now)};
  reconcile(contract, resettlement, now);
  CHECK(paid_by(now) == Paid{200, 1500, {140, 60}});
}

TEST_CASE("a payer who comes in pays from nothing, and one who leaves gets back what it paid") {
  const Contract before = contract_of(terms());
  Terms changed = terms();
  changed.payers = "{shares: {A: 70%, C: 30%}, odd_pennies_to: A}";
  const Contract contract = contract_of(changed);
  Settlement now = with_reoffenders(contract, 40);
  reconcile(contract, after(documents_of(before, with_reoffenders(before, 40))), now);
  CHECK(paid_by(now) == Paid{0, 1000, {0, 300, -300}});  // A, C, B
}

TEST_CASE("a forecast is nothing that a difference could be paid by") {
  const Contract contract = contract_of(terms());
  const Documents before = documents_of(contract, with_reoffenders(contract, 40));
  const Period period = {Date::of(2015, 1, 1), Date::of(2015, 12, 31), "2015"};
  Settlement forecast =
      settle(contract, period, {cohort_of({.people = 100, .reoffenders = 40})}, {});
  CHECK(refusal_of([&] { reconcile(contract, after(before), forecast); }) ==
        "contract.yaml: the new statement is a forecast: nothing can be paid by it [not_final]\n"
        "    a re-settlement goes from one payable statement to another");
  Settlement now = with_reoffenders(contract, 40);
  const Resettlement from_forecast = after(documents_of(
      contract, settle(contract, period, {cohort_of({.people = 100, .reoffenders = 40})}, {})));
  CHECK(refusal_of([&] { reconcile(contract, from_forecast, now); }) ==
        "contract.yaml: the statement before is a forecast: nothing can be paid by it [not_final]\n"
        "    a re-settlement goes from one payable statement to another");
}

TEST_CASE("every cause has a code and a sentence") {
  std::vector<std::string_view> codes;
  for (const DifferenceCause cause : all_causes()) {
    codes.push_back(code_of(cause));
    CHECK_FALSE(sentence_of(cause).empty());
  }
  CHECK(codes == std::vector<std::string_view>{"engine",
                                               "late_events",
                                               "corrected_events",
                                               "cohort",
                                               "earlier_statements",
                                               "rules",
                                               "tables",
                                               "figures",
                                               "disputes",
                                               "carried_forward"});
}

}  // namespace
}  // namespace outturn
