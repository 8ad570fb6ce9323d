// Settling a contract on numbers that somebody imagines instead of people.
#pragma once

#include "curve/scenario.h"
#include "settle/settle.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn {

// Settles one period of a contract at any values. Nothing is rounded before the total, so that what
// moves a payment can be told from what rounding makes of it.
//
// Each person weighs 1, has the mean score of the baseline, and is in one place of every breakdown.
// Earlier periods that the contract builds on went as the figures supplied for them say, and else
// as in `scenario`.
class Bench {
 public:
  Bench(Contract contract, Period period, const Scenario& scenario);

  const Contract& contract() const { return contract_; }
  const Period& period() const { return period_; }

  // Throws InputError where settling refuses.
  Settlement settle(const Values& values) const;

  // The same, with one person who claims so much and nobody else who claims anything.
  Settlement settle_one_person(const Values& values, std::int64_t claims) const;

  // The periods before that the contract builds on, and what each was due in all.
  std::vector<std::pair<std::string, Ratio>> earlier() const;

  // What is due in all, in minor units and exact, and what each line is due.
  static const Ratio& total_of(const Settlement& settlement);
  static const Ratio& due_of(const Settlement& settlement, std::size_t line);

 private:
  Settlement settle(const Period& period,
                    const Values& values,
                    std::optional<MeasuredMilestones> milestones) const;

  Contract contract_;
  Period period_;
  std::vector<EarlierStatement> earlier_;  // of the periods before
};

}  // namespace outturn
