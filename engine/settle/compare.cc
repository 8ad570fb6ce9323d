#include "settle/compare.h"

#include "settle/baseline.h"
#include "settle/pool.h"

#include <fmt/format.h>

namespace outturn::settling {
namespace {

constexpr int kHundred = 100;

class Comparer {
 public:
  Comparer(const LineRule& line, const Contract& contract, Quantities& quantities)
      : line_(line), contract_(contract), q_(quantities), w_(quantities.workings()) {}

  std::optional<Compared> run(const std::vector<LineResult>& above) {
    if (line_.effect_figure) {
      return supplied_effect();
    }
    if (line_.pool) {
      return pooled(pooled_periods(line_, q_, above));
    }
    const MeasureRule& measure = *contract_.find_measure(line_.measure);
    Compared compared{};
    compared.actual = q_.rate(measure, "actual");
    const BaselineRefs baseline = baseline_of(line_, *compared.actual, contract_, q_);
    compared.baseline = baseline.value;
    compared.baseline_people = baseline.people;
    if (line_.comparison->adjusted_for_mean_score) {
      compared.baseline = adjusted(*compared.baseline);
    }
    compared.difference =
        w_.subtract(name("difference", "baseline less actual", unit_of(measure.kind)),
                    *compared.baseline,
                    compared.actual->value);
    read_effect(compared);
    return compared;
  }

 private:
  const Source& rule() const {
    if (line_.comparison) {
      return line_.comparison->source;
    }
    return line_.pool ? line_.pool->source : line_.source;
  }

  Workings::Name name(std::string_view part, std::string label, Unit unit) const {
    return {fmt::format("{}.{}", line_.name, part), std::move(label), unit, rule()};
  }

  // The effect of a fall is published as a change: a fall of 5.7 points is -5.7. A change in per
  // cent is supplied as a part of one.
  Compared supplied_effect() {
    const Unit unit = q_.unit_of_effect(line_);
    const bool percent = unit == Unit::percent;
    const RateRefs change = q_.figure(
        *line_.effect_figure, line_.name + ".change", percent ? Unit::rate : unit, line_.source);
    Compared compared{};
    compared.increase =
        percent ? w_.multiply(
                      name("increase", "actual less baseline, in per cent of the baseline", unit),
                      {change.value, q_.constant(kHundred, "a hundred")})
                : change.value;
    compared.reduction =
        w_.negate(name("reduction", "baseline less actual", unit), compared.increase);
    return compared;
  }

  std::optional<Compared> pooled(const std::vector<PooledPeriod>& periods) {
    if (periods.empty()) {
      return std::nullopt;
    }
    Compared compared{};
    if (line_.pool->mean_of == PoolRule::MeanOf::reductions) {
      compared.reduction =
          weighted_mean(periods, &PooledPeriod::reduction, "reduction", "reduction", line_, w_);
      compared.increase = w_.negate(
          name("increase", "the mean reduction, the other way", w_[compared.reduction].unit),
          compared.reduction);
      return compared;
    }
    const Ref people = pooled_people(periods, line_, w_);
    compared.actual = {
        weighted_mean(periods, &PooledPeriod::actual, "actual", "actual rate", line_, w_),
        people,
        people};
    compared.baseline =
        weighted_mean(periods, &PooledPeriod::baseline, "baseline", "baseline", line_, w_);
    compared.difference =
        w_.subtract(name("difference", "baseline less actual", w_[*compared.baseline].unit),
                    *compared.baseline,
                    compared.actual->value);
    read_effect(compared);
    return compared;
  }

  // Adjusted baseline = baseline + (mean score of this cohort - mean score of the baseline's).
  Ref adjusted(Ref baseline) {
    const Comparison& comparison = *line_.comparison;
    const Ref actual = q_.mean_score("actual", comparison.source);
    const auto* cohort = std::get_if<CohortBaseline>(&comparison.baseline);
    const Ref before = cohort != nullptr
                           ? q_.mean_score(baseline_name(*cohort, contract_), comparison.source)
                           : w_.given({line_.name + ".stated_baseline.mean_score",
                                       "mean score of the people behind the baseline",
                                       Unit::score,
                                       comparison.baseline_mean_score->source},
                                      comparison.baseline_mean_score->value);
    const Ref shift = w_.subtract(
        name("case_mix", "mean score, cohort less baseline", Unit::score), actual, before);
    const Ref result = w_.add(
        name("adjusted_baseline", "baseline adjusted for case mix", Unit::rate), {baseline, shift});
    if (w_.value(result) <= 0 || w_.value(result) >= 1) {
      throw InputError(comparison.source.place,
                       Reason::out_of_range,
                       fmt::format("the adjusted baseline of line \"{}\" is {}, outside 0% to 100%",
                                   line_.name,
                                   w_.shown(result)),
                       "check the scores and the baseline's mean score");
    }
    return result;
  }

  void read_effect(Compared& compared) {
    compared.reduction = effect_of(*compared.difference, *compared.baseline);
    const Unit unit = w_[compared.reduction].unit;
    compared.increase =
        w_.negate(name("increase", "actual less baseline", unit), compared.reduction);
  }

  Ref effect_of(Ref difference, Ref baseline) {
    if (line_.effect_unit == EffectUnit::points) {
      return w_.multiply(
          name("reduction", "baseline less actual, in percentage points", Unit::points),
          {difference, q_.constant(kHundred, "a hundred")});
    }
    if (line_.effect_unit != EffectUnit::percent) {
      return difference;
    }
    if (w_.value(baseline) == 0) {
      throw InputError(
          rule().place,
          Reason::nothing_to_measure,
          fmt::format("the baseline of line \"{}\" is 0, and per cent of it is asked for",
                      line_.name));
    }
    const Ref part = w_.divide(
        name("reduction_part", "baseline less actual, as a part of the baseline", Unit::rate),
        difference,
        baseline);
    return w_.multiply(
        name("reduction", "baseline less actual, in per cent of the baseline", Unit::percent),
        {part, q_.constant(kHundred, "a hundred")});
  }

  const LineRule& line_;
  const Contract& contract_;
  Quantities& q_;
  Workings& w_;
};

}  // namespace

std::optional<Compared> compare(const LineRule& line,
                                const Contract& contract,
                                Quantities& quantities,
                                const std::vector<LineResult>& above) {
  return Comparer(line, contract, quantities).run(above);
}

}  // namespace outturn::settling
