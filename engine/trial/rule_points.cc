#include "trial/rule_points.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace outturn::trying {
namespace {

// What was done with the bounds on a line, or on the total.
const std::vector<BoundResult>& results_of(const Bound& bound, const Settlement& settlement) {
  if (bound.on.empty()) {
    return settlement.total_bounds;
  }
  return std::find_if(settlement.lines.begin(),
                      settlement.lines.end(),
                      [&](const LineResult& line) { return line.name == bound.on; })
      ->bounds;
}

// `at` is its number among the bounds on the same amount.
void add_bound(const Bound& bound, std::size_t at, std::vector<Reachable>& into) {
  const std::string what =
      fmt::format("{} on {}",
                  bound.kind == Bound::Kind::cap ? "cap" : "floor",
                  bound.on.empty() ? "the total" : fmt::format("line \"{}\"", bound.on));
  for (const bool bit : {true, false}) {
    into.push_back({{"bound",
                     fmt::format("{} {}", what, bit ? "changes an amount" : "leaves an amount"),
                     bound.source},
                    [&bound, at, bit](const Settlement& settlement) {
                      return results_of(bound, settlement).at(at).bit == bit;
                    }});
  }
  add_dated(bound.amount, what, into);
}

void add_bounds(const Contract& contract, std::vector<Reachable>& into) {
  for (std::size_t i = 0; i < contract.bounds.size(); ++i) {
    const Bound& bound = contract.bounds[i];
    const auto before = std::count_if(contract.bounds.begin(),
                                      contract.bounds.begin() + static_cast<std::ptrdiff_t>(i),
                                      [&](const Bound& other) { return other.on == bound.on; });
    add_bound(bound, static_cast<std::size_t>(before), into);
  }
}

void add_payers(const Contract& contract, std::vector<Reachable>& into) {
  for (std::size_t i = 0; i < contract.payers.size(); ++i) {
    const Payer& payer = contract.payers[i];
    into.push_back(
        {{"payer", fmt::format("payer \"{}\" has anything to pay", payer.name), payer.source},
         [i](const Settlement& settlement) {
           return settlement.workings.value(settlement.payers.at(i).due) != 0;
         }});
  }
}

}  // namespace

bool rests_on(const Settlement& settlement, const Place& place) {
  const std::vector<Working>& list = settlement.workings.list();
  return std::any_of(list.begin(), list.end(), [&](const Working& working) {
    return working.op == Op::given && working.rule.place == place;
  });
}

std::vector<Reachable> points_of(const Contract& contract) {
  std::vector<Reachable> points;
  add_points_of_people(contract, points);
  for (const LineRule& line : contract.lines) {
    add_points(line, points);
  }
  add_bounds(contract, points);
  add_payers(contract, points);
  std::stable_sort(points.begin(), points.end(), [](const Reachable& a, const Reachable& b) {
    return a.point.source.place < b.point.source.place;
  });
  return points;
}

}  // namespace outturn::trying

namespace outturn {

RuleCoverage::RuleCoverage(std::shared_ptr<const Contract> contract)
    : contract_(std::move(contract)) {
  for (trying::Reachable& one : trying::points_of(*contract_)) {
    points_.push_back(std::move(one.point));
    reaches_.push_back(std::move(one.reached));
  }
}

void RuleCoverage::add(const Settlement& settlement) {
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i].reached = points_[i].reached || reaches_[i](settlement);
  }
}

void RuleCoverage::add(const RuleCoverage& other) {
  for (std::size_t i = 0; i < points_.size(); ++i) {
    points_[i].reached = points_[i].reached || other.points_.at(i).reached;
  }
}

std::size_t RuleCoverage::reached() const {
  return static_cast<std::size_t>(std::count_if(
      points_.begin(), points_.end(), [](const RulePoint& point) { return point.reached; }));
}

}  // namespace outturn
