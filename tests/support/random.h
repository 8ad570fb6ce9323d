// Random values for property tests: the same sequence on every run and every machine.
#pragma once

#include "value/date.h"
#include "value/ratio.h"

#include <cstdint>
#include <string>
#include <vector>

namespace outturn {

// splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). Not
// <random>: its distributions differ from one library to the next.
class Random {
 public:
  explicit Random(std::uint64_t seed = 20110401) : seed_(seed), state_(seed) {}

  // For messages: what to construct with to see a failure again.
  std::uint64_t seed() const { return seed_; }

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  // From `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    const std::uint64_t span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + next() % (span + 1));
  }

  // Of either sign; small denominators often, so that ties and whole numbers occur.
  Ratio ratio() {
    const std::int64_t bottom = between(0, 1) == 0 ? between(1, 4) : between(1, 1'000'000);
    return Ratio(Integer(between(-1'000'000'000, 1'000'000'000)), Integer(bottom));
  }

  // A day of 1900..2199.
  Date date() { return Date::of_days(static_cast<std::int32_t>(between(-25567, 84005))); }

 private:
  std::uint64_t seed_;
  std::uint64_t state_;
};

// One of several values, each as likely.
template <typename T>
T pick(Random& random, const std::vector<T>& values) {
  return values.at(
      static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(values.size()) - 1)));
}

inline bool chance(Random& random, int in_a_hundred) {
  return random.between(1, 100) <= in_a_hundred;
}

// "2015-03-01", from `first` to `days` later.
inline std::string day_between(Random& random, const std::string& first, int days) {
  return to_string(parse_date(first).value() + static_cast<std::int32_t>(random.between(0, days)));
}

}  // namespace outturn
