// In what the quantities of measures and effects are counted.
#pragma once

#include "rules/lines.h"
#include "settle/workings.h"

namespace outturn {

// The unit of the value of such a measure, and of a line's effect.
Unit unit_of(MeasureKind kind);
Unit unit_of(EffectUnit unit);

}  // namespace outturn
