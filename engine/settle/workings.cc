#include "settle/workings.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

template <typename Enum>
struct Named {
  Enum value;
  std::string_view name;
};

constexpr std::array kOps = {
    Named<Op>{Op::given, "given"},         Named<Op>{Op::earlier, "earlier"},
    Named<Op>{Op::agreed, "agreed"},       Named<Op>{Op::settled, "settled"},
    Named<Op>{Op::evidence, "evidence"},   Named<Op>{Op::add, "add"},
    Named<Op>{Op::subtract, "subtract"},   Named<Op>{Op::multiply, "multiply"},
    Named<Op>{Op::divide, "divide"},       Named<Op>{Op::negate, "negate"},
    Named<Op>{Op::at_least, "at_least"},   Named<Op>{Op::more_than, "more_than"},
    Named<Op>{Op::equal, "equal"},         Named<Op>{Op::all_of, "all_of"},
    Named<Op>{Op::any_of, "any_of"},       Named<Op>{Op::smaller_of, "smaller_of"},
    Named<Op>{Op::larger_of, "larger_of"}, Named<Op>{Op::slab, "slab"},
    Named<Op>{Op::marginal, "marginal"},   Named<Op>{Op::interpolated, "interpolated"},
    Named<Op>{Op::round, "round"},
};
constexpr std::array kUnits = {
    Named<Unit>{Unit::people, "people"},
    Named<Unit>{Unit::events, "events"},
    Named<Unit>{Unit::severity, "severity"},
    Named<Unit>{Unit::cases, "cases"},
    Named<Unit>{Unit::days, "days"},
    Named<Unit>{Unit::rate, "rate"},
    Named<Unit>{Unit::points, "points"},
    Named<Unit>{Unit::percent, "percent"},
    Named<Unit>{Unit::score, "score"},
    Named<Unit>{Unit::number, "number"},
    Named<Unit>{Unit::yes_no, "yes_no"},
    Named<Unit>{Unit::verdict, "verdict"},
    Named<Unit>{Unit::amount, "amount"},
    Named<Unit>{Unit::money, "money"},
};
constexpr std::array kRoundings = {
    Named<Rounding>{Rounding::half_away_from_zero, "half away from zero"},
    Named<Rounding>{Rounding::half_to_even, "half to even"},
    Named<Rounding>{Rounding::half_toward_zero, "half toward zero"},
    Named<Rounding>{Rounding::toward_zero, "toward zero"},
    Named<Rounding>{Rounding::away_from_zero, "away from zero"},
};

std::string counted_text(const Ratio& value) {
  return to_grouped_decimal(value, denominator(value) == 1 ? 0 : 2);
}

// A bare number as short as it is exact, or to eight decimals: variances are small.
std::string number_text(const Ratio& value) {
  constexpr int kPlaces = 8;
  const bool short_enough = denominator(value * Ratio(power_of_ten(kPlaces))) == 1;
  return short_enough ? to_plain(value) : to_decimal(value, kPlaces);
}

// Money that happens to be whole pence shows no more than that.
std::string amount_text(const Ratio& minor, Currency currency) {
  return denominator(minor) == 1
             ? to_string(outturn::round(Amount::of_minor(minor), {1, Rounding::toward_zero}),
                         currency)
             : to_string(Amount::of_minor(minor), currency);
}

std::string_view verdict_text(const Ratio& value) {
  if (value == 0) {
    return "neither";
  }
  return value > 0 ? "reduction" : "increase";
}

// The band in which `value` lies: the last whose edge is reached.
std::size_t band_of(const std::vector<BandRow>& bands, const Ratio& value, bool edge_is_upper) {
  std::size_t found = 0;
  for (std::size_t i = 1; i < bands.size(); ++i) {
    const bool reached = edge_is_upper ? value >= bands[i].from : value > bands[i].from;
    if (reached) {
      found = i;
    }
  }
  return found;
}

Ratio slab_value(const std::vector<BandRow>& bands, const Ratio& value, bool edge_is_upper) {
  const BandRow& band = bands[band_of(bands, value, edge_is_upper)];
  return band.per_unit ? Ratio(band.pays * value) : band.pays;
}

Ratio marginal_value(const std::vector<BandRow>& bands, const Ratio& value) {
  Ratio sum = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const bool last = i + 1 == bands.size();
    const Ratio upper = last ? value : std::min(value, bands[i + 1].from);
    if (upper > bands[i].from) {
      sum += (upper - bands[i].from) * bands[i].pays;
    }
  }
  return sum;
}

Ratio interpolated_value(const std::vector<BandRow>& bands, const Ratio& value) {
  if (value <= bands.front().from) {
    return bands.front().pays;
  }
  for (std::size_t i = 1; i < bands.size(); ++i) {
    const BandRow& below = bands[i - 1];
    const BandRow& above = bands[i];
    if (value <= above.from) {
      const Ratio part = (value - below.from) / (above.from - below.from);
      return below.pays + part * (above.pays - below.pays);
    }
  }
  return bands.back().pays;
}

// An amount that is too large is refused where the rounding is stated.
Money rounded(const Ratio& minor, const RoundingRule& rule, const Place& place) {
  try {
    return outturn::round(Amount::of_minor(minor), rule);
  } catch (const InputError& error) {
    const Problem& problem = error.problems().front();
    throw InputError(place, problem.reason, problem.message, problem.advice);
  }
}

}  // namespace

std::string_view code_of(Op op) {
  return kOps.at(static_cast<std::size_t>(op)).name;
}

std::string_view code_of(Unit unit) {
  return kUnits.at(static_cast<std::size_t>(unit)).name;
}

std::string_view name_of(Rounding how) {
  return kRoundings.at(static_cast<std::size_t>(how)).name;
}

std::string shown(const Ratio& value, Unit unit, Currency currency) {
  switch (unit) {
    case Unit::number:
      return number_text(value);
    case Unit::people:
    case Unit::events:
    case Unit::severity:
      return counted_text(value);
    case Unit::cases:
      return counted_text(value) + (value == 1 ? " case" : " cases");
    case Unit::days:
      return counted_text(value) + (value == 1 ? " day" : " days");
    case Unit::rate:
      return to_decimal(value * 100, 2) + "%";
    case Unit::percent:
      return to_decimal(value, 2) + "%";
    case Unit::points:
      return to_decimal(value, 2) + " points";
    case Unit::score:
      return to_decimal(value, 5);
    case Unit::yes_no:
      return value == 1 ? "yes" : "no";
    case Unit::verdict:
      return std::string(verdict_text(value));
    case Unit::amount:
    case Unit::money:
      return amount_text(value, currency);
  }
  throw Defect("unknown unit");
}

std::string Workings::shown(Ref ref) const {
  return outturn::shown(value(ref), (*this)[ref].unit, currency_);
}

const Ref* Workings::find(std::string_view id) const {
  const auto found = std::lower_bound(
      by_id_.begin(), by_id_.end(), id, [](const auto& entry, std::string_view wanted) {
        return entry.first < wanted;
      });
  return found != by_id_.end() && found->first == id ? &found->second : nullptr;
}

Ref Workings::keep(Name name, Op op, std::vector<Ref> of, Ratio value) {
  if (find(name.id) != nullptr) {
    throw Defect("two workings are called " + name.id);
  }
  const Ref ref = list_.size();
  const auto place = std::lower_bound(by_id_.begin(), by_id_.end(), std::pair(name.id, Ref{0}));
  by_id_.emplace(place, name.id, ref);
  list_.push_back({std::move(name.id),
                   std::move(name.label),
                   op,
                   std::move(of),
                   {},
                   {},
                   std::move(value),
                   name.unit,
                   std::move(name.rule)});
  return ref;
}

Ref Workings::keep_said(Name name, Op op, Ratio value, Details details) {
  const Ref ref = keep(std::move(name), op, {}, std::move(value));
  list_[ref].details = std::move(details);
  return ref;
}

Ref Workings::given(Name name, Ratio value, Details details) {
  return keep_said(std::move(name), Op::given, std::move(value), std::move(details));
}

Ref Workings::earlier(Name name, Ratio value, Details details) {
  return keep_said(std::move(name), Op::earlier, std::move(value), std::move(details));
}

Ref Workings::agreed(Name name, Ratio value, Details details) {
  return keep_said(std::move(name), Op::agreed, std::move(value), std::move(details));
}

Ref Workings::settled(Name name, Ratio value, Details details) {
  return keep_said(std::move(name), Op::settled, std::move(value), std::move(details));
}

Ref Workings::evidence(Name name, Ratio value, Details details) {
  return keep_said(std::move(name), Op::evidence, std::move(value), std::move(details));
}

Ref Workings::add(Name name, const std::vector<Ref>& of) {
  Ratio sum = 0;
  for (const Ref ref : of) {
    sum += value(ref);
  }
  return keep(std::move(name), Op::add, of, std::move(sum));
}

Ref Workings::subtract(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::subtract, {a, b}, value(a) - value(b));
}

Ref Workings::multiply(Name name, const std::vector<Ref>& of) {
  Ratio product = 1;
  for (const Ref ref : of) {
    product *= value(ref);
  }
  return keep(std::move(name), Op::multiply, of, std::move(product));
}

Ref Workings::divide(Name name, Ref a, Ref b) {
  if (value(b) == 0) {
    throw Defect("a division by 0 in " + name.id);
  }
  return keep(std::move(name), Op::divide, {a, b}, value(a) / value(b));
}

Ref Workings::negate(Name name, Ref a) {
  return keep(std::move(name), Op::negate, {a}, -value(a));
}

Ref Workings::at_least(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::at_least, {a, b}, value(a) >= value(b) ? 1 : 0);
}

Ref Workings::more_than(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::more_than, {a, b}, value(a) > value(b) ? 1 : 0);
}

Ref Workings::equal(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::equal, {a, b}, value(a) == value(b) ? 1 : 0);
}

Ref Workings::all_of(Name name, const std::vector<Ref>& of) {
  const bool all = std::all_of(of.begin(), of.end(), [&](Ref ref) { return is_yes(ref); });
  return keep(std::move(name), Op::all_of, of, all ? 1 : 0);
}

Ref Workings::any_of(Name name, const std::vector<Ref>& of) {
  const bool any = std::any_of(of.begin(), of.end(), [&](Ref ref) { return is_yes(ref); });
  return keep(std::move(name), Op::any_of, of, any ? 1 : 0);
}

Ref Workings::smaller_of(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::smaller_of, {a, b}, std::min(value(a), value(b)));
}

Ref Workings::larger_of(Name name, Ref a, Ref b) {
  return keep(std::move(name), Op::larger_of, {a, b}, std::max(value(a), value(b)));
}

Ref Workings::slab(Name name, Ref a, std::vector<BandRow> bands, bool edge_is_upper) {
  const Ref ref = keep(std::move(name), Op::slab, {a}, slab_value(bands, value(a), edge_is_upper));
  list_[ref].bands = std::move(bands);
  list_[ref].details = {{"edge", edge_is_upper ? "at least" : "more than"}};
  return ref;
}

Ref Workings::marginal(Name name, Ref a, std::vector<BandRow> bands) {
  const Ref ref = keep(std::move(name), Op::marginal, {a}, marginal_value(bands, value(a)));
  list_[ref].bands = std::move(bands);
  return ref;
}

Ref Workings::interpolated(Name name, Ref a, std::vector<BandRow> bands) {
  const Ref ref = keep(std::move(name), Op::interpolated, {a}, interpolated_value(bands, value(a)));
  list_[ref].bands = std::move(bands);
  return ref;
}

Ref Workings::round(Name name, Ref a, const RoundingRule& rule) {
  const Money money = rounded(value(a), rule, name.rule.place);
  const Ref ref = keep(std::move(name), Op::round, {a}, Ratio(money.minor()));
  list_[ref].details = {{"step", fmt::format("{}", rule.step_minor)},
                        {"how", std::string(name_of(rule.how))}};
  return ref;
}

}  // namespace outturn
