// Supplied measures and changes.
#include "curve/moving.h"
#include "curve/rule_numbers.h"
#include "rules/kinds.h"
#include "settle/units.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kTwice = 2;
constexpr int kTen = 10;
constexpr int kHundred = 100;
constexpr int kThousand = 1000;

// Moves what an assessor supplies.
class FigureInputs {
 public:
  FigureInputs(const Bench& bench, const Values& values, std::vector<Input>& found)
      : bench_(bench), values_(values), found_(found) {}

  void run() {
    for (const FigureUse& use : figures_read(bench_.contract())) {
      if (use.as == FigureUse::As::effect) {
        add_effect(use);
      } else if (use.as == FigureUse::As::actual) {
        add_measure(use);
      }
    }
  }

 private:
  // The same on both sides of no change. A fall is below 0; a change in per cent is supplied as a
  // part of one.
  void add_effect(const FigureUse& use) {
    const EffectUnit unit = use.line->effect_unit;
    const bool percent = unit == EffectUnit::percent;
    const bool coarse =
        unit == EffectUnit::cases || unit == EffectUnit::days || unit == EffectUnit::money;
    const std::vector<Ratio> effects = effects_named(*use.line, bench_.contract(), bench_.period());
    const Ratio named = largest(effects);
    const Ratio reach = (named == 0 ? Ratio(kTen) : named) * kTwice;
    const Ratio step = coarse ? step_for(reach) : Ratio(1, kTen);
    const Ratio scale = percent ? Ratio(1, kHundred) : Ratio(1);
    const Ratio least = no_less_than(reach * scale, magnitude(values_.at(use.name)) * kTwice);
    const Ratio last = in_steps(least, step * scale);
    Input input{use.name,
                "the change against the comparison, as supplied",
                percent ? Unit::rate : unit_of(unit),
                true,
                values_.at(use.name),
                -last,
                last,
                step * scale,
                moving(bench_, values_, use.name)};
    for (const Ratio& effect : effects) {
      look_around(effect * scale, Ratio(scale), input);
      look_around(-effect * scale, Ratio(scale), input);
    }
    find_direction(input);
    found_.push_back(std::move(input));
  }

  void add_measure(const FigureUse& use) {
    const MeasureKind kind = use.measure->kind;
    const Ratio step = step_of(use);
    Input input{use.name,
                fmt::format("{}, as supplied", facts_of(kind).word),
                unit_of(kind),
                !more_is_better(bench_.contract(), use.measure->name),
                values_.at(use.name),
                0,
                unit_of(kind) == Unit::rate ? Ratio(1) : in_steps(reach_of(use), step),
                step,
                moving(bench_, values_, use.name)};
    const Ratio one = unit_of(kind) == Unit::rate ? step : std::min(step, Ratio(1));
    for (const Ratio& value : values_of(use)) {
      look_around(value, one, input);
    }
    if (facts_of(kind).supplied_only()) {
      find_direction(input);
    } else {
      input.fewer_is_better = true;
    }
    found_.push_back(std::move(input));
  }

  // A value that rules name, and one unit on either side of it.
  static void look_around(const Ratio& value, const Ratio& one, Input& input) {
    input.named.insert(input.named.end(), {value - one, value, value + one});
  }

  // Everything that the rules of its lines name, as a value of the measure.
  std::vector<Ratio> values_of(const FigureUse& use) const {
    const Contract& contract = bench_.contract();
    std::vector<Ratio> values = values_named(use.measure->name, contract, bench_.period());
    for (const LineRule& line : contract.lines) {
      const auto baseline = line.measure == use.measure->name && !line.pool
                                ? without_effect(contract, bench_.period(), values_, line)
                                : std::nullopt;
      if (!baseline) {
        continue;
      }
      values.push_back(*baseline);
      for (const Ratio& effect : effects_named(line, contract, bench_.period())) {
        const Ratio change = line.effect_unit == EffectUnit::percent
                                 ? Ratio(*baseline * effect / kHundred)
                             : line.effect_unit == EffectUnit::points ? Ratio(effect / kHundred)
                                                                      : effect;
        values.insert(values.end(), {*baseline - change, *baseline + change});
      }
    }
    return values;
  }

  // Better is the end at which more is due; where that is the same, or can't be settled, what the
  // lines are written for.
  static void find_direction(Input& input) {
    try {
      const Ratio low = Bench::total_of(input.settle(input.first));
      const Ratio high = Bench::total_of(input.settle(input.last));
      input.fewer_is_better = low == high ? input.fewer_is_better : high < low;
    } catch (const InputError&) {
    }
  }

  static Ratio in_steps(const Ratio& range, const Ratio& step) {
    return rounded_up(range / step) * step;
  }

  // Twice the largest of the values that rules name and of where it stands.
  Ratio reach_of(const FigureUse& use) const {
    const Ratio most = no_less_than(values_.at(use.name), largest(values_of(use)));
    return (most == 0 ? typical_value(use.measure->kind) : most) * kTwice;
  }

  // One person or one reoffence more or less, where so many stand behind an average.
  Ratio step_of(const FigureUse& use) const {
    const KindFacts& facts = facts_of(use.measure->kind);
    if (facts.supplied_only() && unit_of(facts.kind) != Unit::rate) {
      return step_for(reach_of(use));
    }
    const std::string own = use.name + ".people";
    const auto people = values_.find(values_.contains(own) ? own : "people");
    const bool known =
        people != values_.end() && people->second > 0 && people->second <= kThousand * kTen;
    const Ratio one = facts.per_hundred() ? Ratio(kHundred) : Ratio(1);
    return one / (known ? people->second : Ratio(kThousand));
  }

  const Bench& bench_;
  const Values& values_;
  std::vector<Input>& found_;
};

}  // namespace

void add_figure_inputs(const Bench& bench, const Values& values, std::vector<Input>& found) {
  FigureInputs(bench, values, found).run();
}

}  // namespace outturn
