// The people and providers of a store, by the names the source uses.
#pragma once

#include "store/sqlite.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace outturn::store {

// People get ascending numbers in the order in which they are added.
class People {
 public:
  explicit People(const Connection& connection);

  // The number of a person, or 0 when the person isn't in the store. The pseudonym's bytes must
  // outlive the object.
  std::int64_t find(std::string_view pseudonym);

  // find(), and where that gives 0 the person is added.
  std::int64_t find_or_add(std::string_view pseudonym);

  // Whether the person was in the store before this import.
  bool was_stored(std::int64_t number) const { return number <= last_stored_; }

 private:
  Statement lookup_;
  Statement insert_;
  std::int64_t last_stored_;
  std::int64_t last_;
  std::unordered_map<std::string_view, std::int64_t> numbers_;
};

// Providers get ascending numbers from 1; the empty code is nobody, number 0.
class Providers {
 public:
  explicit Providers(const Connection& connection);

  std::int64_t find_or_add(const std::string& code);

  // Whether the provider was in the store before this import.
  bool was_stored(std::int64_t number) const { return number <= last_stored_; }

 private:
  std::unordered_map<std::string, std::int64_t> numbers_;
  std::int64_t last_stored_;
  Statement insert_;
};

}  // namespace outturn::store
