#include "rules/reach.h"

#include "rules/kinds.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr int kHundred = 100;

// The values from `low` to `high`; an end that is out is told by its flag, one that isn't there has
// no limit.
struct Range {
  std::optional<Ratio> low{}, high{};
  bool low_is_out = false;
  bool high_is_out = false;

  bool is_empty() const {
    return low && high && (*high < *low || (*low == *high && (low_is_out || high_is_out)));
  }

  void keep_from(const Ratio& value, bool out) {
    if (!low || *low < value) {
      low = value;
      low_is_out = out;
    } else if (*low == value) {
      low_is_out = low_is_out || out;
    }
  }
  void keep_to(const Ratio& value, bool out) {
    if (!high || value < *high) {
      high = value;
      high_is_out = out;
    } else if (*high == value) {
      high_is_out = high_is_out || out;
    }
  }
};

// What one line can come to on one day, as far as its conditions and a fixed baseline say.
class LineReach {
 public:
  LineReach(const LineRule& line,
            const Contract& contract,
            const Period& period,
            std::vector<Doubt>& doubts)
      : line_(line),
        contract_(contract),
        measure_(line.measure.empty() ? nullptr : contract.find_measure(line.measure)),
        day_(contract.rules_day(period)),
        doubts_(doubts) {}

  void run() {
    if (line_.has_verdict()) {
      judge(line_.reduction_when, line_.on_reduction, false);
      judge(line_.increase_when, line_.on_increase, true);
      judge(line_.termination_when, {}, false);
    } else if (measure_ != nullptr) {
      judge_plainly();
    }
  }

 private:
  // The value of a rule, if it is stated for the day; that it isn't has been reported elsewhere.
  template <typename T>
  std::optional<T> on_day(const Dated<T>& value) const {
    try {
      return value.at(day_).value;
    } catch (const InputError&) {
      return std::nullopt;
    }
  }

  void doubt(const Source& source, std::string message, std::string advice = {}) {
    doubts_.push_back({source.place, std::move(message), std::move(advice)});
  }

  bool measures_rate() const { return measure_ != nullptr && is_rate(measure_->kind); }

  // The most that a rate can be: of a graded one, the highest grade.
  std::optional<Ratio> most() const {
    if (!measures_rate()) {
      return std::nullopt;
    }
    Ratio highest = measure_->grades.empty() ? 1 : 0;
    for (const Stated<Ratio>& grade : measure_->grades) {
      highest = std::max(highest, grade.value);
    }
    return highest;
  }

  Range of_measure() const {
    Range range;
    range.keep_from(0, false);
    if (const auto highest = most()) {
      range.keep_to(*highest, false);
    }
    return range;
  }

  // The baseline, if nothing can make it another one.
  std::optional<Ratio> fixed_baseline() const {
    const bool stays = line_.comparison && !line_.comparison->adjusted_for_mean_score &&
                       !line_.comparison->people_at_least;
    const auto* fixed = stays ? std::get_if<FixedBaseline>(&line_.comparison->baseline) : nullptr;
    return fixed == nullptr ? std::nullopt : on_day(fixed->value);
  }

  // The fall of a measure of that value, in the unit of the effect.
  Ratio fall_to(const Ratio& baseline, const Ratio& value) const {
    Ratio difference = baseline - value;
    switch (line_.effect_unit) {
      case EffectUnit::points:
        return difference * kHundred;
      case EffectUnit::percent:
        return difference / baseline * kHundred;
      default:
        return difference;
    }
  }

  // Every fall there could be, whatever the conditions.
  Range of_fall(const Range& measure) const {
    Range range;
    const auto baseline = fixed_baseline();
    if (baseline && *baseline > 0 && !line_.pool) {
      if (measure.low) {
        range.keep_to(fall_to(*baseline, *measure.low), measure.low_is_out);
      }
      if (measure.high) {
        range.keep_from(fall_to(*baseline, *measure.high), measure.high_is_out);
      }
    } else if (line_.effect_unit == EffectUnit::percent) {
      range.keep_to(kHundred, false);
    } else if (line_.effect_unit == EffectUnit::points) {
      const Ratio highest = most().value_or(1) * kHundred;
      range.keep_from(-highest, false);
      range.keep_to(highest, false);
    }
    return range;
  }

  void narrow(Range& range, const RateCondition& test) const {
    if (const auto value = on_day(test.value)) {
      test.side == RateCondition::Side::below ? range.keep_to(*value, !test.or_equal)
                                              : range.keep_from(*value, !test.or_equal);
    }
  }

  void narrow(Range& range, const EffectCondition& test) const {
    const auto value = on_day(test.value);
    if (!value) {
      return;
    }
    test.direction == EffectCondition::Direction::reduction
        ? range.keep_from(*value, !test.or_equal)
        : range.keep_to(Ratio(-*value), !test.or_equal);
  }

  // What is left of a range after every condition that stands by itself; alternatives narrow
  // nothing.
  template <typename Test>
  Range narrowed(Range range, const std::vector<Condition>& conditions) const {
    for (const Condition& condition : conditions) {
      if (const auto* test = std::get_if<Test>(&condition.test)) {
        narrow(range, *test);
      }
    }
    return range;
  }

  void judge(const std::vector<Condition>& conditions, const Consequence& pays, bool increase) {
    if (conditions.empty()) {
      return;
    }
    const Range measure = narrowed<RateCondition>(of_measure(), conditions);
    const Range fall = narrowed<EffectCondition>(of_fall(measure), conditions);
    if (measure.is_empty() || fall.is_empty()) {
      doubt(
          conditions.front().source,
          fmt::format("the conditions of line \"{}\" can't all hold, whatever happens", line_.name),
          "look at its thresholds against each other and against the baseline");
      return;
    }
    check_hurdles(conditions);
    if (pays.price) {
      check_table(*pays.price, counted(increase ? turned(fall) : fall, increase));
    }
  }

  // A rise is the same change seen the other way.
  static Range turned(const Range& range) {
    Range other;
    if (range.low) {
      other.keep_to(Ratio(-*range.low), range.low_is_out);
    }
    if (range.high) {
      other.keep_from(Ratio(-*range.high), range.high_is_out);
    }
    return other;
  }

  Range counted(Range range, bool increase) const {
    const auto most =
        line_.effect_at_most && !increase ? on_day(*line_.effect_at_most) : std::optional<Ratio>();
    if (most) {
      range.keep_to(*most, false);
    }
    return range;
  }

  void judge_plainly() {
    const Range measure = narrowed<RateCondition>(of_measure(), line_.paid_when);
    if (measure.is_empty()) {
      doubt(
          line_.paid_when.front().source,
          fmt::format("the conditions of line \"{}\" can't all hold, whatever happens", line_.name),
          "look at its thresholds against each other");
      return;
    }
    check_hurdles(line_.paid_when);
    // Over several periods a measure adds up to more than its conditions say of one.
    if (line_.always.price && !line_.cumulative_over) {
      check_table(*line_.always.price, measures_rate() ? in_percent(measure) : measure);
    }
  }

  static Range in_percent(Range range) {
    for (auto* end : {&range.low, &range.high}) {
      if (*end) {
        *end = **end * kHundred;
      }
    }
    return range;
  }

  void check_hurdles(const std::vector<Condition>& conditions) {
    for (const Condition& condition : conditions) {
      const auto* hurdle = std::get_if<HurdleCondition>(&condition.test);
      const LineRule* other = hurdle == nullptr ? nullptr : contract_.find_line(hurdle->line);
      if (other == nullptr) {
        continue;
      }
      const bool never = (hurdle->verdict == Verdict::reduction && other->reduction_when.empty()) ||
                         (hurdle->verdict == Verdict::increase && other->increase_when.empty());
      if (never) {
        doubt(condition.source,
              fmt::format("line \"{}\" never has the verdict asked for here", hurdle->line));
      }
      for (const Condition& earlier : conditions) {
        if (&earlier == &condition) {
          break;
        }
        const auto* against = std::get_if<HurdleCondition>(&earlier.test);
        if (against != nullptr && against->line == hurdle->line &&
            against->verdict != hurdle->verdict) {
          doubt(condition.source,
                fmt::format("line \"{}\" can't have two verdicts at once", hurdle->line));
        }
      }
    }
  }

  // A row is reached if some result lies in it; between two rows, if one lies beside it.
  void check_table(const Price& price, const Range& read) {
    const auto* table = std::get_if<BandedPrice>(&price.how);
    if (table == nullptr) {
      return;
    }
    for (std::size_t i = 0; i < table->bands.size(); ++i) {
      if (!is_reached(*table, i, read)) {
        doubt(table->bands[i].source,
              fmt::format("no result of line \"{}\" reaches this row of its table", line_.name),
              i == 0 ? "a table may also begin above 0, with: below: nothing"
                     : "its conditions, its baseline or what counts at most rule it out");
      }
    }
  }

  static bool is_reached(const BandedPrice& table, std::size_t row, const Range& read) {
    Range range = read;
    const bool between = table.mode == BandedPrice::Mode::interpolated;
    const bool cut = table.mode == BandedPrice::Mode::marginal;  // its edges pay nothing yet
    const bool last = row + 1 == table.bands.size();
    const std::size_t first = between && row > 0 ? row - 1 : row;
    if (row > 0 || table.nothing_below) {
      range.keep_from(table.bands[first].from, between || cut || !table.edge_belongs_to_upper);
    }
    // Everything below counts towards a result that is cut along the rows.
    if (!last && !cut) {
      range.keep_to(table.bands[row + 1].from, between || table.edge_belongs_to_upper);
    }
    return !range.is_empty();
  }

  const LineRule& line_;
  const Contract& contract_;
  const MeasureRule* measure_;
  Date day_;
  std::vector<Doubt>& doubts_;
};

// Whether a price is a share of what can itself be below 0.
bool may_be_negative(const Price& price) {
  const auto negative = [](const SumOf& sum) {
    return std::holds_alternative<OfSaving>(sum.what) || std::holds_alternative<OfLine>(sum.what) ||
           std::holds_alternative<OfStatement>(sum.what);
  };
  if (const auto* share = std::get_if<SharePrice>(&price.how)) {
    return negative(share->of);
  }
  if (const auto* phased = std::get_if<PhasedPrice>(&price.how)) {
    return negative(phased->of);
  }
  const auto* banded = std::get_if<BandedPrice>(&price.how);
  return banded != nullptr && banded->of && negative(*banded->of);
}

// Whether what a line is due can be below 0.
bool can_be_below_zero(const LineRule& line) {
  const auto below = [](const Consequence& consequence) {
    return consequence.direction == Consequence::Direction::deduct ||
           (consequence.price && may_be_negative(*consequence.price));
  };
  return below(line.on_reduction) || below(line.on_neither) || below(line.on_increase) ||
         below(line.always) || line.less_paid || line.cumulative_over;
}

void doubt_floors(const Contract& contract, std::vector<Doubt>& doubts) {
  for (const Bound& bound : contract.bounds) {
    const bool low = bound.kind == Bound::Kind::floor &&
                     std::all_of(bound.amount.values().begin(),
                                 bound.amount.values().end(),
                                 [](const auto& value) { return value.value.minor() <= 0; });
    const bool needed =
        std::any_of(contract.lines.begin(), contract.lines.end(), [&](const LineRule& line) {
          return (bound.on.empty() || bound.on == line.name) && can_be_below_zero(line);
        });
    if (low && !needed) {
      doubts.push_back({bound.source.place,
                        fmt::format("nothing is ever deducted{}, so this floor never applies",
                                    bound.on.empty() ? "" : " on line \"" + bound.on + "\""),
                        ""});
    }
  }
}

}  // namespace

void doubt_reach(const Contract& contract, std::vector<Doubt>& doubts) {
  for (const LineRule& line : contract.lines) {
    std::map<Doubt, std::size_t> times;
    std::size_t settled = 0;
    for (const Period& period : contract.periods()) {
      if (!contract.is_in(line.settled, period)) {
        continue;
      }
      ++settled;
      std::vector<Doubt> found;
      LineReach(line, contract, period, found).run();
      for (const Doubt& doubt : std::set<Doubt>(found.begin(), found.end())) {
        ++times[doubt];
      }
    }
    for (const auto& [doubt, count] : times) {
      if (count == settled) {
        doubts.push_back(doubt);
      }
    }
  }
  doubt_floors(contract, doubts);
}

}  // namespace outturn::reading
