#include "settle/units.h"

#include "rules/kinds.h"

namespace outturn {

Unit unit_of(EffectUnit unit) {
  switch (unit) {
    case EffectUnit::points:
      return Unit::points;
    case EffectUnit::percent:
      return Unit::percent;
    case EffectUnit::events:
      return Unit::events;
    case EffectUnit::severity:
      return Unit::severity;
    case EffectUnit::cases:
      return Unit::cases;
    case EffectUnit::days:
      return Unit::days;
    case EffectUnit::money:
      return Unit::amount;
  }
  throw Defect("unknown effect unit");
}

Unit unit_of(MeasureKind kind) {
  return is_rate(kind) ? Unit::rate : unit_of(facts_of(kind).own_unit);
}

}  // namespace outturn
