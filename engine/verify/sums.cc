#include "verify/sums.h"

#include "value/problem.h"

#include <algorithm>

namespace outturn::verify {
namespace {

Ratio product(const Rows& row, std::string_view columns) {
  Ratio value = 1;
  while (!columns.empty()) {
    const std::size_t star = std::min(columns.find('*'), columns.size());
    value *= row.number(columns.substr(0, star));
    columns.remove_prefix(std::min(star + 1, columns.size()));
  }
  return value;
}

}  // namespace

void Sums::add(const Rows& row) {
  if (!row.is_counted()) {
    return;
  }
  std::vector<Ratio>& sums = sums_[{std::string(row[Column::cohort]),
                                    std::string(row[Column::grade]),
                                    std::string(row.pattern())}];
  sums.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    sums[i] += product(row, columns_[i]);
  }
}

Ratio Sums::sum(const SumAsked& asked) const {
  const auto column = std::find(columns_.begin(), columns_.end(), asked.sum_of);
  if (column == columns_.end()) {
    throw Defect("a sum that wasn't asked for before");
  }
  const auto at = static_cast<std::size_t>(column - columns_.begin());
  Ratio sum = 0;
  for (auto kind = sums_.lower_bound({asked.cohort, "", ""}); kind != sums_.end(); ++kind) {
    const auto& [cohort, grade, pattern] = kind->first;
    if (cohort != asked.cohort) {
      break;
    }
    const bool meant =
        (!asked.grade || *asked.grade == grade) && (!asked.pattern || *asked.pattern == pattern);
    sum += meant ? kind->second[at] : Ratio(0);
  }
  return sum;
}

}  // namespace outturn::verify
