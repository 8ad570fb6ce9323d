#include "curve/curve.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// Follows an outcome and cuts the curve where other rules decide.
class Follower {
 public:
  Follower(const Bench& bench, const Input& input) : bench_(bench) { curve_.input = input; }

  Curve run(const std::function<void(std::size_t)>& advance) {
    std::vector<Ratio> values = values_of(curve_.input);
    if (curve_.input.fewer_is_better) {
      std::reverse(values.begin(), values.end());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      visit(i, values[i]);
      if (advance) {
        advance(i + 1);
      }
    }
    if (std::none_of(curve_.points.begin(), curve_.points.end(), [](const CurvePoint& point) {
          return point.total.has_value();
        })) {
      throw InputError(refusal_);
    }
    measure_stretches();
    merge_what_makes_no_difference();
    classify_turns();
    find_falls();
    return std::move(curve_);
  }

 private:
  void visit(std::size_t i, const Ratio& value) {
    CurvePoint point{value, std::nullopt, {}};
    std::string refused;
    std::optional<Settlement> now;
    try {
      now = curve_.input.settle(point.value);
      point.total = Bench::total_of(*now);
      for (std::size_t line = 0; line < now->lines.size(); ++line) {
        point.lines.push_back(Bench::due_of(*now, line));
      }
    } catch (const InputError& error) {
      refusal_ = error.problems();
      refused = refusal_.front().message;
    }
    curve_.points.push_back(std::move(point));
    extend(i, now, refused);
    if (now) {
      curve_.not_met = conditions_not_met(*now);
    }
    before_ = std::move(now);
  }

  // The point belongs to the last stretch if the same rules decide.
  void extend(std::size_t i, const std::optional<Settlement>& now, const std::string& refused) {
    std::vector<Stretch>& stretches = curve_.stretches;
    if (stretches.empty()) {
      stretches.push_back({i, i, 0, 0, refused});
      return;
    }
    Stretch& last = stretches.back();
    if (!now || !before_) {
      const bool goes_on = !now && !before_ && last.refused == refused;
      goes_on ? void(last.last = i) : void(stretches.push_back({i, i, 0, 0, refused}));
      return;
    }
    if (!curve_.input.steps.empty()) {
      stretches.push_back({i, i, 0, 0, ""});
      return;
    }
    std::vector<Cause> causes = causes_between(bench_.contract(), *before_, *now);
    if (causes.empty()) {
      last.last = i;
      return;
    }
    curve_.turns.push_back({Turn::Kind::kink, i - 1, change_after(i - 1), std::move(causes)});
    stretches.push_back({i, i, 0, 0, ""});
  }

  Ratio change_after(std::size_t i) const {
    return *curve_.points[i + 1].total - *curve_.points[i].total;
  }

  // The same for a whole step, where two points are nearer to each other.
  Ratio worth_after(std::size_t i) const {
    const Ratio way = magnitude(curve_.points[i + 1].value - curve_.points[i].value);
    return way == curve_.input.step ? change_after(i) : change_after(i) * curve_.input.step / way;
  }

  void measure_stretches() {
    for (Stretch& stretch : curve_.stretches) {
      if (!stretch.refused.empty() || stretch.first == stretch.last) {
        continue;
      }
      stretch.least = stretch.most = worth_after(stretch.first);
      for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
        const Ratio worth = worth_after(i);
        stretch.least = std::min(stretch.least, worth);
        stretch.most = std::max(stretch.most, worth);
      }
    }
  }

  const Turn* turn_after(std::size_t point) const {
    const auto found = std::find_if(curve_.turns.begin(), curve_.turns.end(), [&](const Turn& one) {
      return one.after == point;
    });
    return found == curve_.turns.end() ? nullptr : &*found;
  }

  // A rule that decides otherwise without moving the payment is no turn of it.
  void merge_what_makes_no_difference() {
    std::vector<Stretch> kept;
    for (const Stretch& stretch : curve_.stretches) {
      const Turn* turn = kept.empty() ? nullptr : turn_after(stretch.first - 1);
      if (turn == nullptr || !goes_on(kept.back(), worth_after(turn->after), stretch)) {
        kept.push_back(stretch);
        continue;
      }
      curve_.turns.erase(curve_.turns.begin() + (turn - curve_.turns.data()));
      kept.back().least = kept.back().most = step_of(kept.back(), stretch).value_or(0);
      kept.back().last = stretch.last;
    }
    curve_.stretches = std::move(kept);
  }

  static bool is_point(const Stretch& stretch) { return stretch.first == stretch.last; }

  // The step of two straight stretches that are steps of one; nothing when there is none.
  static std::optional<Ratio> step_of(const Stretch& a, const Stretch& b) {
    if (!a.is_straight() || !b.is_straight()) {
      return std::nullopt;
    }
    if (is_point(a)) {
      return b.least;
    }
    return is_point(b) || a.least == b.least ? std::optional(a.least) : std::nullopt;
  }

  static bool goes_on(const Stretch& a, const Ratio& change, const Stretch& b) {
    if (is_point(a) && is_point(b)) {
      return change == 0;
    }
    const auto step = step_of(a, b);
    return step && *step == change;
  }

  // A bend lies between the steps on both sides of it; what doesn't is a jump.
  void classify_turns() {
    for (Turn& turn : curve_.turns) {
      std::optional<std::pair<Ratio, Ratio>> beside;
      const auto see = [&](const Stretch* stretch) {
        if (stretch == nullptr) {
          return;
        }
        beside = beside ? std::pair(std::min(beside->first, stretch->least),
                                    std::max(beside->second, stretch->most))
                        : std::pair(stretch->least, stretch->most);
      };
      see(sloped_before(turn.after));
      see(sloped_after(turn.after + 1));
      const Ratio worth = worth_after(turn.after);
      const bool between = beside && beside->first <= worth && worth <= beside->second;
      const bool nothing = !beside && turn.change == 0;
      const bool bends = std::all_of(
          turn.causes.begin(), turn.causes.end(), [](const Cause& one) { return one.bends_only; });
      turn.kind = between || nothing || bends ? Turn::Kind::kink : Turn::Kind::jump;
    }
  }

  // The nearest stretch of several points that ends no later, or begins no earlier, than a point.
  const Stretch* sloped_before(std::size_t point) const {
    const Stretch* found = nullptr;
    for (const Stretch& stretch : curve_.stretches) {
      if (stretch.last <= point) {
        found = !stretch.refused.empty() ? nullptr : is_point(stretch) ? found : &stretch;
      }
    }
    return found;
  }

  const Stretch* sloped_after(std::size_t point) const {
    for (const Stretch& stretch : curve_.stretches) {
      if (stretch.first < point) {
        continue;
      }
      if (!stretch.refused.empty()) {
        return nullptr;
      }
      if (!is_point(stretch)) {
        return &stretch;
      }
    }
    return nullptr;
  }

  void find_falls() {
    const std::vector<CurvePoint>& points = curve_.points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      if (!points[i].total || !points[i + 1].total || change_after(i) >= 0) {
        continue;
      }
      if (curve_.falls.empty() || curve_.falls.back().last != i) {
        curve_.falls.push_back({i, i, 0, {}, {}});
      }
      curve_.falls.back().last = i + 1;
    }
    for (Fall& fall : curve_.falls) {
      explain(fall);
    }
  }

  void explain(Fall& fall) const {
    const CurvePoint& first = curve_.points[fall.first];
    const CurvePoint& last = curve_.points[fall.last];
    fall.change = *last.total - *first.total;
    for (const Turn& turn : curve_.turns) {
      if (fall.first <= turn.after && turn.after < fall.last && turn.change < 0) {
        fall.causes.insert(fall.causes.end(), turn.causes.begin(), turn.causes.end());
      }
    }
    for (std::size_t line = 0; line < first.lines.size(); ++line) {
      if (last.lines[line] < first.lines[line]) {
        fall.lines.push_back(bench_.contract().lines[line].name);
      }
    }
  }

  const Bench& bench_;
  Curve curve_;
  std::optional<Settlement> before_;
  std::vector<Problem> refusal_;
};

}  // namespace

bool Curve::is_level() const {
  const std::optional<Ratio>* seen = nullptr;
  for (const CurvePoint& point : points) {
    if (!point.total) {
      continue;
    }
    if (seen != nullptr && *seen != point.total) {
      return false;
    }
    seen = &point.total;
  }
  return true;
}

Integer steps_of(const Input& input) {
  return round_to_integer((input.last - input.first) / input.step, Rounding::toward_zero);
}

std::vector<Ratio> values_of(const Input& input) {
  std::vector<Ratio> values = {input.last};
  for (Ratio value = input.first; value < input.last; value += input.step) {
    values.push_back(value);
  }
  for (const Ratio& value : input.named) {
    if (input.first < value && value < input.last) {
      values.push_back(value);
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

Curve curve_of(const Bench& bench,
               const Input& input,
               const std::function<void(std::size_t done)>& advance) {
  return Follower(bench, input).run(advance);
}

}  // namespace outturn
