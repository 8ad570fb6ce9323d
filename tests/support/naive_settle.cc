// The second opinion on lines, from what they compare to what they are due, and on the total.
#include "support/naive_settling.h"

#include <algorithm>

namespace outturn::naive {
namespace {

bool all(const std::vector<bool>& conditions) {
  return !conditions.empty() && std::count(conditions.begin(), conditions.end(), false) == 0;
}

// What the measure so far comes to, less what it came to before.
Ratio cumulative(Settling& s, const Line& line, const Rate& now) {
  std::optional<Ratio> before;
  for (const Result* earlier : earlier_over(s, line.cumulative_over)) {
    before = before.value_or(0) + *earlier->lines.at(line.name).measure;
  }
  if (!before) {
    return amount_of(s, line.always, {line, nullptr, now});
  }
  return amount_of(s, line.always, {line, nullptr, Rate{*before + now.value}}) -
         amount_of(s, line.always, {line, nullptr, Rate{*before}});
}

Ratio factor_of(const Settling& s, const Factor& factor) {
  const Ratio value = in_force(s, factor.values);
  if (factor.kind == "index") {
    return value / value_on(factor.values, factor.base);
  }
  return factor.kind == "less" ? Ratio(1 - value) : value;
}

// Factors, and what was due already.
void change_amount(const Settling& s, const Line& line, Ratio amount, LineResult& result) {
  for (const Factor& factor : line.factors) {
    amount *= factor_of(s, factor);
    result.factored.push_back(amount);
  }
  for (const std::string& name : line.less_paid) {
    amount -= due_before(s, name, line.less_paid_over);
    amount -= name == line.name ? Ratio(0) : s.result.lines.at(name).due;
  }
  result.gross = amount;
}

bool lacks_anybody(Settling& s, const Line& line) {
  const Measure& measure = measure_named(s.contract, line.measure);
  return !rate_of(measure, people_now(s)) ||
         (line.kind == "compared" && line.baseline.kind == "cohort" &&
          !rate_of(measure, people_before(s, line.baseline)));
}

void pay_plainly(Settling& s, const Line& line, LineResult& result) {
  Compared read;
  if (!line.measure.empty()) {
    read.actual = rate_now(s, measure_named(s.contract, line.measure));
    if (!read.actual) {
      throw Refusal{"nobody to measure", "nothing_to_measure"};
    }
    result.measure = read.actual->value;
  }
  result.paid_holds = holding(s, line.paid_when, read);
  if (!line.paid_when.empty() && !all(result.paid_holds)) {
    return;
  }
  const Ratio amount = line.cumulative_over.empty()
                           ? amount_of(s, line.always, {line, nullptr, read.actual})
                           : cumulative(s, line, *read.actual);
  change_amount(s, line, amount, result);
}

void judge(Settling& s, const Line& line, const Compared& c, LineResult& result) {
  result.reduction_holds = holding(s, line.reduction, c);
  result.increase_holds = holding(s, line.increase, c);
  const bool reduction = all(result.reduction_holds);
  const bool increase = all(result.increase_holds);
  if (reduction && increase) {
    throw Refusal{"both a reduction and an increase", "inconsistent"};
  }
  if ((reduction && c.reduction < 0) || (increase && c.reduction > 0)) {
    throw Refusal{"the effect contradicts the verdict", "inconsistent"};
  }
  result.verdict = reduction ? "reduction" : (increase ? "increase" : "neither");
}

void pay_verdict(Settling& s, const Line& line, LineResult& result) {
  const auto compared = compare(s, line);
  if (!compared && !line.nothing_if_nobody) {
    throw Refusal{"nobody to compare", "nothing_to_measure"};
  }
  if (!compared) {
    result.verdict = "neither";
    return;
  }
  if (compared->actual) {
    result.actual = compared->actual->value;
    result.people = compared->actual->people;
  }
  result.baseline = compared->baseline;
  result.reduction = compared->reduction;
  judge(s, line, *compared, result);
  const Consequence& consequence = result.verdict == "reduction"  ? line.on_reduction
                                   : result.verdict == "increase" ? line.on_increase
                                                                  : line.on_neither;
  const Ratio amount = amount_of(s, consequence, {line, &*compared, compared->actual});
  change_amount(s, line, amount, result);
}

LineResult settle_line(Settling& s, const Line& line) {
  LineResult result;
  result.settled = is_in(s, line.settled);
  if (!result.settled) {
    return result;
  }
  if (line.nothing_if_nobody && line.kind != "pool" && lacks_anybody(s, line)) {
    result.verdict = line.kind == "plain" ? "" : "neither";
    return result;
  }
  if (line.kind == "plain") {
    pay_plainly(s, line, result);
  } else {
    pay_verdict(s, line, result);
  }
  return result;
}

// What earlier periods of a bound's stretch were due.
Ratio due_already(const Settling& s, const Bound& bound) {
  if (bound.on != "total") {
    return due_before(s, bound.on, bound.over);
  }
  Ratio sum = 0;
  for (const Result* earlier : earlier_over(s, bound.over)) {
    sum += earlier->total;
  }
  return sum;
}

// The amount after each bound on a line, or on the total.
std::vector<Ratio> bounded(const Settling& s, Ratio pence, const std::string& on) {
  std::vector<Ratio> after;
  for (const Bound& bound : s.contract.bounds) {
    if (bound.on != on || !is_in(s, bound.in)) {
      continue;
    }
    const Ratio left = in_force(s, bound.pence) - due_already(s, bound);
    if (bound.cap) {
      pence = std::min(pence, left < 0 ? Ratio(0) : left);
    } else {
      pence = std::max(pence, left);
    }
    after.push_back(pence);
  }
  return after;
}

Ratio rounded(const Contract& contract, const Ratio& pence) {
  const Ratio steps = pence / Ratio(contract.step);
  const Ratio size = steps < 0 ? Ratio(-steps) : steps;
  const Integer whole = numerator(size) / denominator(size);
  const Ratio rest = size - Ratio(whole);
  bool up = rest > Ratio(1, 2);
  if (contract.how == "toward zero") {
    up = false;
  } else if (contract.how == "away from zero") {
    up = rest > 0;
  } else if (rest == Ratio(1, 2)) {
    up =
        contract.how == "half away from zero" || (contract.how == "half to even" && whole % 2 == 1);
  }
  const Ratio kept = (Ratio(whole) + (up ? 1 : 0)) * Ratio(contract.step);
  return steps < 0 ? Ratio(-kept) : kept;
}

void split(const Contract& contract, Result& result) {
  Ratio others = 0;
  for (const auto& [name, share] : contract.payers) {
    if (name != contract.odd_pennies_to) {
      const Ratio exact = result.total * share;
      const Integer whole = numerator(exact) / denominator(exact);  // toward zero
      result.payers[name] = Ratio(whole);
      others += Ratio(whole);
    }
  }
  result.payers[contract.odd_pennies_to] = result.total - others;
}

void settle_lines(Settling& s) {
  Ratio sum = 0;
  for (const Line& line : s.contract.lines) {
    LineResult result = settle_line(s, line);
    if (result.settled) {
      result.bounded = bounded(s, result.gross, line.name);
    }
    result.due = result.bounded.empty() ? result.gross : result.bounded.back();
    if (s.contract.round_each_line) {
      result.due = rounded(s.contract, result.due);
    }
    sum += result.due;
    s.result.lines[line.name] = result;
  }
  s.result.bounded = bounded(s, sum, "total");
  const Ratio total = s.result.bounded.empty() ? sum : s.result.bounded.back();
  s.result.total = s.contract.round_each_line ? total : rounded(s.contract, total);
}

}  // namespace

Result settle(const Contract& contract,
              const CaseData& data,
              const Period& period,
              const std::vector<Result>& before,
              const Result* prime) {
  Settling s{contract, data, period, before, prime};
  try {
    settle_lines(s);
    split(contract, s.result);
  } catch (const Refusal& refusal) {
    s.result = {};
    s.result.refused = refusal.why;
    s.result.reason = refusal.reason;
  }
  s.result.period = period;
  return s.result;
}

}  // namespace outturn::naive
