// What an invented person does after a start: reoffences that count, and everything near them that
// must not.
#pragma once

#include "generate/cohort.h"

#include <vector>

namespace outturn {

// One reoffence: committed within 12 months of the index date and proven within 18, by every
// reading of those months. Some lie on the last day that counts.
InventedEvent draw_reoffence(Random& random, const InventedStart& start, Date not_before);

// The day on which a person who reoffends begins to.
Date draw_onset(Random& random, Date index_date);

// Adds events that don't count: before the start, after the follow-up, proven too late, never
// proven, breaches of the order; each to a few in a hundred people.
void add_oddities(Random& random, const InventedStart& start, std::vector<InventedEvent>& events);

}  // namespace outturn
