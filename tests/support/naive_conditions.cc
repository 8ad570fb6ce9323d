// The second opinion on conditions.
#include "support/naive_settling.h"

#include <algorithm>

namespace outturn::naive {
namespace {

Ratio people_of(const Compared& c) {
  if (!c.actual || !c.actual->people) {
    throw Refusal{"a condition asks for people", "missing_figure"};
  }
  return *c.actual->people;
}

Ratio variance(const Condition& condition, const Compared& c) {
  const Ratio n = people_of(c);
  const Ratio p = c.actual->value;
  const Ratio p0 = *c.baseline;
  if (condition.test == "one-sample z") {
    return p0 * (1 - p0) / n;
  }
  if (!c.people_behind) {
    throw Refusal{"a test asks for the people behind the baseline", "missing_figure"};
  }
  const Ratio n0 = *c.people_behind;
  if (condition.test == "two-sample z") {
    return p * (1 - p) / n + p0 * (1 - p0) / n0;
  }
  const Ratio pool = (p * n + p0 * n0) / (n + n0);
  return pool * (1 - pool) * (1 / n + 1 / n0);
}

bool significant(const Condition& condition, const Compared& c) {
  const Ratio z = condition.number.front().second;
  const Ratio limit = z * z * variance(condition, c);
  if (limit == 0) {
    throw Refusal{"nothing varies", "out_of_range"};
  }
  const Ratio square = *c.difference * *c.difference;
  return condition.at_least ? square >= limit : square > limit;
}

bool nothing_paid(const Settling& s, const std::string& line) {
  return due_before(s, line, "term") + s.result.lines.at(line).due == 0;
}

bool holds(Settling& s, const Condition& condition, const Compared& c) {
  const std::string& key = condition.key;
  if (key == "any_of") {
    const std::vector<bool> each = holding(s, condition.any_of, c);
    return std::count(each.begin(), each.end(), true) > 0;
  }
  if (key == "hurdle") {
    return s.result.lines.at(condition.line).verdict == condition.verdict;
  }
  if (key == "nothing_paid_on") {
    return nothing_paid(s, condition.line);
  }
  if (key == "significant") {
    return significant(condition, c);
  }
  const Ratio number = in_force(s, condition.number);
  if (key == "people_at_least") {
    return people_of(c) >= number;
  }
  const Ratio value = key.starts_with("reduction")  ? c.reduction
                      : key.starts_with("increase") ? Ratio(-c.reduction)
                                                    : c.actual->value;
  if (key.ends_with("_at_most")) {
    return value <= number;
  }
  if (key.ends_with("_below")) {
    return value < number;
  }
  return key.ends_with("_at_least") ? value >= number : value > number;
}

}  // namespace

std::vector<bool> holding(Settling& s,
                          const std::vector<Condition>& conditions,
                          const Compared& compared) {
  std::vector<bool> all;
  for (const Condition& condition : conditions) {
    all.push_back(holds(s, condition, compared));
  }
  return all;
}

}  // namespace outturn::naive
