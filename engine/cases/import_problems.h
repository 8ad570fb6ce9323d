// The bad rows of an import: all counted, the first hundred kept in full.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace outturn {

// Collects what is wrong with rows, in bounded memory however many there are.
class ImportProblems {
 public:
  static constexpr std::size_t kMostKept = 100;

  void add(Place place, Reason reason, std::string message, std::string advice = {});
  std::size_t size() const { return added_; }

  // Throws InputError with the problems kept, sorted by place; the last one's advice ends with how
  // many more there were: "... and 1,234 more: 1,200 bad_date, 34 missing_value". Does nothing when
  // there is none.
  void throw_if_any() const;

 private:
  std::string summary() const;

  std::size_t added_ = 0;
  std::vector<Problem> kept_;
  std::map<Reason, std::size_t> more_;
};

}  // namespace outturn
