#include "settle/payers.h"

namespace outturn::settling {
namespace {

constexpr RoundingRule kWholePennies = {1, Rounding::toward_zero};

Ref share_of(const Payer& payer, Workings& w) {
  const std::string id = "payer_share." + payer.name;
  if (const Ref* known = w.find(id)) {
    return *known;
  }
  return w.given({id, "share of the total", Unit::rate, payer.source}, payer.share);
}

// What is left of the amount for the payer who takes the odd pennies.
Ref rest_of(const Contract& contract,
            Ref amount,
            const std::vector<Ref>& others,
            const std::string& prefix,
            Workings& w) {
  if (others.empty()) {
    return amount;
  }
  const Ref sum =
      w.add({prefix + "payers.others", "what the others pay", Unit::money, contract.payers_source},
            others);
  return w.subtract({prefix + "payer." + contract.odd_pennies_to,
                     "the total less what the others pay: odd pennies included",
                     Unit::money,
                     contract.payers_source},
                    amount,
                    sum);
}

}  // namespace

std::vector<PayerResult> split(const Contract& contract,
                               Ref amount,
                               const std::string& prefix,
                               Workings& w) {
  std::vector<PayerResult> results;
  std::vector<Ref> others;
  for (const Payer& payer : contract.payers) {
    PayerResult result{payer.name, share_of(payer, w), amount};
    if (payer.name != contract.odd_pennies_to) {
      const Ref exact = w.multiply({prefix + "payer_exact." + payer.name,
                                    "share of the total, in money",
                                    Unit::amount,
                                    payer.source},
                                   {amount, result.share});
      result.due = w.round({prefix + "payer." + payer.name,
                            "share of the total, in whole pennies",
                            Unit::money,
                            contract.payers_source},
                           exact,
                           kWholePennies);
      others.push_back(result.due);
    }
    results.push_back(result);
  }
  const Ref rest = rest_of(contract, amount, others, prefix, w);
  for (PayerResult& result : results) {
    if (result.name == contract.odd_pennies_to) {
      result.due = rest;
    }
  }
  return results;
}

}  // namespace outturn::settling
