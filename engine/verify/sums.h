// The sums that workings of op `evidence` rest on. For this room, and for those
// that ask what other rows would come to.
#pragma once

#include "value/ratio.h"
#include "verify/rows.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace outturn::verify {

// Which counted rows, and what of them: "weight*reoffended", or nothing for their number.
struct SumAsked {
  std::string cohort;
  std::optional<std::string> grade;
  std::optional<std::string> pattern;
  std::string sum_of;
};

// Adds rows up, once for all that will be asked.
class Sums {
 public:
  // `columns` are the products that will be asked for.
  explicit Sums(const std::set<std::string>& columns) : columns_(columns.begin(), columns.end()) {}

  // Throws InputError for a column that can't be added up, or a number that is none.
  void add(const Rows& row);

  Ratio sum(const SumAsked& asked) const;

 private:
  using Kind = std::tuple<std::string, std::string, std::string>;  // cohort, grade, pattern

  std::vector<std::string> columns_;
  std::map<Kind, std::vector<Ratio>> sums_;  // in the order of columns_
};

}  // namespace outturn::verify
