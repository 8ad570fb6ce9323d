#include "curve/inputs.h"

#include "curve/claimed.h"
#include "curve/moving.h"

#include <algorithm>

namespace outturn {
namespace {

constexpr int kTwice = 2;
constexpr int kTen = 10;
constexpr int kTenThousand = 10'000;
constexpr int kPeopleWhoClaim = 100;

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

std::function<Settlement(const Ratio&)> moving(const Bench& bench,
                                               const Values& values,
                                               const std::string& name,
                                               const Move& also) {
  return [&bench, values, name, also](const Ratio& value) {
    Values moved = values;
    moved[name] = value;
    if (also) {
      also(moved, value);
    }
    return bench.settle(moved);
  };
}

Ratio no_less_than(const Ratio& a, const Ratio& b) {
  return a < b ? b : a;
}

Ratio rounded_up(const Ratio& value) {
  return Ratio(round_to_integer(value, Rounding::away_from_zero));
}

Ratio step_for(const Ratio& range) {
  Ratio step = 1;
  while (step * kTenThousand <= range) {
    step *= kTen;
  }
  return step;
}

std::vector<Input> inputs_of(const Bench& bench, const Scenario& scenario) {
  std::vector<Input> found;
  if (bench.contract().follows_up()) {
    add_cohort_inputs(bench, scenario.values, found);
  }
  add_figure_inputs(bench, scenario.values, found);
  add_claims(bench, scenario.values, found);
  add_other_contracts(bench, scenario.values, found);
  return found;
}

}  // namespace outturn
