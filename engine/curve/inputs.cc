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
      add("severity", "of the same reoffences", Unit::severity, 0, kTwice * at("severity"), {});
    }
  }

 private:
  using Move = std::function<void(Values&, const Ratio&)>;

  const Ratio& at(const std::string& name) const { return values_.at(name); }

  // Moves the value of that name, and with it what `also` sets.
  void add(const std::string& name,
           std::string title,
           Unit unit,
           const Ratio& first,
           const Ratio& last,
           const Move& also) {
    const auto settle = [this_bench = &bench_, values = values_, name, also](const Ratio& x) {
      Values moved = values;
      moved[name] = x;
      if (also) {
        also(moved, x);
      }
      return this_bench->settle(moved);
    };
    found_.push_back({name, std::move(title), unit, true, at(name), first, last, 1, false, settle});
  }

  // How often and how seriously a reoffender reoffends stays what it was, up to a whole number.
  void add_reoffenders() {
    const Values& values = values_;
    add("reoffenders",
        values.contains("reoffences") ? "each with as many reoffences as the others" : "",
        Unit::people,
        0,
        at("people"),
        [values](Values& moved, const Ratio& x) {
          const Ratio& before = values.at("reoffenders");
          const Ratio share = before == 0 ? Ratio(1) : Ratio(x / before);
          for (const char* name : {"reoffences", "severity", "less_serious", "more_serious"}) {
            if (values.contains(name)) {
              moved[name] = rounded_up(values.at(name) * share);
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
    const Ratio most = no_less_than(Ratio(reoffenders - reoffenders / kTwice), 1);
    add("reoffenders",
        "those who stop had reoffended once",
        Unit::people,
        rounded_up(most),
        at("people"),
        [=](Values& moved, const Ratio& x) {
          moved["reoffences"] = reoffences - reoffenders + x;
          if (moved.contains("severity")) {
            moved["severity"] = moved["reoffences"] * severity_each;
          }
        });
    found_.back().name = "once-only-reoffenders";
  }

  void add_reoffences() {
    const Values& values = values_;
    add("reoffences",
        "of the same reoffenders",
        Unit::events,
        at("reoffenders"),
        kTwice * at("reoffences"),
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
        0,
        at("people") - others,
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
  // A change, in which a fall is below 0. A change in per cent is supplied as a part of one.
  void add_effect(const FigureUse& use) {
    const EffectUnit effect_unit = use.line->effect_unit;
    const bool percent = effect_unit == EffectUnit::percent;
    const Ratio named = largest_effect(*use.line, bench_.contract(), bench_.period());
    const bool coarse = effect_unit == EffectUnit::cases || effect_unit == EffectUnit::days ||
                        effect_unit == EffectUnit::money;
    Ratio reach = named == 0 ? Ratio(kTen * kTwice) : Ratio(named * kTwice);
    Ratio step = coarse ? step_for(reach) : Ratio(1, kTen);
    if (percent) {
      reach /= kHundred;
      step /= kHundred;
    }
    reach = no_less_than(reach, magnitude(values_.at(use.name)) * kTwice);
    reach = rounded_up(reach / step) * step;
    add(use.name,
        "the change against the comparison, as supplied",
        percent ? Unit::rate : unit_of(effect_unit),
        true,
        -reach,
        reach,
        step,
        true);
  }

  void add_measure(const FigureUse& use) {
    const MeasureKind kind = use.measure->kind;
    const bool fewer = !more_is_better(bench_.contract(), use.measure->name);
    const Unit unit = unit_of(kind);
    const Ratio& here = values_.at(use.name);
    const std::string title = fmt::format("{}, as supplied", facts_of(kind).word);
    if (unit == Unit::rate) {
      add(use.name, title, unit, fewer, 0, 1, step_of_rate(), false);
      return;
    }
    const Ratio named = largest_value(use.measure->name, bench_.contract(), bench_.period());
    const Ratio largest = no_less_than(here, named);
    const Ratio reach = (largest == 0 ? typical_value(kind) : largest) * kTwice;
    const Ratio step =
        kind == MeasureKind::cases || kind == MeasureKind::days || kind == MeasureKind::cost
            ? step_for(reach)
            : step_of_average(kind);
    add(use.name, title, unit, fewer, 0, rounded_up(reach / step) * step, step, true);
  }

  // One person more or less, where so many stand behind a rate.
  Ratio step_of_rate() const {
    const auto people = values_.find("people");
    const bool known =
        people != values_.end() && people->second > 0 && people->second <= kThousand * kTen;
    return known ? Ratio(1 / people->second) : Ratio(1, kThousand);
  }

  // One reoffence more or less.
  Ratio step_of_average(MeasureKind kind) const {
    const auto people = values_.find("people");
    const Ratio one = facts_of(kind).per_hundred() ? Ratio(kHundred) : Ratio(1);
    const bool known =
        people != values_.end() && people->second > 0 && people->second <= kThousand * kTen;
    return known ? Ratio(one / people->second) : Ratio(one / kThousand);
  }

  void add(const std::string& name,
           std::string title,
           Unit unit,
           bool fewer_is_better,
           const Ratio& first,
           const Ratio& last,
           const Ratio& step,
           bool open_ended) {
    const auto settle = [this_bench = &bench_, values = values_, name](const Ratio& x) {
      Values moved = values;
      moved[name] = x;
      return this_bench->settle(moved);
    };
    found_.push_back({name,
                      std::move(title),
                      unit,
                      fewer_is_better,
                      values_.at(name),
                      first,
                      last,
                      step,
                      open_ended,
                      settle});
  }

  const Bench& bench_;
  const Values& values_;
  std::vector<Input>& found_;
};

void add_claims(const Bench& bench, const Values& values, std::vector<Input>& found) {
  for (const Claimed& claimed : claims_of(bench.contract())) {
    const auto settle = [&bench, values, name = claimed.name](const Ratio& x) {
      Values moved = values;
      moved[name] = x;
      return bench.settle(moved);
    };
    found.push_back({claimed.name,
                     "people who claim it once",
                     Unit::people,
                     false,
                     values.at(claimed.name),
                     0,
                     kPeopleWhoClaim,
                     1,
                     true,
                     settle});
  }
  if (!claims_interact(bench.contract())) {
    return;
  }
  const auto settle_one = [&bench, values](const Ratio& x) {
    return bench.settle_one_person(values, static_cast<std::int64_t>(numerator(x)));
  };
  found.push_back({"one-person",
                   "claims of one person, one after another as the contract lists them",
                   Unit::number,
                   false,
                   0,
                   0,
                   ratio_of(most_of_one(bench.contract())),
                   1,
                   false,
                   settle_one});
}

void add_other_contracts(const Bench& bench, const Values& values, std::vector<Input>& found) {
  for (const OfStatement& sum : sums_built_on(bench.contract())) {
    const std::string name = name_of(sum);
    const bool known = std::any_of(
        found.begin(), found.end(), [&](const Input& input) { return input.name == name; });
    if (known) {
      continue;
    }
    const auto settle = [&bench, values, name](const Ratio& x) {
      Values moved = values;
      moved[name] = x;
      return bench.settle(moved);
    };
    const Ratio reach = values.at(name) * kTwice;
    found.push_back({name,
                     "due under the other contract",
                     Unit::amount,
                     false,
                     values.at(name),
                     0,
                     reach,
                     step_for(reach),
                     true,
                     settle});
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
