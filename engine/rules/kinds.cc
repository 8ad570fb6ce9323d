#include "rules/kinds.h"

#include "value/problem.h"

#include <array>

namespace outturn {
namespace {

using Kind = MeasureKind;
using Per = PerUnitPrice::Unit;

constexpr std::array kFacts = {
    KindFacts{
        Kind::binary_rate, "binary rate", EffectUnit::points, Per::person, Average::per_person},
    KindFacts{Kind::frequency_per_reoffender,
              "frequency per reoffender",
              EffectUnit::events,
              Per::event,
              Average::per_reoffender},
    KindFacts{Kind::frequency_per_100_people,
              "frequency per 100 people",
              EffectUnit::events,
              Per::event,
              Average::per_100_people},
    KindFacts{Kind::severity_per_reoffender,
              "severity per reoffender",
              EffectUnit::severity,
              Per::severity,
              Average::per_reoffender},
    KindFacts{Kind::severity_per_100_people,
              "severity per 100 people",
              EffectUnit::severity,
              Per::severity,
              Average::per_100_people},
    KindFacts{
        Kind::graded_rate, "graded rate", EffectUnit::points, Per::point, Average::per_person},
    KindFacts{Kind::share, "share", EffectUnit::points, Per::point, Average::of_nothing},
    KindFacts{Kind::cases, "cases", EffectUnit::cases, Per::one_case, Average::of_nothing},
    KindFacts{Kind::days, "days", EffectUnit::days, Per::day, Average::of_nothing},
    KindFacts{Kind::cost, "cost", EffectUnit::money, Per::money, Average::of_nothing},
};

}  // namespace

std::span<const KindFacts> all_kinds() {
  return kFacts;
}

const KindFacts& facts_of(MeasureKind kind) {
  return kFacts.at(static_cast<std::size_t>(kind));
}

bool is_rate(MeasureKind kind) {
  return facts_of(kind).own_unit == EffectUnit::points;
}

bool is_frequency(MeasureKind kind) {
  return facts_of(kind).own_unit == EffectUnit::events;
}

bool is_severity(MeasureKind kind) {
  return facts_of(kind).own_unit == EffectUnit::severity;
}

std::string_view word_of(EffectUnit unit) {
  switch (unit) {
    case EffectUnit::points:
      return "points";
    case EffectUnit::percent:
      return "%";
    case EffectUnit::events:
      return "events";
    case EffectUnit::severity:
      return "severity";
    case EffectUnit::cases:
      return "cases";
    case EffectUnit::days:
      return "days";
    case EffectUnit::money:
      return "money";
  }
  throw Defect("unknown effect unit");
}

}  // namespace outturn
