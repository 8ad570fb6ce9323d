// What is assumed of a contract that hasn't run. Private to the curve room.
#pragma once

#include "rules/contract.h"
#include "rules/kinds.h"

#include <algorithm>
#include <cstdint>

namespace outturn {

// What is assumed where nothing says otherwise. None of it decides a payment: it is where a curve
// is looked at, and printed with it.
inline constexpr int kPeople = 1000;
inline constexpr int kPeoplePerReoffender = 2;
inline constexpr int kReoffencesEach = 3;
inline constexpr std::int64_t kCases = 1'000;
inline constexpr std::int64_t kDays = 10'000;
inline constexpr std::int64_t kMinorUnits = 100'000'000;  // a million pounds

inline bool counts_reoffences(MeasureKind kind) {
  return is_frequency(kind) || is_severity(kind);
}

inline bool counts_reoffenders(MeasureKind kind) {
  return kind == MeasureKind::binary_rate || kind == MeasureKind::graded_rate;
}

// Whether some measure of such a kind is measured, and not supplied.
inline bool measures_any(const Contract& contract, bool (*belongs)(MeasureKind)) {
  return std::any_of(
      contract.measures.begin(), contract.measures.end(), [&](const MeasureRule& measure) {
        return !measure.figure && belongs(measure.kind);
      });
}

}  // namespace outturn
