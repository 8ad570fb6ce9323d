#include "settle/bounds.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

// What a line, or the total, was due in an earlier period.
Ref due_before(const EarlierStatement& statement, const Bound& bound, Quantities& quantities) {
  const EarlierQuantity& due = bound.on.empty() ? statement.total : statement.line(bound.on).due;
  return quantities.quantity_of(statement, due, "due", Unit::amount, bound.source);
}

// What earlier periods leave of a limit over a longer stretch. A cap that was passed leaves
// nothing; a floor that was passed leaves room to go below 0.
Ref left_of(Ref limit, const Bound& bound, const std::string& id, Quantities& quantities) {
  std::vector<Ref> dues;
  for (const EarlierStatement* statement : quantities.earlier_over(bound.over)) {
    dues.push_back(due_before(*statement, bound, quantities));
  }
  if (dues.empty()) {
    return limit;
  }
  Workings& w = quantities.workings();
  const Ref before =
      w.add({id + ".before", "due in earlier periods", Unit::amount, bound.source}, dues);
  const bool cap = bound.kind == Bound::Kind::cap;
  const Ref rest = w.subtract({id + (cap ? ".rest" : ".left"),
                               "limit less what was due before",
                               Unit::amount,
                               bound.source},
                              limit,
                              before);
  return cap ? w.larger_of({id + ".left", "what the cap leaves", Unit::amount, bound.source},
                           rest,
                           quantities.constant(0, "nothing"))
             : rest;
}

BoundResult bounded(Ref amount, const Bound& bound, const std::string& id, Quantities& quantities) {
  Workings& w = quantities.workings();
  const bool cap = bound.kind == Bound::Kind::cap;
  const Ref limit = quantities.rule_value(id, cap ? "cap" : "floor", Unit::amount, bound.amount);
  const Ref left = left_of(limit, bound, id, quantities);
  Workings::Name name{id + ".applied",
                      cap ? "not more than the cap" : "not less than the floor",
                      Unit::amount,
                      bound.source};
  const Ref applied = cap ? w.smaller_of(std::move(name), amount, left)
                          : w.larger_of(std::move(name), amount, left);
  return {bound.kind, bound.over, limit, left, applied, w.value(applied) != w.value(amount)};
}

}  // namespace

std::vector<BoundResult> bounds_on(std::string_view on,
                                   Ref amount,
                                   const Contract& contract,
                                   Quantities& quantities) {
  std::vector<BoundResult> results;
  for (const Bound& bound : contract.bounds) {
    if (bound.on == on && contract.is_in(bound.in, quantities.period())) {
      const std::string id = fmt::format("{}.{}.{}",
                                         on.empty() ? "total" : on,
                                         bound.kind == Bound::Kind::cap ? "cap" : "floor",
                                         results.size() + 1);
      results.push_back(bounded(amount, bound, id, quantities));
      amount = results.back().applied;
    }
  }
  return results;
}

Ref after(const std::vector<BoundResult>& bounds, Ref amount) {
  return bounds.empty() ? amount : bounds.back().applied;
}

}  // namespace outturn::settling
