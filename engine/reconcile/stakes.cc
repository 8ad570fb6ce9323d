#include "reconcile/stakes.h"

#include "value/problem.h"
#include "verify/sums.h"

#include <algorithm>
#include <array>

namespace outturn::reconciling {
namespace {

constexpr std::array<std::string_view, 5> kNumbers = {
    "score", "weight", "reoffended", "reoffences", "severity"};
constexpr std::string_view kEvidence = "evidence";

// What a row adds to a sum: the product of the columns that it names.
Ratio product(const std::optional<RowNumbers>& row, const verify::SumAsked& asked) {
  if (!row || (asked.grade && *asked.grade != row->grade)) {
    return 0;
  }
  Ratio part = 1;
  std::string_view columns = asked.sum_of;
  while (!columns.empty()) {
    const std::size_t star = std::min(columns.find('*'), columns.size());
    part *= row->of.at(std::string(columns.substr(0, star)));
    columns.remove_prefix(std::min(star + 1, columns.size()));
  }
  return part;
}

bool is_decision(const verify::Working& working) {
  const std::string& unit = working.json.at("unit").text();
  return unit == "yes_no" || unit == "verdict";
}

}  // namespace

RowNumbers numbers_of(const verify::Rows& row) {
  RowNumbers numbers;
  for (const std::string_view column : kNumbers) {
    numbers.of.emplace(column, row.number(column));
  }
  numbers.grade = row[verify::Column::grade];
  return numbers;
}

RowNumbers with_offences(RowNumbers row, std::size_t offences) {
  row.of["reoffended"] = offences > 0 ? 1 : 0;
  row.of["reoffences"] = ratio_of(static_cast<std::int64_t>(offences));
  if (offences == 0) {
    row.of["severity"] = 0;
    row.grade = row.grade.empty() ? "" : "none";
  }
  return row;
}

Stakes::Stakes(const JsonField& statement, std::string cohort)
    : workings_(statement),
      cohort_(std::move(cohort)),
      total_(workings_.named(statement.at("total").at("working"))) {
  for (const verify::Working& working : workings_.list()) {
    if (working.operation->name == kEvidence) {
      const verify::SumAsked asked = verify::sum_asked(working.json);
      reads_severity_ |= asked.cohort == cohort_ &&
                         (asked.grade || asked.sum_of.find("severity") != std::string::npos);
    }
  }
}

Ratio Stakes::added(const verify::Working& working,
                    const std::vector<const Change*>& changes) const {
  const verify::SumAsked asked = verify::sum_asked(working.json);
  Ratio sum = 0;
  if (asked.cohort == cohort_ && !asked.pattern) {
    for (const Change* change : changes) {
      sum += product(change->then, asked) - product(change->now, asked);
    }
  }
  return sum;
}

Stake Stakes::of(const std::vector<const Change*>& changes) const {
  Stake stake;
  std::vector<Ratio> values;
  try {
    for (const verify::Working& working : workings_.list()) {
      Ratio value = working.value;
      if (working.operation->name == kEvidence) {
        value += added(working, changes);
      } else if (!working.of.empty()) {
        std::vector<Ratio> operands;
        for (const std::size_t operand : working.of) {
          operands.push_back(values[operand]);
        }
        value = verify::redone(*working.operation, operands, working.json);
      }
      stake.turns_a_condition |= is_decision(working) && value != working.value;
      values.push_back(std::move(value));
    }
  } catch (const InputError&) {
    stake.why_not = "its workings can't be redone with these records: nobody would be left";
    return stake;
  }
  stake.minor = values[total_] - workings_[total_].value;
  return stake;
}

}  // namespace outturn::reconciling
