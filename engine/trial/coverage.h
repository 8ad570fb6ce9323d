// Which rules of a contract the cases have reached: every line, verdict, condition (met and not
// met), price, band, bound (bit and not), payer, value over time, and what can become of people.
#pragma once

#include "rules/contract.h"
#include "settle/settle.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace outturn {

// Something that a rule can do in a settlement.
struct RulePoint {
  std::string kind;  // "line", "verdict", "condition", "price", "band", "bound", "payer",
                     // "people", "events", "stage"
  std::string text;  // for a reader: line "cohort": reduction_at_least is not met
  Source source;
  bool reached = false;
};

class RuleCoverage {
 public:
  explicit RuleCoverage(std::shared_ptr<const Contract> contract);

  // Marks what a settlement of the contract reached.
  void add(const Settlement& settlement);
  // Marks what was reached of the same contract elsewhere.
  void add(const RuleCoverage& other);

  // By file and line.
  const std::vector<RulePoint>& points() const { return points_; }
  std::size_t reached() const;

 private:
  std::shared_ptr<const Contract> contract_;
  std::vector<RulePoint> points_;
  std::vector<std::function<bool(const Settlement&)>> reaches_;  // one a point
};

}  // namespace outturn
