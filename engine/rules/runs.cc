#include "rules/runs.h"

namespace outturn {
namespace {

// The reader has seen to it that what a length of time needs is there.
Date add(Date date, const Delay& delay, const RunsRule& rule) {
  switch (delay.unit) {
    case Delay::Unit::days:
      return date + delay.length;
    case Delay::Unit::working_days:
      return add_working_days(date, delay.length, rule.holidays.value());
    case Delay::Unit::months:
      return add_months(date, delay.length, rule.month_end.value());
  }
  throw Defect("unknown unit of a delay");
}

Date day_after(const RunsRule& rule, const Delay& delay, const Period& period) {
  const bool from_last_day = rule.counted_from == RunsRule::CountedFrom::last_day;
  return add(from_last_day ? period.last : period.last + 1, delay, rule);
}

}  // namespace

Date first_day_of(const RunsRule& rule, const Run& run, const Period& period) {
  return day_after(rule, run.after, period);
}

std::optional<Date> closing_day_of(const RunsRule& rule, const Period& period) {
  return rule.closed ? std::optional(day_after(rule, rule.closed->value, period)) : std::nullopt;
}

RunOfDay run_of_day(const RunsRule& rule, const Period& period, Date day) {
  RunOfDay found{RunOfDay::State::too_early};
  for (const Run& run : rule.runs) {
    if (day < first_day_of(rule, run, period)) {
      return found;
    }
    found = {RunOfDay::State::open, &run};
  }
  const auto closing = closing_day_of(rule, period);
  return closing && *closing <= day ? RunOfDay{RunOfDay::State::closed} : found;
}

// A day of issue that counts is the first of the days: the last one then comes a day earlier.
std::optional<Date> last_day_to_dispute(const RunsRule& rule, Date issued) {
  if (!rule.disputes) {
    return std::nullopt;
  }
  const DisputesRule& disputes = *rule.disputes;
  const int earlier = disputes.day_of_issue_counts ? -1 : 0;
  if (disputes.within.unit == Delay::Unit::working_days) {
    return add(issued + earlier, disputes.within, rule);
  }
  const Date last = add(issued, disputes.within, rule) + earlier;
  return disputes.moves_to_working_day ? working_day_from(last, rule.holidays.value()) : last;
}

bool is_material(const RunsRule& rule, Money difference) {
  const Money zero;
  if (difference == zero || !rule.materiality) {
    return difference != zero;
  }
  using AppliesTo = MaterialityRule::AppliesTo;
  const MaterialityRule& materiality = *rule.materiality;
  const bool payment = difference > zero;
  const AppliesTo other = payment ? AppliesTo::repayments_only : AppliesTo::payments_only;
  if (materiality.applies_to == other) {
    return true;
  }
  const Money size = payment ? difference : -difference;
  return size > materiality.amount ||
         (materiality.reaching_is_enough && size == materiality.amount);
}

}  // namespace outturn
