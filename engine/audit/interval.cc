#include "audit/interval.h"

#include "value/problem.h"

namespace outturn {
namespace {

Integer whole(std::int64_t steps, std::int64_t checked) {
  return boost::multiprecision::pow(Integer(steps), static_cast<unsigned>(checked));
}

// The chance that at most `most` of `checked` are wrong where `step` of kIntervalSteps of all are,
// times kIntervalSteps to the power of `checked`: the sum over i of
// C(checked, i) * step^i * (kIntervalSteps - step)^(checked - i). `step` is neither none nor all.
Integer few_chance(std::int64_t most, std::int64_t checked, std::int64_t step) {
  const std::int64_t rest = kIntervalSteps - step;
  Integer term = whole(rest, checked);
  Integer sum = term;
  for (std::int64_t i = 0; i < most; ++i) {
    term = term * (checked - i) / (i + 1);  // whole at every step: a binomial coefficient
    term = term * step / rest;
    sum += term;
  }
  return sum;
}

// The same by the shorter of the two sums that make it.
Integer chance_of_at_most(std::int64_t most, std::int64_t checked, std::int64_t step) {
  if (most <= checked / 2) {
    return few_chance(most, checked, step);
  }
  return whole(kIntervalSteps, checked) -
         few_chance(checked - most - 1, checked, kIntervalSteps - step);
}

// The least step at which so few are found with a chance of at most half of `outside`.
std::int64_t upper_step(std::int64_t wrong, std::int64_t checked, const Ratio& outside) {
  if (wrong == checked) {
    return kIntervalSteps;
  }
  const Integer limit = numerator(outside) * whole(kIntervalSteps, checked);
  const Integer scale = denominator(outside) * 2;
  std::int64_t likely = 0;
  std::int64_t unlikely = kIntervalSteps;
  while (unlikely - likely > 1) {
    const std::int64_t step = likely + (unlikely - likely) / 2;
    const bool is_unlikely = chance_of_at_most(wrong, checked, step) * scale <= limit;
    (is_unlikely ? unlikely : likely) = step;
  }
  return unlikely;
}

}  // namespace

Interval clopper_pearson(std::int64_t wrong, std::int64_t checked, const Ratio& outside) {
  if (wrong < 0 || checked < 1 || wrong > checked || outside <= 0 || outside >= 1) {
    throw Defect("no such sample, or no such confidence");
  }
  // So many wrong are so few right.
  const std::int64_t lower = kIntervalSteps - upper_step(checked - wrong, checked, outside);
  const std::int64_t upper = upper_step(wrong, checked, outside);
  return {ratio_of(lower) / kIntervalSteps, ratio_of(upper) / kIntervalSteps};
}

}  // namespace outturn
