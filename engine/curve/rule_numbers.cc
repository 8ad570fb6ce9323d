#include "curve/rule_numbers.h"

#include "rules/kinds.h"

#include <algorithm>
#include <optional>

namespace outturn {
namespace {

constexpr int kHundred = 100;

// Keeps the numbers that it is shown, as they stand on one day.
class Named {
 public:
  explicit Named(Date day) : day_(day) {}

  void see(const Ratio& value) { values_.push_back(magnitude(value)); }
  void see(const Dated<Ratio>& value) { see(value.at(day_).value); }

  // Its rows, divided by what the table reads a measure times.
  void see_table(const Consequence& consequence, int times = 1) {
    const auto* banded =
        consequence.price ? std::get_if<BandedPrice>(&consequence.price->how) : nullptr;
    if (banded != nullptr) {
      for (const Band& band : banded->bands) {
        see(Ratio(band.from / times));
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

  std::vector<Ratio> take() { return std::move(values_); }

 private:
  Date day_;
  std::vector<Ratio> values_;
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
  if (line.always.direction == Consequence::Direction::nothing) {
    return std::nullopt;
  }
  const Better earns = by_conditions(line.paid_when).value_or(Better::more);
  const bool pays = line.always.direction == Consequence::Direction::pay;
  const bool more = (earns == Better::more) == pays;
  return more ? Better::more : Better::fewer;
}

}  // namespace

std::vector<Ratio> effects_named(const LineRule& line,
                                 const Contract& contract,
                                 const Period& period) {
  Named named(contract.rules_day(period));
  const auto see = [&](const EffectCondition& test) { named.see(test.value); };
  named.see_conditions<EffectCondition>(line.reduction_when, see);
  named.see_conditions<EffectCondition>(line.increase_when, see);
  named.see_conditions<EffectCondition>(line.termination_when, see);
  named.see_table(line.on_reduction);
  named.see_table(line.on_increase);
  if (line.effect_at_most) {
    named.see(*line.effect_at_most);
  }
  return named.take();
}

std::vector<Ratio> values_named(std::string_view measure,
                                const Contract& contract,
                                const Period& period) {
  Named named(contract.rules_day(period));
  const auto see = [&](const RateCondition& test) { named.see(test.value); };
  for (const LineRule& line : contract.lines) {
    if (line.measure != measure) {
      continue;
    }
    named.see_conditions<RateCondition>(line.reduction_when, see);
    named.see_conditions<RateCondition>(line.increase_when, see);
    named.see_conditions<RateCondition>(line.paid_when, see);
    if (!line.has_verdict()) {
      named.see_table(line.always, is_rate(contract.find_measure(measure)->kind) ? kHundred : 1);
    }
    const auto* fixed =
        line.comparison ? std::get_if<FixedBaseline>(&line.comparison->baseline) : nullptr;
    if (fixed != nullptr) {
      named.see(fixed->value);
    }
  }
  return named.take();
}

Ratio largest(const std::vector<Ratio>& values) {
  return values.empty() ? Ratio(0) : *std::max_element(values.begin(), values.end());
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
