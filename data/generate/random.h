// Draws that are the same on every machine: the distributions of <random> are not.
#pragma once

#include "value/problem.h"

#include <array>
#include <cstdint>

namespace outturn {

// A stream of random numbers: xoshiro256**, its state filled by splitmix64. Both are by Sebastiano
// Vigna and David Blackman, public domain, https://prng.di.unimi.it.
class Random {
 public:
  // Each (seed, stream) is a sequence of its own, so that a person's draws don't depend on how many
  // draws the people before took.
  Random(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t mixed = splitmix(seed);
    mixed ^= stream;
    for (std::uint64_t& word : state_) {
      word = splitmix(mixed);
    }
  }

  // Starts from a given state, which must not be all zero.
  explicit Random(const std::array<std::uint64_t, 4>& state) : state_(state) {}

  std::uint64_t next() {
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  // One of 0..count-1, each exactly as likely: draws that would favour some are drawn again
  // (Lemire, "Fast random integer generation in an interval", 2019). Throws Defect for 0.
  std::uint32_t below(std::uint32_t count) {
    if (count == 0) {
      throw Defect("a draw from nothing");
    }
    const std::uint32_t uneven = (0U - count) % count;
    while (true) {
      const std::uint64_t product = (next() >> 32) * count;
      if (static_cast<std::uint32_t>(product) >= uneven) {
        return static_cast<std::uint32_t>(product >> 32);
      }
    }
  }

  // One of first..last, both included.
  int between(int first, int last) {
    return first + static_cast<int>(below(static_cast<std::uint32_t>(last - first + 1)));
  }

  // True `part` times in `whole`.
  bool chance(std::uint32_t part, std::uint32_t whole) { return below(whole) < part; }

  // A row of a table, as likely as its `weight` says. Throws Defect when every
  // weight is 0.
  template <typename Table>
  const auto& pick(const Table& table) {
    return pick(table, [](const auto& row) { return row.weight; });
  }

  template <typename Table, typename WeightOf>
  const auto& pick(const Table& table, WeightOf weight_of) {
    std::uint32_t total = 0;
    for (const auto& row : table) {
      total += weight_of(row);
    }
    std::uint32_t drawn = below(total);
    const auto* row = table.data();
    while (drawn >= weight_of(*row)) {
      drawn -= weight_of(*row);
      ++row;
    }
    return *row;
  }

 private:
  static constexpr std::uint64_t rotate(std::uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
  }

  static constexpr std::uint64_t splitmix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace outturn
