// The second opinion on prices.
#include "support/naive_settling.h"

#include <algorithm>

namespace outturn::naive {
namespace {

Ratio marginal(const Price& price, const Ratio& value) {
  Ratio pays = 0;
  for (std::size_t i = 0; i < price.rows.size(); ++i) {
    const bool last = i + 1 == price.rows.size();
    const Ratio end = last || value < price.rows[i + 1].from ? value : price.rows[i + 1].from;
    pays += end > price.rows[i].from ? Ratio((end - price.rows[i].from) * price.rows[i].pays)
                                     : Ratio(0);
  }
  return pays;
}

Ratio interpolated(const Price& price, const Ratio& value) {
  if (value <= price.rows.front().from) {
    return price.rows.front().pays;
  }
  for (std::size_t i = 0; i + 1 < price.rows.size(); ++i) {
    const Row& a = price.rows[i];
    const Row& b = price.rows[i + 1];
    if (a.from <= value && value <= b.from) {
      return (a.pays * (b.from - value) + b.pays * (value - a.from)) / (b.from - a.from);
    }
  }
  return price.rows.back().pays;
}

Ratio slab(const Price& price, const Ratio& value) {
  const Row* in = &price.rows.front();
  for (const Row& row : price.rows) {
    if (price.edge_at_least ? value >= row.from : value > row.from) {
      in = &row;
    }
  }
  return in->pays * (in->per_unit ? value : Ratio(1));
}

// The effect of a comparison, or how much the wrong way it went.
Ratio signed_effect(const Compared& c, bool worse) {
  return worse ? Ratio(-c.reduction) : c.reduction;
}

// No more of a fall than earns anything.
Ratio counted_effect(Settling& s, const Priced& p, bool worse) {
  const Ratio effect = signed_effect(*p.compared, worse);
  return worse || p.line.effect_at_most.empty()
             ? effect
             : std::min(effect, in_force(s, p.line.effect_at_most));
}

Ratio signed_difference(const Compared& c, bool worse) {
  return worse ? Ratio(-*c.difference) : *c.difference;
}

// How many fewer (or more, when it went worse) than at the baseline's rate.
Ratio number_fewer(Settling& s, const Priced& p, bool worse) {
  const Compared& c = *p.compared;
  if (!c.actual->per) {
    throw Refusal{"a price asks for people", "missing_figure"};
  }
  const Measure& measure = measure_named(s.contract, p.line.measure);
  return signed_difference(c, worse) * *c.actual->per / (per_hundred(measure) ? 100 : 1);
}

// Of what a price per unit is paid.
Ratio quantity(Settling& s, const std::string& key, const Priced& p, bool worse) {
  if (p.compared == nullptr) {
    return p.measure->value * (key == "per_point" ? 100 : 1);
  }
  const std::string& unit = p.line.effect_in;
  if ((key == "per_point" && unit == "points") || (key == "per_percent" && unit == "percent") ||
      (key == "per_case" && unit == "cases") || (key == "per_day" && unit == "days")) {
    return counted_effect(s, p, worse);
  }
  if (key == "per_point") {
    return signed_difference(*p.compared, worse) * 100;
  }
  if (key == "per_case" || key == "per_day") {
    return signed_difference(*p.compared, worse);
  }
  return number_fewer(s, p, worse);
}

Ratio sum_of(Settling& s, const SumOf& of, const Priced& p, bool worse) {
  if (of.what == "measure") {
    return p.measure->value;
  }
  if (of.what == "baseline") {
    return *p.compared->baseline;
  }
  if (of.what == "saving") {
    return signed_difference(*p.compared, worse);
  }
  if (of.what == "line") {
    return s.result.lines.at(of.line).due;
  }
  if (of.what == "statement") {
    return of.line == "total" ? s.prime->total : s.prime->lines.at(of.line).due;
  }
  return in_force(s, of.pence);
}

// Each phase takes its share of what is left of the sum, until so much has been paid, or deducted.
Ratio phased(Settling& s, const Price& price, Ratio rest, int sign, const std::string& line) {
  Ratio paid = sign * due_before(s, line, "term");
  Ratio pays = 0;
  for (const Phase& phase : price.phases) {
    const Ratio share = in_force(s, phase.share);
    Ratio now = share * rest;
    if (!phase.until_paid.empty()) {
      const Ratio room = in_force(s, phase.until_paid) - paid;
      now = std::min(now, room > 0 ? room : Ratio(0));
    }
    pays += now;
    paid += now;
    rest -= now / share;
  }
  return pays;
}

Ratio from_table(Settling& s, const Price& price, const Priced& p, bool worse) {
  Ratio read = 0;
  if (p.compared != nullptr) {
    read = counted_effect(s, p, worse);
  } else {
    const bool percent = in_percent(measure_named(s.contract, p.line.measure));
    read = p.measure->value * (percent ? 100 : 1);
  }
  if (!price.pays_shares) {
    return banded(price, read);
  }
  const Ratio part = banded(price, read) / (price.mode == "marginal" ? 100 : 1);
  return part * sum_of(s, price.of, p, worse);
}

Ratio by_outcome(Settling& s, const Price& price) {
  Ratio sum = 0;
  for (const Person& person : people_now(s)) {
    sum += price.by_outcome.at(static_cast<std::size_t>(person.grade));
  }
  return sum;
}

Ratio whole_price(Settling& s, const Price& price, const Priced& p, bool worse, int sign) {
  if (price.key == "amount") {
    return in_force(s, price.pence);
  }
  if (price.key == "share") {
    return in_force(s, price.share) * sum_of(s, price.of, p, worse);
  }
  if (price.key == "phases") {
    return phased(s, price, sum_of(s, price.of, p, worse), sign, p.line.name);
  }
  if (price.key == "per_person_by_outcome") {
    return by_outcome(s, price);
  }
  if (price.key == "bands") {
    return from_table(s, price, p, worse);
  }
  return in_force(s, price.pence) * quantity(s, price.key, p, worse);
}

// One of the equal parts of a sum; the last takes what the others left.
Ratio one_part(Settling& s, const Ratio& whole, const Price& price, int sign, const Line& line) {
  const std::vector<Period> parts = periods_over(s, price.equal_parts_over);
  if (parts.size() > 1 && parts.back().first == s.period.first) {
    return whole - sign * due_before(s, line.name, price.equal_parts_over);
  }
  return whole / Ratio(static_cast<std::int64_t>(parts.size()));
}

}  // namespace

Ratio banded(const Price& price, const Ratio& value) {
  const Ratio& first = price.rows.front().from;
  const bool reached = price.edge_at_least ? value >= first : value > first;
  if (price.nothing_below && !reached) {
    return 0;
  }
  if (price.mode == "slab") {
    return slab(price, value);
  }
  return price.mode == "marginal" ? marginal(price, value) : interpolated(price, value);
}

Ratio amount_of(Settling& s, const Consequence& consequence, const Priced& priced) {
  if (consequence.sign == 0) {
    return 0;
  }
  const bool worse = &consequence == &priced.line.on_increase;
  Ratio amount = whole_price(s, consequence.price, priced, worse, consequence.sign);
  if (!consequence.price.equal_parts_over.empty()) {
    amount = one_part(s, amount, consequence.price, consequence.sign, priced.line);
  }
  return consequence.sign * amount;
}

}  // namespace outturn::naive
