// What the parts of the second opinion share while one period is settled. Private to it.
#pragma once

#include "support/naive_people.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn::naive {

// Thrown where nothing can be settled; caught in settle().
struct Refusal {
  std::string why;
  std::string reason;
};

struct Settling {
  const Contract& contract;
  const CaseData& data;
  const Period& period;
  const std::vector<Result>& before;
  const Result* prime;
  std::map<std::string, std::vector<Person>> cohorts{};  // counted already, by their days
  Result result{};
};

// The value on the day by which rules are looked up; the value on any day.
Ratio in_force(const Settling& s, const DatedValues& values);
Ratio value_on(const DatedValues& values, const Day& day);

// Whether something that is settled in the "first period", say, is settled in this one.
bool is_in(const Settling& s, const std::string& settled);

// The earlier results of the stretch so far: of no period, the "year" or the "term".
std::vector<const Result*> earlier_over(const Settling& s, const std::string& over);
// The periods of the stretch, earlier and later ones.
std::vector<Period> periods_over(const Settling& s, const std::string& over);

// What a line was due in earlier periods of a stretch.
Ratio due_before(const Settling& s, const std::string& line, const std::string& over);

const std::vector<Person>& people_now(Settling& s);
const std::vector<Person>& people_before(Settling& s, const Baseline& baseline);
Figure figure_named(const Settling& s, const std::string& name);

// The value of a measure in this period; nothing when there is nobody to divide by.
std::optional<Rate> rate_now(Settling& s, const Measure& measure);

// What a line compares; only what it has.
struct Compared {
  std::optional<Rate> actual{};
  std::optional<Ratio> baseline{};
  std::optional<Ratio> people_behind{};
  std::optional<Ratio> difference{};  // baseline less actual
  Ratio reduction = 0;                // in the unit of the effect
};
// Nothing when there is nobody to compare.
std::optional<Compared> compare(Settling& s, const Line& line);

// Whether each of the conditions holds.
std::vector<bool> holding(Settling& s,
                          const std::vector<Condition>& conditions,
                          const Compared& compared);

// What a price reads: of a compared line the comparison, of a plain one its measure, if any.
struct Priced {
  const Line& line;
  const Compared* compared;
  std::optional<Rate> measure;
};
// What a consequence comes to; minus for a deduction.
Ratio amount_of(Settling& s, const Consequence& consequence, const Priced& priced);

// Between the rows of a table; `value` in the unit of its rows.
Ratio banded(const Price& price, const Ratio& value);

}  // namespace outturn::naive
