// Random prices.
#include "settle/drawn_parts.h"

#include <algorithm>

namespace outturn::drawing {
namespace {

using naive::Phase;
using naive::Row;
using naive::SumOf;

bool is_cost(const Drawing& d, const Line& line) {
  const Measure* measure = measure_of(d, line);
  return measure != nullptr && measure->kind == "cost" && line.kind != "pool";
}

SumOf draw_sum(Drawing& d, const Line& line) {
  SumOf of{"amount", dated(d, [&] { return pence(d); })};
  if (is_cost(d, line) && chance(d, 60)) {
    of.what = line.kind == "plain" ? "measure" : one_of(d, {"measure", "baseline", "saving"});
  } else if (d.prime != nullptr && chance(d, 50)) {
    of.what = "statement";
    of.line = chance(d, 30) ? "total" : pick(d.random, d.prime->lines).name;
  } else if (!d.contract.lines.empty() && chance(d, 35)) {
    of.what = "line";
    of.line = pick(d.random, d.contract.lines).name;
  }
  return of;
}

Ratio share(Drawing& d, std::int64_t least) {
  return chance(d, 25) ? Ratio(5, 6) : thousandths(d, least, 1000);
}

// How far a row of a table lies from the one before.
Ratio step(Drawing& d, const std::string& unit) {
  if (unit == "money") {
    return Ratio(d.random.between(1, 8) * 50'000);
  }
  if (unit == "days") {
    return Ratio(d.random.between(1, 10) * 35);
  }
  return chance(d, 50) ? Ratio(d.random.between(1, 10)) : thousandths(d, 1, 20'000);
}

// The unit of a table: that of the effect, or of the measure; a rate's per cent.
std::string unit_of_rows(const Drawing& d, const Line& line) {
  if (line.kind != "plain") {
    return line.effect_in;
  }
  const Measure& measure = *measure_of(d, line);
  return in_percent(measure) ? "percent" : own_unit(measure);
}

void draw_bands(Drawing& d, const Line& line, Price& price) {
  const std::string unit = unit_of_rows(d, line);
  const bool of_baseline = is_cost(d, line) && line.kind == "compared" && unit == "percent";
  price.pays_shares = chance(d, of_baseline ? 70 : 25);
  std::vector<std::string> modes = {"slab", "interpolated"};
  if ((!price.pays_shares && unit != "money") || (price.pays_shares && of_baseline)) {
    modes.emplace_back("marginal");
  }
  price.mode = one_of(d, modes);
  if (price.pays_shares && price.mode == "marginal") {
    price.of.what = "baseline";
  }
  price.edge_at_least = chance(d, 50);
  price.nothing_below = chance(d, 30);
  Ratio from = price.nothing_below ? step(d, unit) : Ratio(0);
  for (std::int64_t row = d.random.between(2, 4); row > 0; --row) {
    const bool per_unit = !price.pays_shares && unit != "money" &&
                          (price.mode == "marginal" || (price.mode == "slab" && chance(d, 50)));
    price.rows.push_back({from, price.pays_shares ? share(d, 0) : pence(d), per_unit});
    from += step(d, unit);
  }
}

void draw_phases(Drawing& d, Price& price) {
  for (std::int64_t i = d.random.between(1, 2); i > 0; --i) {
    price.phases.push_back({dated(d, [&] { return share(d, 1); }),
                            dated(d, [&] { return Ratio(d.random.between(0, 30) * 30'000); })});
  }
  price.phases.push_back({dated(d, [&] { return share(d, 1); })});
}

bool reads_effect(const std::string& key, const std::string& unit) {
  return (key == "per_point" && unit == "points") || (key == "per_percent" && unit == "percent") ||
         (key == "per_case" && unit == "cases") || (key == "per_day" && unit == "days");
}

// What a verdict can pay on a line of this kind.
std::vector<std::string> keys_that_fit(const Drawing& d, const Line& line) {
  std::vector<std::string> keys = {"amount", "share", "bands", "bands", "phases"};
  for (const std::string key : {"per_point", "per_percent", "per_case", "per_day"}) {
    if (reads_effect(key, line.effect_in)) {
      keys.push_back(key);
    }
  }
  if (!compares_rates(line)) {
    return keys;
  }
  const Measure& measure = *measure_of(d, line);
  const auto add = [&](bool fits, const std::string& key) {
    if (fits) {
      keys.push_back(key);
      keys.push_back(key);
    }
  };
  add(in_percent(measure), "per_point");
  add(measure.kind == "binary rate", "per_person");
  add(measure.kind.starts_with("frequency"), "per_event");
  add(measure.kind.starts_with("severity"), "per_severity");
  add(measure.kind == "cases", "per_case");
  add(measure.kind == "days", "per_day");
  add(measure.kind == "graded rate" && measure.figure.empty(), "per_person_by_outcome");
  return keys;
}

Consequence draw_consequence(Drawing& d,
                             const Line& line,
                             const std::vector<std::string>& keys,
                             int sign) {
  if (chance(d, 15)) {
    return {};
  }
  return {chance(d, 90) ? sign : -sign, draw_price(d, line, pick(d.random, keys))};
}

// On neither a stated sum is paid: an amount, or a share of one or of a line.
Consequence draw_neither(Drawing& d, const Line& line) {
  Consequence neither = draw_consequence(d, line, {"amount", "share"}, chance(d, 50) ? 1 : -1);
  if (neither.price.of.what != "line") {
    neither.price.of.what = "amount";
  }
  return neither;
}

}  // namespace

Price draw_price(Drawing& d, const Line& line, const std::string& key) {
  Price price{key};
  price.pence = dated(d, [&] { return pence(d); });
  price.share = dated(d, [&] { return share(d, 0); });
  price.of = draw_sum(d, line);
  if (key == "bands") {
    draw_bands(d, line, price);
  }
  if (key == "phases") {
    draw_phases(d, price);
  }
  for (Ratio& amount : price.by_outcome) {
    amount = chance(d, 20) ? Ratio(0) : pence(d);
  }
  return price;
}

void draw_consequences(Drawing& d, Line& line) {
  const std::vector<std::string> keys = keys_that_fit(d, line);
  line.on_reduction = draw_consequence(d, line, keys, 1);
  line.on_increase = draw_consequence(d, line, keys, -1);
  line.on_neither = draw_neither(d, line);
  const Price& price = line.on_reduction.price;
  const bool of_effect = price.key == "bands" || reads_effect(price.key, line.effect_in);
  if (line.on_reduction.sign != 0 && of_effect && chance(d, 30)) {
    line.effect_at_most = dated(d, [&] { return Ratio(effect_near(d, line.effect_in) + 1); });
  }
}

}  // namespace outturn::drawing
