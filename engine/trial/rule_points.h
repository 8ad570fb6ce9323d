// Everything that the rules of a contract can do. Private to the trial room.
#pragma once

#include "trial/coverage.h"

#include <functional>
#include <vector>

namespace outturn::trying {

// A point, and whether a settlement of the contract reached it.
struct Reachable {
  RulePoint point;
  std::function<bool(const Settlement&)> reached;
};

// By file, line and column; of one place in the order of the rules. What is returned looks at
// `contract`, which must live on.
std::vector<Reachable> points_of(const Contract& contract);

// The parts of points_of: what a line can do; what becomes of people, events and stages.
void add_points(const LineRule& line, std::vector<Reachable>& into);
void add_points_of_people(const Contract& contract, std::vector<Reachable>& into);

// Whether a settlement rests on the entry of a dated value that stands at this place.
bool rests_on(const Settlement& settlement, const Place& place);

// A point for each entry of a value that changes over time.
template <typename T>
void add_dated(const Dated<T>& value, const std::string& what, std::vector<Reachable>& into) {
  for (const DatedValue<T>& entry : value.values()) {
    if (value.values().size() > 1) {
      into.push_back({{"value", what + " from " + to_string(entry.from), entry.source},
                      [place = entry.source.place](const Settlement& settlement) {
                        return rests_on(settlement, place);
                      }});
    }
  }
}

}  // namespace outturn::trying
