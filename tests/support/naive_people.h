// Who counts, and for what: cohorts and rates of the second opinion.
#pragma once

#include "support/naive.h"

#include <optional>
#include <vector>

namespace outturn::naive {

struct Person {
  Ratio weight = 1;
  Ratio reoffences = 0;
  Ratio harm = 0;
  int grade = 0;  // none, less, as, more serious
  bool scored = false;
  Ratio score = 0;
};

struct Rate {
  Ratio value;
  std::optional<Ratio> per{};     // what it is per: people or reoffenders, weighted if it is
  std::optional<Ratio> people{};  // each as one
};

// The people who start between two days and count. One start a person counts in all of these days,
// or in each period that lies in them; weights may go by the first day of the period settled.
std::vector<Person> cohort(const Contract& contract,
                           const CaseData& data,
                           const Day& first,
                           const Day& last,
                           const Day& period_first,
                           bool one_in_each_period);

// Nothing when there is nobody to divide by.
std::optional<Rate> rate_of(const Measure& measure, const std::vector<Person>& people);

// Nothing when somebody has no score.
std::optional<Ratio> mean_score(const std::vector<Person>& people);

}  // namespace outturn::naive
