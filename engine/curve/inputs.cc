#include "curve/inputs.h"

#include "curve/claimed.h"
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
constexpr int kPeopleWhoClaim = 100;
constexpr int kMostCounted = 50'000;

Ratio no_less_than(const Ratio& a, const Ratio& b) {
  return a < b ? b : a;
}

Ratio rounded_up(const Ratio& value) {
  return Ratio(round_to_integer(value, Rounding::away_from_zero));
}

// The power of ten that cuts `range` into a thousand steps or somewhat more.
Ratio step_for(const Ratio& range) {
  Ratio step = 1;
  while (step * kThousand * kTen <= range) {
    step *= kTen;
  }
  return step;
}

bool reads(const Contract& contract, bool (*belongs)(MeasureKind)) {
  return std::any_of(
      contract.measures.begin(), contract.measures.end(), [&](const MeasureRule& measure) {
        return !measure.figure && belongs(measure.kind);
      });
}

bool per_reoffender(MeasureKind kind) {
  return facts_of(kind).average == Average::per_reoffender;
}

// What moves together with an outcome of that value.
using Move = std::function<void(Values&, const Ratio&)>;

// Settles with the value of that name moved, and with it what `also` sets.
std::function<Settlement(const Ratio&)> moving(const Bench& bench,
                                               const Values& values,
                                               const std::string& name,
                                               const Move& also = {}) {
  return [&bench, values, name, also](const Ratio& value) {
    Values moved = values;
    moved[name] = value;
    if (also) {
      also(moved, value);
    }
    return bench.settle(moved);
  };
}

// Moves the outcomes of a cohort that the contract measures.
class CohortInputs {
 public:
  CohortInputs(const Bench& bench, const Values& values, std::vector<Input>& found)
      : bench_(bench), values_(values), found_(found) {}

  void run() {
    if (values_.contains("as_serious")) {
      for (const char* grade : {"more_serious", "as_serious", "less_serious"}) {
        add_grade(grade);
      }
    }
    add_reoffenders();
    if (reads(bench_.contract(), per_reoffender)) {
      add_once_only();
    }
    if (values_.contains("reoffences")) {
      add_reoffences();
    }
    if (values_.contains("severity")) {
      add("severity", "of the same reoffences", Unit::severity, {0, kTwice * at("severity")});
    }
  }

 private:
  const Ratio& at(const std::string& name) const { return values_.at(name); }

  struct Range {
    Ratio first, last;
  };

  // Moves the value of that name, and with it what `also` sets.
  void add(const std::string& name,
           std::string title,
           Unit unit,
           const Range& range,
           const Move& also = {}) {
    if (range.first < range.last) {
      found_.push_back({name,
                        std::move(title),
                        unit,
                        true,
                        at(name),
                        range.first,
                        range.last,
                        step_of_count(range.last - range.first),
                        moving(bench_, values_, name, also)});
    }
  }

  // One, unless that would be settlements without end.
  static Ratio step_of_count(const Ratio& range) {
    Ratio step = 1;
    while (range > step * kMostCounted) {
      step *= kTen;
    }
    return step;
  }

  // How often and how seriously a reoffender reoffends stays what it was, up to a whole number.
  void add_reoffenders() {
    const Values& values = values_;
    add("reoffenders",
        values.contains("reoffences") ? "each with as many reoffences as the others" : "",
        Unit::people,
        {0, at("people")},
        [values](Values& moved, const Ratio& x) {
          const Ratio& before = values.at("reoffenders");
          const Ratio share = before == 0 ? Ratio(1) : Ratio(x / before);
          for (const char* name : {"reoffences", "severity"}) {
            if (values.contains(name)) {
              moved[name] = rounded_up(values.at(name) * share);
            }
          }
          for (const char* name : {"less_serious", "more_serious"}) {
            if (values.contains(name)) {
              moved[name] = Ratio(round_to_integer(values.at(name) * share, Rounding::toward_zero));
            }
          }
          if (values.contains("as_serious")) {
            moved["as_serious"] = x - moved["less_serious"] - moved["more_serious"];
          }
        });
  }

  // Those who stop, or start, reoffend once: who is most easily kept from it.
  void add_once_only() {
    const Ratio& reoffenders = at("reoffenders");
    const Ratio& reoffences = at("reoffences");
    const Ratio severity_each = values_.contains("severity") && reoffences != 0
                                    ? Ratio(at("severity") / reoffences)
                                    : Ratio(0);
    const std::size_t before = found_.size();
    const Ratio most = no_less_than(Ratio(reoffenders - reoffenders / kTwice), 1);
    add("reoffenders",
        "those who stop had reoffended once",
        Unit::people,
        {rounded_up(most), at("people")},
        [=](Values& moved, const Ratio& x) {
          moved["reoffences"] = reoffences - reoffenders + x;
          if (moved.contains("severity")) {
            moved["severity"] = moved["reoffences"] * severity_each;
          }
        });
    if (found_.size() > before) {
      found_.back().name = "once-only-reoffenders";
    }
  }

  void add_reoffences() {
    const Values& values = values_;
    add("reoffences",
        "of the same reoffenders",
        Unit::events,
        {at("reoffenders"), kTwice * at("reoffences")},
        [values](Values& moved, const Ratio& x) {
          if (values.contains("severity") && values.at("reoffences") != 0) {
            moved["severity"] = values.at("severity") * x / values.at("reoffences");
          }
        });
  }

  // People of one grade, the others who reoffend staying as they are.
  void add_grade(const std::string& grade) {
    const Values& values = values_;
    const Ratio others = at("reoffenders") - at(grade);
    add(grade,
        "reoffenders by their most serious reoffence",
        Unit::people,
        {0, at("people") - others},
        [values, others](Values& moved, const Ratio& x) {
          moved["reoffenders"] = others + x;
          if (values.contains("reoffences")) {
            moved["reoffences"] = no_less_than(values.at("reoffences"), others + x);
          }
        });
  }

  const Bench& bench_;
  const Values& values_;
  std::vector<Input>& found_;
};

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

void add_claims(const Bench& bench, const Values& values, std::vector<Input>& found) {
  for (const Claimed& claimed : claims_of(bench.contract())) {
    found.push_back({claimed.name,
                     "people who claim it once",
                     Unit::people,
                     false,
                     values.at(claimed.name),
                     0,
                     kPeopleWhoClaim,
                     1,
                     moving(bench, values, claimed.name)});
  }
  if (!claims_interact(bench.contract())) {
    return;
  }
  const auto settle_one = [&bench, values](const Ratio& count) {
    return bench.settle_one_person(values, static_cast<std::int64_t>(numerator(count)));
  };
  const std::vector<std::string> claims = claims_of_one(bench.contract());
  found.push_back({"one-person",
                   "claims of one person, one after another as the contract lists them",
                   Unit::number,
                   false,
                   0,
                   0,
                   ratio_of(static_cast<std::int64_t>(claims.size())),
                   1,
                   settle_one,
                   claims});
}

void add_other_contracts(const Bench& bench, const Values& values, std::vector<Input>& found) {
  for (const OfStatement& sum : sums_built_on(bench.contract())) {
    const std::string name = name_of(sum);
    const bool known = std::any_of(
        found.begin(), found.end(), [&](const Input& input) { return input.name == name; });
    if (!known && values.at(name) > 0) {
      const Ratio reach = values.at(name) * kTwice;
      found.push_back({name,
                       "due under the other contract",
                       Unit::amount,
                       false,
                       values.at(name),
                       0,
                       reach,
                       step_for(reach),
                       moving(bench, values, name)});
    }
  }
}

}  // namespace

std::vector<Input> inputs_of(const Bench& bench, const Scenario& scenario) {
  std::vector<Input> found;
  if (bench.contract().follows_up()) {
    CohortInputs(bench, scenario.values, found).run();
  }
  FigureInputs(bench, scenario.values, found).run();
  add_claims(bench, scenario.values, found);
  add_other_contracts(bench, scenario.values, found);
  return found;
}

}  // namespace outturn
