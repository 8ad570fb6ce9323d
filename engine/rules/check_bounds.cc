// Whether the bounds of a contract can be kept.
#include "rules/consistency.h"

#include <optional>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

void check_places(const Contract& contract, Problems& problems) {
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

std::optional<Money> amount_on(const Dated<Money>& amount, Date day) {
  try {
    return amount.at(day).value;
  } catch (const InputError&) {
    return std::nullopt;  // nothing is stated for that day
  }
}

// On some day on which either of them changes, the cap is below the floor.
bool cross(const Dated<Money>& cap, const Dated<Money>& floor) {
  for (const Dated<Money>* changing : {&cap, &floor}) {
    for (const DatedValue<Money>& value : changing->values()) {
      const auto most = amount_on(cap, value.from);
      const auto least = amount_on(floor, value.from);
      if (most && least && *most < *least) {
        return true;
      }
    }
  }
  return false;
}

// Limits over a year need to know when a year begins.
void check_years(const Contract& contract, Problems& problems) {
  for (const Bound& bound : contract.bounds) {
    if (bound.over == Over::year && !contract.cadence.year_starts_month) {
      problems.add(bound.source.place,
                   Reason::missing_key,
                   "this limit is over a year, and periods lacks the key \"year_starts\"",
                   "say when the contract's year begins: year_starts: 1 April");
    }
  }
}

// A cap below the floor of the same thing can't be kept.
void check_caps_above_floors(const Contract& contract, Problems& problems) {
  for (const Bound& cap : contract.bounds) {
    for (const Bound& floor : contract.bounds) {
      const bool pair = cap.kind == Bound::Kind::cap && floor.kind == Bound::Kind::floor &&
                        cap.on == floor.on && cap.over == floor.over;
      if (pair && cross(cap.amount, floor.amount)) {
        problems.add(cap.source.place, Reason::inconsistent, "the cap is below the floor");
      }
    }
  }
}

// Rounding comes after the bounds, and would carry an amount past one that isn't a whole step.
void check_bounds_are_steps(const Contract& contract, Problems& problems) {
  const bool each_line = contract.rounding.what == RoundingTerms::What::each_line;
  for (const Bound& bound : contract.bounds) {
    for (const DatedValue<Money>& value : bound.amount.values()) {
      const bool rounded_next = each_line != bound.on.empty();
      if (rounded_next && value.value.minor() % contract.rounding.rule.step_minor != 0) {
        problems.add(value.source.place,
                     Reason::inconsistent,
                     fmt::format("{} is not a whole step of the rounding that follows",
                                 to_string(value.value, contract.currency)),
                     "rounding would carry the amount past the bound");
      }
    }
  }
}

}  // namespace

void check_bounds(const Contract& contract, Problems& problems) {
  check_places(contract, problems);
  check_years(contract, problems);
  check_caps_above_floors(contract, problems);
  check_bounds_are_steps(contract, problems);
}

}  // namespace outturn::reading
