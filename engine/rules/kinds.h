// What is true of each kind of measure and each unit of effect, in one table. Private to the
// engine.
#pragma once

#include "rules/lines.h"

#include <span>
#include <string_view>

namespace outturn {

// Of what a measure is an average. Those of nothing are only ever supplied, never measured here.
enum class Average { per_person, per_100_people, per_reoffender, of_nothing };

struct KindFacts {
  MeasureKind kind;
  std::string_view word;      // as contracts write it: "binary rate"
  EffectUnit own_unit;        // in which its falls are stated, besides per cent
  PerUnitPrice::Unit priced;  // what one more or less of it is
  Average average;

  bool per_person() const {
    return average == Average::per_person || average == Average::per_100_people;
  }
  bool per_hundred() const { return average == Average::per_100_people; }
  bool supplied_only() const { return average == Average::of_nothing; }
};

std::span<const KindFacts> all_kinds();
const KindFacts& facts_of(MeasureKind kind);

bool is_rate(MeasureKind kind);
bool is_frequency(MeasureKind kind);
bool is_severity(MeasureKind kind);

// The word of a unit in rule files: "points", "%", "events", "severity", "cases", "days", "money".
std::string_view word_of(EffectUnit unit);

}  // namespace outturn
