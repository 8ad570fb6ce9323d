#include "rules/consistency.h"

#include "rules/reading.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

void check_measure(const MeasureRule& measure, const Contract& contract, Problems& problems) {
  const auto needs = [&](bool present, std::string_view block, std::string_view why) {
    if (!present) {
      problems.add(
          measure.source.place,
          Reason::inconsistent,
          fmt::format("the measure \"{}\" {}, and there is no {} block", measure.name, why, block));
    }
  };
  if (measure.figure) {
    return;
  }
  needs(contract.cohort.has_value(), "cohort", "is measured on people");
  needs(contract.window.has_value(), "window", "is measured on people");
  needs(contract.counts.has_value(), "counts", "is measured on people");
  const bool severe = is_severity(measure.kind) || measure.kind == MeasureKind::graded_rate;
  needs(!measure.weighted || contract.weights, "weights", "is weighted");
  needs(!severe || contract.severity, "severity", "needs offence severity");
}

class LineCheck {
 public:
  LineCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : line_(line),
        contract_(contract),
        measure_(contract.find_measure(line.measure)),
        problems_(problems) {}

  void run() {
    check_effect_unit();
    check_adjustment();
    for (const auto* conditions :
         {&line_.reduction_when, &line_.increase_when, &line_.termination_when}) {
      for (const Condition& condition : *conditions) {
        check_condition(condition);
      }
    }
    for (const Consequence* consequence :
         {&line_.on_reduction, &line_.on_neither, &line_.on_increase, &line_.always}) {
      check_consequence(*consequence);
    }
    check_neither();
  }

 private:
  void report(const Source& source, Reason reason, std::string message, std::string advice = {}) {
    problems_.add(source.place, reason, std::move(message), std::move(advice));
  }

  bool plain_binary() const {
    return measure_ != nullptr && measure_->kind == MeasureKind::binary_rate && !measure_->weighted;
  }

  void check_effect_unit() {
    if (measure_ == nullptr || !line_.comparison) {
      return;
    }
    const EffectUnit unit = line_.effect_unit;
    const bool fits = unit == EffectUnit::percent ||
                      (unit == EffectUnit::points && is_rate(measure_->kind)) ||
                      (unit == EffectUnit::events && is_frequency(measure_->kind)) ||
                      (unit == EffectUnit::severity && is_severity(measure_->kind));
    if (!fits) {
      report(line_.source,
             Reason::wrong_unit,
             fmt::format("the effect of line \"{}\" can't be in {}", line_.name, word_of(unit)),
             "a rate falls by points or per cent, a frequency by events or per cent");
    }
  }

  void check_adjustment() {
    if (line_.comparison && line_.comparison->adjusted_for_mean_score && !plain_binary()) {
      report(line_.comparison->source,
             Reason::inconsistent,
             "only an unweighted binary rate is adjusted for the mean score");
    }
  }

  void check_condition(const Condition& condition) {
    if (std::holds_alternative<SignificanceCondition>(condition.test) && !plain_binary()) {
      report(condition.source,
             Reason::inconsistent,
             "significance is tested on an unweighted binary rate only");
    }
    if (const auto* hurdle = std::get_if<HurdleCondition>(&condition.test)) {
      check_hurdle(*hurdle, condition.source);
    }
  }

  void check_hurdle(const HurdleCondition& hurdle, const Source& source) {
    for (const LineRule& other : contract_.lines) {
      if (&other == &line_ || other.name == line_.name) {
        break;
      }
      if (other.name == hurdle.line && other.has_verdict()) {
        return;
      }
    }
    report(source,
           Reason::unknown_reference,
           fmt::format("the hurdle names \"{}\", which is not an earlier line with a verdict",
                       hurdle.line),
           "a hurdle looks at a line that stands above its own");
  }

  void check_consequence(const Consequence& consequence) {
    if (!consequence.price) {
      return;
    }
    const Price& price = *consequence.price;
    if (const auto* per_unit = std::get_if<PerUnitPrice>(&price.how)) {
      check_unit_price(per_unit->unit, price.source);
    }
    const bool by_outcome = std::holds_alternative<OutcomePrice>(price.how);
    const bool banded = std::holds_alternative<BandedPrice>(price.how);
    const bool graded = measure_ != nullptr && measure_->kind == MeasureKind::graded_rate;
    if (by_outcome && !graded) {
      report(price.source,
             Reason::inconsistent,
             "a price by outcome needs a graded rate as the line's measure");
    }
    if (banded && !line_.has_verdict()) {
      report(price.source, Reason::inconsistent, "bands need a compare_with: they read the effect");
    }
  }

  // Between the gates the effect can have either sign, so only a stated sum makes sense there.
  void check_neither() {
    if (!line_.on_neither.price) {
      return;
    }
    const Price& price = *line_.on_neither.price;
    const bool stated_sum = std::holds_alternative<FixedPrice>(price.how) ||
                            std::holds_alternative<SharePrice>(price.how);
    if (!stated_sum) {
      report(price.source,
             Reason::inconsistent,
             "on_neither pays or deducts a stated sum only",
             "write nothing, an amount, or a share of a sum");
    }
  }

  void check_unit_price(PerUnitPrice::Unit unit, const Source& source) {
    const bool rate = measure_ != nullptr && is_rate(measure_->kind);
    const bool points = line_.effect_figure && line_.effect_unit == EffectUnit::points;
    const bool percent = line_.has_verdict() && line_.effect_unit == EffectUnit::percent;
    bool fits = false;
    switch (unit) {
      case PerUnitPrice::Unit::point:
        fits = (rate && line_.comparison) || points;
        break;
      case PerUnitPrice::Unit::percent:
        fits = percent;
        break;
      case PerUnitPrice::Unit::person:
        fits = measure_ != nullptr && measure_->kind == MeasureKind::binary_rate;
        break;
      case PerUnitPrice::Unit::event:
        fits = measure_ != nullptr && is_frequency(measure_->kind);
        break;
      case PerUnitPrice::Unit::severity:
        fits = measure_ != nullptr && is_severity(measure_->kind);
        break;
    }
    if (!fits || !line_.has_verdict()) {
      report(source,
             Reason::wrong_unit,
             fmt::format("this price doesn't fit the measure of line \"{}\"", line_.name),
             "a person is fewer in a binary rate, an event in a frequency, a point in a rate");
    }
  }

  const LineRule& line_;
  const Contract& contract_;
  const MeasureRule* measure_;
  Problems& problems_;
};

void check_bounds(const Contract& contract, Problems& problems) {
  bool total_seen = false;
  for (const Bound& bound : contract.bounds) {
    if (!bound.on.empty() && contract.find_line(bound.on) == nullptr) {
      problems.add(bound.source.place,
                   Reason::unknown_reference,
                   fmt::format("there is no line \"{}\" to bound", bound.on),
                   "name a line, or: total");
    }
    if (!bound.on.empty() && total_seen) {
      problems.add(bound.source.place,
                   Reason::out_of_order,
                   "bounds on lines stand before bounds on the total");
    }
    total_seen = total_seen || bound.on.empty();
  }
}

// A cap below the floor of the same thing can't be kept on any day on which both hold.
void check_caps_above_floors(const Contract& contract, Problems& problems) {
  for (const Bound& cap : contract.bounds) {
    for (const Bound& floor : contract.bounds) {
      const bool pair =
          cap.kind == Bound::Kind::cap && floor.kind == Bound::Kind::floor && cap.on == floor.on;
      if (pair && cap.amount.values().front().value < floor.amount.values().front().value) {
        problems.add(cap.source.place, Reason::inconsistent, "the cap is below the floor");
      }
    }
  }
}

bool supplied(const Contract& contract, std::string_view figure) {
  for (const FigureSet& set : contract.figures) {
    for (const FigureSet::OfPeriod& period : set.periods) {
      const bool has = std::any_of(period.figures.begin(),
                                   period.figures.end(),
                                   [&](const auto& f) { return f.first == figure; });
      if (has) {
        return true;
      }
    }
  }
  return false;
}

void check_figure(std::string_view figure,
                  const Source& source,
                  const Contract& contract,
                  Problems& problems) {
  if (!supplied(contract, figure)) {
    problems.add(source.place,
                 Reason::unknown_reference,
                 fmt::format("no figures file of the contract supplies \"{}\"", figure),
                 "name the file under figures: in the contract");
  }
}

void check_figures(const Contract& contract, Problems& problems) {
  for (const MeasureRule& measure : contract.measures) {
    if (measure.figure) {
      check_figure(*measure.figure, measure.source, contract, problems);
    }
  }
  for (const LineRule& line : contract.lines) {
    if (line.effect_figure) {
      check_figure(*line.effect_figure, line.source, contract, problems);
    }
    const auto* baseline =
        line.comparison ? std::get_if<FigureBaseline>(&line.comparison->baseline) : nullptr;
    if (baseline != nullptr) {
      check_figure(baseline->figure, line.comparison->source, contract, problems);
    }
  }
}

}  // namespace

void check_consistency(const Contract& contract, Problems& problems) {
  for (const MeasureRule& measure : contract.measures) {
    check_measure(measure, contract, problems);
  }
  for (const LineRule& line : contract.lines) {
    LineCheck(line, contract, problems).run();
  }
  check_bounds(contract, problems);
  check_caps_above_floors(contract, problems);
  check_figures(contract, problems);
}

}  // namespace outturn::reading
