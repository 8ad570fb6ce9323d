#include "support/naive.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace outturn::naive {
namespace {

// Thrown where nothing can be settled; caught in settle().
struct Refusal {
  std::string why;
};

// --- the calendar ---

struct Civil {
  int year;
  int month;
  int day;
};

Civil civil_of(const Day& day) {
  return {std::stoi(day.substr(0, 4)), std::stoi(day.substr(5, 2)), std::stoi(day.substr(8, 2))};
}

Day day_of(const Civil& civil) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return text;
}

int days_in(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1];
}

Civil next(Civil civil) {
  if (++civil.day > days_in(civil.year, civil.month)) {
    civil.day = 1;
    if (++civil.month > 12) {
      civil.month = 1;
      ++civil.year;
    }
  }
  return civil;
}

}  // namespace

Day add_days(Day day, int days) {
  Civil civil = civil_of(day);
  for (int i = 0; i < days; ++i) {
    civil = next(civil);
  }
  return day_of(civil);
}

Day add_months(const Day& day, int months, bool clamp) {
  Civil civil = civil_of(day);
  for (int i = 0; i < months; ++i) {
    civil.year += civil.month == 12 ? 1 : 0;
    civil.month = civil.month == 12 ? 1 : civil.month + 1;
  }
  const int last = days_in(civil.year, civil.month);
  if (civil.day > last) {
    civil.day = last;
    return day_of(clamp ? civil : next(civil));
  }
  return day_of(civil);
}

namespace {

// --- counting ---

struct Person {
  Ratio weight = 1;
  Ratio reoffences = 0;
  Ratio harm = 0;
  int grade = 0;  // none, less, as, more serious
  bool scored = false;
  Ratio score = 0;
};

// The first day that is too late for something `length` long.
Day too_late(const Contract& contract, const Day& index, int length) {
  const Day end =
      contract.in_months ? add_months(index, length, contract.clamp) : add_days(index, length);
  return contract.anniversary ? add_days(end, 1) : end;
}

// The first days that are too late for an offence and for its proof.
struct Limits {
  Day offence;
  Day proof;
};

Limits limits_of(const Contract& contract, const Day& index) {
  return {too_late(contract, index, contract.follow_up),
          too_late(contract, index, contract.follow_up + contract.waiting)};
}

bool counts(const Contract& contract,
            const ListedEvent& event,
            const Day& index,
            const Limits& limits) {
  const std::string outcome = event.attributes.at("outcome");
  const bool in_time = event.offence_date >= index && event.offence_date < limits.offence;
  const bool proven = !event.proven_date.empty() && event.proven_date < limits.proof;
  const bool kind = outcome == "conviction" || (outcome == "caution" && contract.cautions_count);
  const bool breach = event.attributes.at("breach") == "yes" && !contract.breaches_count;
  return in_time && proven && kind && !breach;
}

Weight weight_of(const Contract& contract, const ListedStart& start, const Day& period_first) {
  const Day day = contract.weights_by_index_date ? start.index_date : period_first;
  Weight found;
  for (const Edition& edition : contract.editions) {
    if (edition.from <= day) {
      found = edition.by_age.at(start.attributes.at("age"));
    }
  }
  return found;
}

Person judged(const Contract& contract,
              const ListedStart& start,
              const std::vector<ListedEvent>& events,
              const Day& period_first) {
  Person person;
  person.weight = weight_of(contract, start, period_first).weight;
  person.scored = start.score.has_value();
  person.score = Ratio(start.score.value_or(0), 1'000'000);
  const Limits limits = limits_of(contract, start.index_date);
  int worst = 0;
  for (const ListedEvent& event : events) {
    if (event.person == start.person && counts(contract, event, start.index_date, limits)) {
      const OffenceClass& offence = contract.classes.at(event.attributes.at("severity_class"));
      person.reoffences += 1;
      person.harm += offence.weight;
      worst = std::max(worst, offence.rank);
    }
  }
  const int index_rank = contract.classes.at(start.attributes.at("index_class")).rank;
  if (person.reoffences > 0) {
    person.grade = worst < index_rank ? 1 : (worst == index_rank ? 2 : 3);
  }
  return person;
}

// The start that comes to count, of those of one person that are eligible; each, if each counts.
std::vector<ListedStart> chosen(const Contract& contract, std::vector<ListedStart> starts) {
  std::sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
    return a.index_date < b.index_date;
  });
  if (starts.empty() || contract.starts_per_person == "each") {
    return starts;
  }
  return {contract.starts_per_person == "first" ? starts.front() : starts.back()};
}

// The stretch in which one start a person counts: all days alike, or a quarter or year of them.
std::string stretch_of(const Contract& contract, const Day& day, bool one_in_each_period) {
  if (!one_in_each_period) {
    return "";
  }
  const int month = std::stoi(day.substr(5, 2));
  return day.substr(0, 4) + (contract.every == "quarter" ? std::to_string((month - 1) / 3) : "");
}

std::vector<Person> cohort(const Contract& contract,
                           const std::vector<ListedStart>& starts,
                           const std::vector<ListedEvent>& events,
                           const std::pair<Day, Day>& days,
                           const Day& period_first,
                           bool one_in_each_period = false) {
  std::map<std::pair<std::string, std::string>, std::vector<ListedStart>> eligible;
  for (const ListedStart& start : starts) {
    const bool within = days.first <= start.index_date && start.index_date <= days.second;
    if (start.provider == "C01" && within && start.attributes.at("disposal") != "nps") {
      eligible[{start.person, stretch_of(contract, start.index_date, one_in_each_period)}]
          .push_back(start);
    }
  }
  std::vector<Person> people;
  for (const auto& [name, theirs] : eligible) {
    for (const ListedStart& start : chosen(contract, theirs)) {
      if (start.attributes.at("matched") == "yes") {
        people.push_back(judged(contract, start, events, period_first));
      }
    }
  }
  return people;
}

// --- rates ---

struct Rate {
  Ratio value;
  Ratio per;  // what it is per: people or reoffenders, weighted if the measure is
};

Rate rate_of(const Measure& measure, const std::vector<Person>& people) {
  const bool per_reoffender = measure.kind.find("per reoffender") != std::string::npos;
  Ratio top = 0;
  Ratio bottom = 0;
  for (const Person& person : people) {
    const Ratio weight = measure.weighted ? person.weight : Ratio(1);
    const bool reoffended = person.reoffences > 0;
    bottom += per_reoffender && !reoffended ? Ratio(0) : weight;
    if (measure.kind == "binary rate") {
      top += reoffended ? weight : Ratio(0);
    } else if (measure.kind == "graded rate") {
      top += person.grade == 0
                 ? Ratio(0)
                 : Ratio(weight * measure.grades.at(static_cast<std::size_t>(person.grade - 1)));
    } else {
      top += weight * (measure.kind.starts_with("severity") ? person.harm : person.reoffences);
    }
  }
  if (bottom == 0) {
    throw Refusal{"nobody to divide by"};
  }
  const bool hundredfold = measure.kind.find("per 100") != std::string::npos;
  return {top / bottom * (hundredfold ? 100 : 1), bottom};
}

bool has_anybody(const Measure& measure, const std::vector<Person>& people) {
  try {
    rate_of(measure, people);
    return true;
  } catch (const Refusal&) {
    return false;
  }
}

Ratio mean_score(const std::vector<Person>& people) {
  Ratio sum = 0;
  for (const Person& person : people) {
    if (!person.scored) {
      throw Refusal{"somebody has no score"};
    }
    sum += person.score;
  }
  return sum / Ratio(static_cast<std::int64_t>(people.size()));
}

// --- one settlement ---

class Settling {
 public:
  Settling(const Contract& contract,
           const std::vector<ListedStart>& starts,
           const std::vector<ListedEvent>& events,
           Day first,
           Day last,
           const std::vector<Result>& before)
      : contract_(contract),
        starts_(starts),
        events_(events),
        first_(std::move(first)),
        last_(std::move(last)),
        before_(before),
        people_(naive::cohort(contract, starts, events, {first_, last_}, first_)) {}

  Result run() {
    Ratio sum = 0;
    result_.first = first_;
    for (const Line& line : contract_.lines) {
      const Ratio due = bounded(due_of(line), line.name);
      result_.dues[line.name] = contract_.round_each_line ? rounded(due) : due;
      sum += result_.dues[line.name];
    }
    sum = bounded(sum, "total");
    result_.total = contract_.round_each_line ? sum : rounded(sum);
    split();
    return result_;
  }

 private:
  Ratio in_force(const DatedValues& values) const {
    const Day& day = contract_.rules_as_of_last_day ? last_ : first_;
    Ratio found = -1;
    for (const auto& [from, value] : values) {
      if (from <= day) {
        found = value;
      }
    }
    return found;
  }

  const Measure& measure_of(const Line& line) const {
    return *std::find_if(contract_.measures.begin(),
                         contract_.measures.end(),
                         [&](const Measure& m) { return m.name == line.measure; });
  }

  struct Compared {
    Rate actual;
    Ratio baseline;
    Ratio people_behind;
    Ratio difference;  // baseline less actual
    Ratio effect;      // in the line's unit; positive is a fall
  };

  std::vector<Person> baseline_people(const Line& line) const {
    return naive::cohort(
        contract_, starts_, events_, {line.from, line.until}, first_, line.one_in_each_period);
  }

  bool lacks_anybody(const Line& line) const {
    const Measure& measure = measure_of(line);
    return !has_anybody(measure, people_) ||
           (line.cohort_baseline && !has_anybody(measure, baseline_people(line)));
  }

  Compared compare(const Line& line) {
    const Measure& measure = measure_of(line);
    Compared c{rate_of(measure, people_), 0, 0, 0, 0};
    std::vector<Person> before;
    if (line.cohort_baseline) {
      before = baseline_people(line);
      c.baseline = rate_of(measure, before).value;
      c.people_behind = Ratio(static_cast<std::int64_t>(before.size()));
    } else {
      c.baseline = in_force(line.fixed);
      c.people_behind = Ratio(line.people_behind);
    }
    if (line.adjusted) {
      const Ratio was = line.cohort_baseline ? mean_score(before) : line.baseline_score;
      c.baseline += mean_score(people_) - was;
      if (c.baseline <= 0 || c.baseline >= 1) {
        throw Refusal{"the adjusted baseline is no rate"};
      }
    }
    c.difference = c.baseline - c.actual.value;
    c.effect = effect(line, c);
    return c;
  }

  static Ratio effect(const Line& line, const Compared& c) {
    if (line.effect_in == "points") {
      return c.difference * 100;
    }
    if (line.effect_in != "percent") {
      return c.difference;
    }
    if (c.baseline == 0) {
      throw Refusal{"per cent of a baseline of nothing"};
    }
    return c.difference / c.baseline * 100;
  }

  Ratio variance(const Condition& condition, const Compared& c) const {
    const Ratio n = Ratio(static_cast<std::int64_t>(people_.size()));
    const Ratio p = c.actual.value;
    const Ratio p0 = c.baseline;
    if (condition.test == "one-sample z") {
      return p0 * (1 - p0) / n;
    }
    if (condition.test == "two-sample z") {
      return p * (1 - p) / n + p0 * (1 - p0) / c.people_behind;
    }
    const Ratio pool = (p * n + p0 * c.people_behind) / (n + c.people_behind);
    return pool * (1 - pool) * (1 / n + 1 / c.people_behind);
  }

  bool significant(const Condition& condition, const Compared& c) const {
    const Ratio limit = condition.number * condition.number * variance(condition, c);
    if (limit == 0) {
      throw Refusal{"nothing varies"};
    }
    const Ratio square = c.difference * c.difference;
    return condition.at_least ? square >= limit : square > limit;
  }

  bool holds(const Condition& condition, const Compared& c) const {
    const std::string& key = condition.key;
    const Ratio& number = condition.number;
    if (key == "reduction_at_least") {
      return c.effect >= number;
    }
    if (key == "reduction_more_than") {
      return c.effect > number;
    }
    if (key == "increase_at_least") {
      return -c.effect >= number;
    }
    if (key == "increase_more_than") {
      return -c.effect > number;
    }
    if (key == "rate_at_most") {
      return c.actual.value <= number;
    }
    if (key == "rate_below") {
      return c.actual.value < number;
    }
    if (key == "rate_at_least") {
      return c.actual.value >= number;
    }
    if (key == "rate_above") {
      return c.actual.value > number;
    }
    if (key == "people_at_least") {
      return Ratio(static_cast<std::int64_t>(people_.size())) >= number;
    }
    if (key == "hurdle") {
      return result_.verdicts.at(condition.line) == condition.verdict;
    }
    return significant(condition, c);
  }

  bool all_hold(const std::vector<Condition>& conditions, const Compared& c) const {
    bool all = !conditions.empty();
    for (const Condition& condition : conditions) {
      const bool one = holds(condition, c);
      all = all && one;
    }
    return all;
  }

  Ratio due_of(const Line& line) {
    if (line.nothing_if_nobody && lacks_anybody(line)) {
      result_.verdicts[line.name] = "neither";
      return 0;
    }
    if (!line.compared) {
      result_.rates[line.measure] = rate_of(measure_of(line), people_).value;
      return paid(line.always, line, {}, false);
    }
    const Compared c = compare(line);
    result_.rates[line.measure] = c.actual.value;
    const bool reduction = all_hold(line.reduction, c);
    const bool increase = all_hold(line.increase, c);
    if (reduction && increase) {
      throw Refusal{"both a reduction and an increase"};
    }
    if ((reduction && c.effect < 0) || (increase && c.effect > 0)) {
      throw Refusal{"the effect contradicts the verdict"};
    }
    result_.verdicts[line.name] = reduction ? "reduction" : (increase ? "increase" : "neither");
    return paid(reduction ? line.on_reduction : (increase ? line.on_increase : line.on_neither),
                line,
                c,
                increase);
  }

  // --- prices ---

  Ratio paid(const Consequence& consequence,
             const Line& line,
             const Compared& c,
             bool worse) const {
    return consequence.sign == 0
               ? Ratio(0)
               : Ratio(consequence.sign * price_of(consequence.price, line, c, worse));
  }

  Ratio price_of(const Price& price, const Line& line, const Compared& c, bool worse) const {
    const int direction = worse ? -1 : 1;
    if (price.key == "amount") {
      return in_force(price.pence);
    }
    if (price.key == "share") {
      return price.share * in_force(price.pence);
    }
    if (price.key == "per_person_by_outcome") {
      return by_outcome(price);
    }
    if (price.key == "bands") {
      return banded(price, direction * c.effect);
    }
    if (price.key == "per_point") {
      return in_force(price.pence) * direction * c.difference * 100;
    }
    if (price.key == "per_percent") {
      return in_force(price.pence) * direction * c.effect;
    }
    const bool hundredfold = measure_of(line).kind.find("per 100") != std::string::npos;
    return in_force(price.pence) * direction * c.difference * c.actual.per /
           (hundredfold ? 100 : 1);
  }

  Ratio by_outcome(const Price& price) const {
    Ratio sum = 0;
    for (const Person& person : people_) {
      sum += price.by_outcome.at(static_cast<std::size_t>(person.grade));
    }
    return sum;
  }

  static Ratio banded(const Price& price, const Ratio& effect) {
    Ratio pays = price.rows.front().pence * (price.rows.front().per_unit ? effect : Ratio(1));
    if (price.mode == "slab") {
      for (const Row& row : price.rows) {
        const bool reached = price.edge_at_least ? effect >= row.from : effect > row.from;
        if (reached) {
          pays = row.pence * (row.per_unit ? effect : Ratio(1));
        }
      }
      return pays;
    }
    return price.mode == "marginal" ? marginal(price, effect) : interpolated(price, effect);
  }

  static Ratio marginal(const Price& price, const Ratio& effect) {
    Ratio pays = 0;
    for (std::size_t i = 0; i < price.rows.size(); ++i) {
      const bool last = i + 1 == price.rows.size();
      const Ratio end = last || effect < price.rows[i + 1].from ? effect : price.rows[i + 1].from;
      pays += end > price.rows[i].from ? Ratio((end - price.rows[i].from) * price.rows[i].pence)
                                       : Ratio(0);
    }
    return pays;
  }

  static Ratio interpolated(const Price& price, const Ratio& effect) {
    if (effect <= 0) {
      return price.rows.front().pence;
    }
    for (std::size_t i = 0; i + 1 < price.rows.size(); ++i) {
      const Row& a = price.rows[i];
      const Row& b = price.rows[i + 1];
      if (a.from <= effect && effect <= b.from) {
        return (a.pence * (b.from - effect) + b.pence * (effect - a.from)) / (b.from - a.from);
      }
    }
    return price.rows.back().pence;
  }

  // --- the end ---

  // The calendar year in which the contract's year of a day begins.
  int year_of(const Day& day) const {
    const int month = std::stoi(day.substr(5, 2));
    return std::stoi(day.substr(0, 4)) - (month < contract_.year_starts ? 1 : 0);
  }

  Ratio bounded(Ratio pence, const std::string& on) const {
    for (const Bound& bound : contract_.bounds) {
      if (bound.on != on) {
        continue;
      }
      Ratio left = bound.pence;
      for (const Result& earlier : before_) {
        const bool counts = bound.over == "term" ||
                            (bound.over == "year" && year_of(earlier.first) == year_of(first_));
        left -= counts ? (on == "total" ? earlier.total : earlier.dues.at(on)) : Ratio(0);
      }
      if (bound.cap && left < 0) {
        left = 0;
      }
      if (bound.cap ? pence > left : pence < left) {
        pence = left;
      }
    }
    return pence;
  }

  Ratio rounded(const Ratio& pence) const {
    const Ratio steps = pence / Ratio(contract_.step);
    const Ratio size = steps < 0 ? Ratio(-steps) : steps;
    const Integer whole = numerator(size) / denominator(size);
    const Ratio rest = size - Ratio(whole);
    const bool tie = rest == Ratio(1, 2);
    bool up = rest > Ratio(1, 2);
    if (contract_.how == "toward zero") {
      up = false;
    } else if (contract_.how == "away from zero") {
      up = rest > 0;
    } else if (tie) {
      up = contract_.how == "half away from zero" ||
           (contract_.how == "half to even" && whole % 2 == 1);
    }
    const Ratio kept = (Ratio(whole) + (up ? 1 : 0)) * Ratio(contract_.step);
    return steps < 0 ? Ratio(-kept) : kept;
  }

  void split() {
    Ratio others = 0;
    for (const auto& [name, share] : contract_.payers) {
      if (name != contract_.odd_pennies_to) {
        const Ratio exact = result_.total * share;
        const Integer whole = numerator(exact) / denominator(exact);  // toward zero
        result_.payers[name] = Ratio(whole);
        others += Ratio(whole);
      }
    }
    result_.payers[contract_.odd_pennies_to] = result_.total - others;
  }

  const Contract& contract_;
  const std::vector<ListedStart>& starts_;
  const std::vector<ListedEvent>& events_;
  Day first_;
  Day last_;
  const std::vector<Result>& before_;
  std::vector<Person> people_;
  Result result_;
};

}  // namespace

Result settle(const Contract& contract,
              const std::vector<ListedStart>& starts,
              const std::vector<ListedEvent>& events,
              const Day& first,
              const Day& last,
              const std::vector<Result>& before) {
  try {
    return Settling(contract, starts, events, first, last, before).run();
  } catch (const Refusal& refusal) {
    Result result;
    result.refused = refusal.why;
    return result;
  }
}

}  // namespace outturn::naive
