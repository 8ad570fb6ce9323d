// Rule values that change over time. No other code compares the days on which rules take effect.
#pragma once

#include "value/date.h"
#include "value/problem.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outturn {

// Where a rule stands: the file and line of the text, and the clause of the contract it cites.
struct Source {
  Place place;
  std::string clause;  // may be empty
};

// One value from its first day on.
template <typename T>
struct DatedValue {
  Date from;
  T value;
  Source source;
};

// A value with its history, in order of first days, up to the day after which it no longer holds.
template <typename T>
class Dated {
 public:
  Dated() = default;

  // `values` in strictly rising order of `from` (the reader checks it); `until` is included,
  // and nothing means that the last value holds on.
  Dated(std::vector<DatedValue<T>> values, std::optional<Date> until)
      : values_(std::move(values)), until_(until) {}

  // The value in force on `day`. Throws InputError(not_covered), at the place of the first value,
  // when the day lies before that value or after `until`: a rule value is never guessed.
  const DatedValue<T>& at(Date day) const {
    const DatedValue<T>* found = nullptr;
    for (const DatedValue<T>& value : values_) {
      if (value.from <= day) {
        found = &value;
      }
    }
    if (found == nullptr) {
      refuse(day, "add a value whose from date is on or before that day");
    }
    if (until_ && *until_ < day) {
      refuse(day, "the last value holds until " + to_string(*until_));
    }
    return *found;
  }

  const std::vector<DatedValue<T>>& values() const { return values_; }
  const std::optional<Date>& until() const { return until_; }

 private:
  [[noreturn]] void refuse(Date day, std::string advice) const {
    throw InputError(values_.empty() ? Place{} : values_.front().source.place,
                     Reason::not_covered,
                     "no value is stated for " + to_string(day),
                     std::move(advice));
  }

  std::vector<DatedValue<T>> values_;
  std::optional<Date> until_;
};

}  // namespace outturn
