#include "curve/scenario.h"

#include "curve/claimed.h"
#include "curve/typical.h"
#include "rules/kinds.h"
#include "settle/settle.h"
#include "settle/units.h"

#include <algorithm>
#include <map>
#include <variant>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kGradesOfReoffenders = 3;
constexpr int kHundred = 100;

bool pays_by_grade(const Contract& contract) {
  const auto by_grade = [](const Consequence& consequence) {
    return consequence.price && std::holds_alternative<OutcomePrice>(consequence.price->how);
  };
  return std::any_of(contract.lines.begin(), contract.lines.end(), [&](const LineRule& line) {
    return by_grade(line.always) || by_grade(line.on_reduction) || by_grade(line.on_neither) ||
           by_grade(line.on_increase);
  });
}

Ratio at_least_whole(const Ratio& value) {
  return Ratio(round_to_integer(value, Rounding::away_from_zero));
}

const Figure* supplied(const Contract& contract, const Period& period, const std::string& name) {
  for (const FigureSet& set : contract.figures) {
    if (const Figure* figure = set.find(period, name)) {
      return figure;
    }
  }
  return nullptr;
}

// Fills a scenario, one value after another; later ones rest on earlier ones.
class Assumer {
 public:
  Assumer(const Contract& contract, const Period& period, const Values& given)
      : contract_(contract), period_(period), given_(given) {}

  Scenario run() {
    const std::vector<FigureUse> uses = figures_read(contract_);
    decide_people(uses);
    for (const FigureUse& use : uses) {
      if (use.as == FigureUse::As::baseline) {
        decide_people_behind(use);
        decide(use.name, unit_of(use), figure_of(use), typical_value(use.measure->kind));
      }
    }
    if (contract_.follows_up()) {
      decide_baseline_cohorts();
      decide_cohort();
    }
    for (const FigureUse& use : uses) {
      if (use.as == FigureUse::As::actual) {
        const auto same = outturn::without_effect(contract_, period_, scenario_.values, *use.line);
        const auto stated = figure_of(use);
        decide_people_behind(use);
        decide(use.name, unit_of(use), stated ? stated : same, typical_value(use.measure->kind));
      } else if (use.as == FigureUse::As::effect) {
        decide(use.name, unit_of(use), figure_of(use).value_or(0), 0);
      }
    }
    for (const Claimed& claimed : claims_of(contract_)) {
      decide(claimed.name, Unit::people, Ratio(0), 0);
    }
    decide_other_contracts();
    return std::move(scenario_);
  }

 private:
  void decide(const std::string& name,
              Unit unit,
              const std::optional<Ratio>& stated,
              const Ratio& assumed) {
    if (scenario_.values.contains(name)) {
      return;
    }
    scenario_.units[name] = unit;
    const auto given = given_.find(name);
    if (given != given_.end()) {
      scenario_.values[name] = given->second;
      return;
    }
    if (!stated) {
      scenario_.assumed.push_back(name);
    }
    scenario_.values[name] = stated.value_or(assumed);
  }

  const Ratio& value(const std::string& name) const { return scenario_.values.at(name); }

  std::optional<Ratio> figure_of(const FigureUse& use) const {
    const Figure* figure = supplied(contract_, period_, use.name);
    return figure == nullptr ? std::nullopt : std::optional(figure->value);
  }

  // How many people are followed, or stand behind a supplied average that doesn't say.
  void decide_people(const std::vector<FigureUse>& uses) {
    const bool needed =
        contract_.follows_up() || std::any_of(uses.begin(), uses.end(), [&](const FigureUse& use) {
          const bool average =
              use.measure != nullptr && !facts_of(use.measure->kind).supplied_only();
          return use.as == FigureUse::As::actual && !people_of(use) &&
                 (average || asks_for_people());
        });
    if (needed) {
      decide("people", Unit::people, std::nullopt, kPeople);
    }
  }

  // The people that a figure is supplied with.
  void decide_people_behind(const FigureUse& use) {
    if (const auto people = people_of(use)) {
      decide(use.name + ".people", Unit::people, people, 0);
    }
  }

  std::optional<Ratio> people_of(const FigureUse& use) const {
    const Figure* figure = supplied(contract_, period_, use.name);
    return figure == nullptr || !figure->people ? std::nullopt
                                                : std::optional(ratio_of(*figure->people));
  }

  static Unit unit_of(const FigureUse& use) {
    if (use.measure != nullptr) {
      return outturn::unit_of(use.measure->kind);
    }
    // A change in per cent is supplied as a part of one.
    return use.line->effect_unit == EffectUnit::percent ? Unit::rate
                                                        : outturn::unit_of(use.line->effect_unit);
  }

  // Whether a condition, or what stands in for an estimate, depends on how many people there are.
  bool asks_for_people() const {
    const auto asks = [](const std::vector<Condition>& conditions) {
      return std::any_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
        return std::holds_alternative<PeopleCondition>(condition.test);
      });
    };
    return std::any_of(contract_.lines.begin(), contract_.lines.end(), [&](const LineRule& line) {
      return asks(line.reduction_when) || asks(line.increase_when) || asks(line.paid_when) ||
             (line.comparison && line.comparison->people_at_least);
    });
  }

  void decide_baseline_cohorts() {
    for (const BaselineName& baseline : baselines_of(contract_, period_)) {
      const std::string& prefix = baseline.prefix;
      decide(prefix + "people", Unit::people, value("people"), 0);
      decide(prefix + "reoffenders",
             Unit::people,
             std::nullopt,
             at_least_whole(value(prefix + "people") / kPeoplePerReoffender));
      decide_counts(prefix, std::nullopt, std::nullopt);
    }
  }

  void decide_cohort() {
    const Ratio& people = value("people");
    const auto rate = without_effect(counts_reoffenders);
    decide("reoffenders",
           Unit::people,
           rate ? std::optional(at_least_whole(*rate * people)) : std::nullopt,
           at_least_whole(people / kPeoplePerReoffender));
    decide_counts("", without_effect(is_frequency), without_effect(is_severity));
  }

  // Reoffences, their severity and the grades of reoffenders, where a rule looks at them.
  void decide_counts(const std::string& prefix,
                     const std::optional<Ratio>& reoffences,
                     const std::optional<Ratio>& severity) {
    const Ratio& reoffenders = value(prefix + "reoffenders");
    if (measures_any(contract_, counts_reoffences)) {
      decide(prefix + "reoffences",
             Unit::events,
             reoffences ? std::optional(at_least_whole(*reoffences)) : std::nullopt,
             reoffenders * kReoffencesEach);
    }
    if (measures_any(contract_, is_severity)) {
      decide(prefix + "severity", Unit::severity, severity, value(prefix + "reoffences"));
    }
    const bool graded =
        measures_any(contract_, [](MeasureKind kind) { return kind == MeasureKind::graded_rate; });
    if (graded || pays_by_grade(contract_)) {
      const Ratio third =
          Ratio(round_to_integer(reoffenders / kGradesOfReoffenders, Rounding::toward_zero));
      decide(prefix + "less_serious", Unit::people, std::nullopt, third);
      decide(prefix + "more_serious", Unit::people, std::nullopt, third);
      decide(prefix + "as_serious",
             Unit::people,
             std::nullopt,
             reoffenders - value(prefix + "less_serious") - value(prefix + "more_serious"));
    }
  }

  // What the first measured line of such a kind would count without an effect: for rates a part of
  // one, else how many in all.
  std::optional<Ratio> without_effect(bool (*belongs)(MeasureKind)) {
    for (const LineRule& line : contract_.lines) {
      const MeasureRule* measure =
          line.measure.empty() ? nullptr : contract_.find_measure(line.measure);
      if (measure == nullptr || measure->figure || !belongs(measure->kind)) {
        continue;
      }
      if (const auto rate = outturn::without_effect(contract_, period_, scenario_.values, line)) {
        return in_all(*rate, measure->kind);
      }
    }
    return std::nullopt;
  }

  Ratio in_all(const Ratio& rate, MeasureKind kind) const {
    switch (facts_of(kind).average) {
      case Average::per_100_people:
        return rate * value("people") / kHundred;
      case Average::per_reoffender:
        return rate * value("reoffenders");
      default:
        return rate;
    }
  }

  void decide_other_contracts() {
    for (const OfStatement& sum : sums_built_on(contract_)) {
      decide(name_of(sum), Unit::amount, std::nullopt, kMinorUnits);
    }
  }

  const Contract& contract_;
  const Period& period_;
  const Values& given_;
  Scenario scenario_;
};

bool is_count(Unit unit) {
  return unit == Unit::people || unit == Unit::events;
}

// What can't be, whatever happens: by the name of the value.
void check_values(const Scenario& scenario,
                  const Contract& contract,
                  const Place& place,
                  std::vector<Problem>& problems) {
  const Values& values = scenario.values;
  const auto report = [&](const std::string& name, const std::string& why) {
    problems.push_back(
        {place,
         Reason::out_of_range,
         fmt::format("{} is {}, {}",
                     name,
                     shown(values.at(name), scenario.units.at(name), contract.currency),
                     why),
         ""});
  };
  std::map<std::string, FigureUse::As, std::less<>> figures;
  for (const FigureUse& use : figures_read(contract)) {
    figures[use.name] = use.as;
  }
  const bool cohort = contract.follows_up();
  for (const auto& [name, value] : values) {
    const Unit unit = scenario.units.at(name);
    const auto figure = figures.find(name);
    const bool change = figure != figures.end() && figure->second == FigureUse::As::effect;
    const bool sum = figure == figures.end() && unit == Unit::amount;
    if (value < 0 && !change && !sum) {
      report(name, "and it can't be below 0");
    } else if (figure == figures.end() && is_count(unit) && denominator(value) != 1) {
      report(name, "and a count is a whole number");
    }
  }
  std::vector<std::string> prefixes = {""};
  for (const auto& [name, value] : values) {
    if (name.ends_with(".reoffenders")) {
      prefixes.push_back(name.substr(0, name.size() - std::string("reoffenders").size()));
    }
  }
  for (const std::string& prefix : cohort ? prefixes : std::vector<std::string>{}) {
    if (values.at(prefix + "people") < 1) {
      report(prefix + "people", "and there must be somebody");
    }
    if (values.at(prefix + "reoffenders") > values.at(prefix + "people")) {
      report(prefix + "reoffenders", "and that is more than there are people");
    }
    const auto as_serious = values.find(prefix + "as_serious");
    if (as_serious != values.end() && as_serious->second + values.at(prefix + "less_serious") +
                                              values.at(prefix + "more_serious") !=
                                          values.at(prefix + "reoffenders")) {
      report(prefix + "as_serious",
             "and with the other grades that isn't the number of reoffenders");
    }
    const auto reoffences = values.find(prefix + "reoffences");
    if (reoffences != values.end() && reoffences->second < values.at(prefix + "reoffenders")) {
      report(prefix + "reoffences", "and that is fewer than there are reoffenders");
    }
  }
}

}  // namespace

Scenario scenario_without_effect(const Contract& contract,
                                 const Period& period,
                                 const Values& given,
                                 const Place& place) {
  Scenario scenario = Assumer(contract, period, given).run();
  std::vector<Problem> problems;
  check_values(scenario, contract, place, problems);
  std::vector<std::string_view> known;
  for (const auto& [name, value] : scenario.values) {
    known.push_back(name);
  }
  for (const auto& [name, value] : given) {
    if (!scenario.values.contains(name)) {
      problems.push_back({place,
                          Reason::unknown_reference,
                          fmt::format("nothing that this contract reads is called \"{}\"", name),
                          did_you_mean(name, known)});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return scenario;
}

Values values_in_earlier(const Contract& contract, const Period& earlier, const Values& values) {
  Values changed = values;
  for (const FigureUse& use : figures_read(contract)) {
    const Figure* figure = supplied(contract, earlier, use.name);
    if (figure == nullptr) {
      continue;
    }
    changed[use.name] = figure->value;
    if (figure->people) {
      changed[use.name + ".people"] = ratio_of(*figure->people);
    }
  }
  return changed;
}

}  // namespace outturn
