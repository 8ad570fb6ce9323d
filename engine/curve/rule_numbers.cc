#include "curve/rule_numbers.h"

#include <algorithm>
#include <optional>

namespace outturn {
namespace {

// Remembers the largest of the numbers it is shown.
class Largest {
 public:
  explicit Largest(Date day) : day_(day) {}

  void see(const Ratio& value) { value_ = std::max(value_, magnitude(value)); }
  void see(const Dated<Ratio>& value) { see(value.at(day_).value); }

  void see_table(const Consequence& consequence) {
    const auto* banded =
        consequence.price ? std::get_if<BandedPrice>(&consequence.price->how) : nullptr;
    if (banded != nullptr) {
      for (const Band& band : banded->bands) {
        see(band.from);
      }
    }
  }

  template <typename Test, typename See>
  void see_conditions(const std::vector<Condition>& conditions, const See& see_one) {
    for (const Condition& condition : conditions) {
      if (const auto* test = std::get_if<Test>(&condition.test)) {
        see_one(*test);
      } else if (const auto* any = std::get_if<AnyCondition>(&condition.test)) {
        see_conditions<Test>(any->of, see_one);
      }
    }
  }

  const Ratio& value() const { return value_; }

 private:
  Date day_;
  Ratio value_ = 0;
};

enum class Better { fewer, more };

std::optional<Better> by_conditions(const std::vector<Condition>& conditions) {
  for (const Condition& condition : conditions) {
    if (const auto* test = std::get_if<RateCondition>(&condition.test)) {
      return test->side == RateCondition::Side::below ? Better::fewer : Better::more;
    }
  }
  return std::nullopt;
}

// What a line that compares rewards: a fall, unless it is a rise that is paid for.
std::optional<Better> by_verdict(const LineRule& line) {
  using Direction = Consequence::Direction;
  if (line.on_reduction.direction == Direction::pay ||
      line.on_increase.direction == Direction::deduct) {
    return Better::fewer;
  }
  if (line.on_increase.direction == Direction::pay ||
      line.on_reduction.direction == Direction::deduct) {
    return Better::more;
  }
  return std::nullopt;
}

std::optional<Better> by_line(const LineRule& line) {
  if (line.has_verdict()) {
    return by_verdict(line);
  }
  if (const auto better = by_conditions(line.paid_when)) {
    return better;
  }
  if (line.always.direction == Consequence::Direction::nothing) {
    return std::nullopt;
  }
  return line.always.direction == Consequence::Direction::pay ? Better::more : Better::fewer;
}

}  // namespace

Ratio largest_effect(const LineRule& line, const Contract& contract, const Period& period) {
  Largest largest(contract.rules_day(period));
  const auto see = [&](const EffectCondition& test) { largest.see(test.value); };
  largest.see_conditions<EffectCondition>(line.reduction_when, see);
  largest.see_conditions<EffectCondition>(line.increase_when, see);
  largest.see_conditions<EffectCondition>(line.termination_when, see);
  largest.see_table(line.on_reduction);
  largest.see_table(line.on_increase);
  if (line.effect_at_most) {
    largest.see(*line.effect_at_most);
  }
  return largest.value();
}

Ratio largest_value(std::string_view measure, const Contract& contract, const Period& period) {
  Largest largest(contract.rules_day(period));
  const auto see = [&](const RateCondition& test) { largest.see(test.value); };
  for (const LineRule& line : contract.lines) {
    if (line.measure != measure) {
      continue;
    }
    largest.see_conditions<RateCondition>(line.reduction_when, see);
    largest.see_conditions<RateCondition>(line.increase_when, see);
    largest.see_conditions<RateCondition>(line.paid_when, see);
    if (!line.has_verdict()) {
      largest.see_table(line.always);
    }
    const auto* fixed =
        line.comparison ? std::get_if<FixedBaseline>(&line.comparison->baseline) : nullptr;
    if (fixed != nullptr) {
      largest.see(fixed->value);
    }
  }
  return largest.value();
}

bool more_is_better(const Contract& contract, std::string_view measure) {
  for (const LineRule& line : contract.lines) {
    const auto better = line.measure == measure ? by_line(line) : std::nullopt;
    if (better) {
      return better == Better::more;
    }
  }
  return false;
}

}  // namespace outturn
