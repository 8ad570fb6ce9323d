// The problems of an import. A file with the wrong columns can have a million: the first hundred
// are told, the others counted.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <map>
#include <string>

namespace outturn::store {

class Refusals {
 public:
  // `store` is the path named where the problems that aren't told are counted.
  explicit Refusals(std::string store) : store_(std::move(store)) {}

  void add(Place place, Reason reason, std::string message, std::string advice = {});

  // Throws InputError when there is a problem.
  void throw_if_any() const;

 private:
  static constexpr std::size_t kMostTold = 100;

  std::string store_;
  Problems told_;
  std::map<Reason, std::size_t> untold_;
};

}  // namespace outturn::store
