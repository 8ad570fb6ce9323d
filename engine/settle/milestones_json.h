// The milestones of a statement. Private to the settle room.
#pragma once

#include "measure/milestones.h"
#include "record/json.h"

namespace outturn {

// The field `milestones`: docs/statement.md.
Json json_of_milestones(const MeasuredMilestones& measured, const MilestonesRule& rule);

// Checks that people add up to patterns, and patterns to claims. Throws Defect naming what doesn't.
void check_milestone_ties(const MeasuredMilestones& measured);

}  // namespace outturn
