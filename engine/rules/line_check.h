// What the checks of one line share. Private to the rules room.
#pragma once

#include "rules/contract.h"
#include "value/problem.h"

#include <string>
#include <string_view>
#include <utility>

namespace outturn::reading {

class LineCheck {
 protected:
  LineCheck(const LineRule& line, const Contract& contract, Problems& problems)
      : line_(line),
        contract_(contract),
        measure_(contract.find_measure(line.measure)),
        problems_(problems) {}

  void report(const Source& source, Reason reason, std::string message, std::string advice = {}) {
    problems_.add(source.place, reason, std::move(message), std::move(advice));
  }

  // The line of that name, if it stands above this one.
  const LineRule* line_above(std::string_view name) const {
    for (const LineRule& other : contract_.lines) {
      if (other.name == line_.name) {
        break;
      }
      if (other.name == name) {
        return &other;
      }
    }
    return nullptr;
  }

  bool plain_binary() const {
    return measure_ != nullptr && measure_->kind == MeasureKind::binary_rate && !measure_->weighted;
  }

  // Whether the line has rates to compare, and not only the size of a change.
  bool compares_rates() const {
    return line_.comparison || (line_.pool && line_.pool->mean_of == PoolRule::MeanOf::rates);
  }

  const LineRule& line_;
  const Contract& contract_;
  const MeasureRule* measure_;  // nullptr when the line reads none
  Problems& problems_;
};

// Report what of a line can't work together: what it rests on, the conditions of its verdicts, and
// what it pays.
void check_basis(const LineRule& line, const Contract& contract, Problems& problems);
void check_conditions(const LineRule& line, const Contract& contract, Problems& problems);
void check_prices(const LineRule& line, const Contract& contract, Problems& problems);

}  // namespace outturn::reading
