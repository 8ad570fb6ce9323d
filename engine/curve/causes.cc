#include "curve/causes.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// The row of a table that a value falls in, as the operation itself finds it.
std::size_t row_of(const Working& table, const Ratio& value) {
  const bool edge_is_upper = table.op != Op::slab || table.details.front().second == "at least";
  std::size_t row = 0;
  for (std::size_t i = 0; i < table.bands.size(); ++i) {
    const Ratio& from = table.bands[i].from;
    if (edge_is_upper ? from <= value : from < value) {
      row = i;
    }
  }
  return row;
}

class Differences {
 public:
  Differences(const Contract& contract, const Settlement& before, const Settlement& after)
      : contract_(contract),
        before_(before),
        after_(after),
        old_(before.workings),
        new_(after.workings) {}

  std::vector<Cause> run() {
    for (std::size_t i = 0; i < after_.lines.size(); ++i) {
      compare(before_.lines.at(i), after_.lines.at(i));
    }
    compare_bounds(before_.total_bounds, after_.total_bounds, "the total");
    for (const Working& working : new_.list()) {
      compare(working);
    }
    return found_.empty() ? std::move(hurdles_) : std::move(found_);
  }

 private:
  void compare(const LineResult& before, const LineResult& after) {
    // Without anybody to divide by, a line compares and reads nothing.
    if (before.comparison.has_value() != after.comparison.has_value() ||
        before.measure.has_value() != after.measure.has_value()) {
      found_.push_back({fmt::format("{}: {}", after.name, after.why.front()), after.rule});
    }
    compare_conditions(before.reduction, after.reduction, after.name, "is_reduction");
    compare_conditions(before.increase, after.increase, after.name, "is_increase");
    compare_conditions(before.paid, after.paid, after.name, "is_paid");
    compare_bounds(before.bounds, after.bounds, after.name);
  }

  // A condition decides only where all of its list together come out otherwise.
  void compare_conditions(const std::vector<ConditionResult>& before,
                          const std::vector<ConditionResult>& after,
                          const std::string& line,
                          std::string_view together) {
    const std::string id = fmt::format("{}.{}", line, together);
    const Ref* old_whole = old_.find(id);
    const Ref* new_whole = new_.find(id);
    if (old_whole == nullptr || new_whole == nullptr ||
        old_.value(*old_whole) == new_.value(*new_whole)) {
      return;
    }
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
      if (old_.value(before[i].outcome) == new_.value(after[i].outcome)) {
        continue;
      }
      Cause cause{fmt::format("{}: {}", line, after[i].sentence), after[i].rule};
      (is_hurdle(after[i]) ? hurdles_ : found_).push_back(std::move(cause));
    }
  }

  bool is_hurdle(const ConditionResult& condition) const {
    const Working& outcome = new_[condition.outcome];
    return outcome.op == Op::equal && new_[outcome.of.front()].unit == Unit::verdict;
  }

  void compare_bounds(const std::vector<BoundResult>& before,
                      const std::vector<BoundResult>& after,
                      const std::string& on) {
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
      if (before[i].bit != after[i].bit) {
        found_.push_back({fmt::format("the {} of {} on {} {}",
                                      after[i].kind == Bound::Kind::cap ? "cap" : "floor",
                                      new_.shown(after[i].limit),
                                      on,
                                      after[i].bit ? "applies" : "no longer applies"),
                          new_[after[i].applied].rule,
                          true});
      }
    }
  }

  // Limits inside a price, and tables.
  void compare(const Working& working) {
    const Ref* other = old_.find(working.id);
    if (other == nullptr) {
      return;
    }
    const Working& before = old_[*other];
    switch (working.op) {
      case Op::smaller_of:
      case Op::larger_of:
        compare_limit(before, working);
        return;
      case Op::slab:
      case Op::marginal:
      case Op::interpolated:
        compare_rows(before, working);
        return;
      default:
        break;
    }
    const bool reached = working.id.ends_with(".is_reached");
    if (reached && before.value != working.value) {
      found_.push_back({fmt::format("{}: the table is {}reached",
                                    line_of(working),
                                    working.value == 1 ? "" : "no longer "),
                        working.rule});
    }
  }

  // A cap or floor has been compared with its line already.
  void compare_limit(const Working& before, const Working& after) {
    if (after.id.ends_with(".applied") || takes_first(old_, before) == takes_first(new_, after)) {
      return;
    }
    found_.push_back({fmt::format("{}: {}, {}",
                                  line_of(after),
                                  after.label,
                                  shown(after.value, after.unit, contract_.currency)),
                      after.rule,
                      true});
  }

  static bool takes_first(const Workings& workings, const Working& limit) {
    return limit.value == workings.value(limit.of.front());
  }

  void compare_rows(const Working& before, const Working& after) {
    const std::size_t old_row = row_of(before, old_.value(before.of.front()));
    const std::size_t new_row = row_of(after, new_.value(after.of.front()));
    if (old_row == new_row) {
      return;
    }
    const BandRow& row = after.bands.at(std::max(old_row, new_row));
    found_.push_back({fmt::format("{}: the row from {} of its table",
                                  line_of(after),
                                  shown(row.from, new_[after.of.front()].unit, contract_.currency)),
                      source_of(row, after),
                      after.op != Op::slab});
  }

  // Where the contract states a row; the table itself when that can't be told.
  Source source_of(const BandRow& row, const Working& table) const {
    const LineRule* line = contract_.find_line(line_of(table));
    if (line == nullptr) {
      return table.rule;
    }
    for (const Consequence* consequence :
         {&line->on_reduction, &line->on_neither, &line->on_increase, &line->always}) {
      const auto* banded =
          consequence->price ? std::get_if<BandedPrice>(&consequence->price->how) : nullptr;
      if (banded == nullptr || consequence->price->source.place != table.rule.place) {
        continue;
      }
      for (const Band& band : banded->bands) {
        if (band.from == row.from) {
          return band.source;
        }
      }
    }
    return table.rule;
  }

  static std::string line_of(const Working& working) {
    return working.id.substr(0, working.id.find('.'));
  }

  const Contract& contract_;
  const Settlement& before_;
  const Settlement& after_;
  const Workings& old_;
  const Workings& new_;
  std::vector<Cause> found_;
  std::vector<Cause> hurdles_;
};

}  // namespace

std::vector<Cause> causes_between(const Contract& contract,
                                  const Settlement& before,
                                  const Settlement& after) {
  return Differences(contract, before, after).run();
}

std::vector<Cause> conditions_not_met(const Settlement& settlement) {
  std::vector<Cause> causes;
  for (const LineResult& line : settlement.lines) {
    for (const auto* list : {&line.reduction, &line.paid}) {
      for (const ConditionResult& condition : *list) {
        if (!settlement.workings.is_yes(condition.outcome)) {
          causes.push_back({fmt::format("{}: {}", line.name, condition.sentence), condition.rule});
        }
      }
    }
  }
  return causes;
}

}  // namespace outturn
