// A contract that measures everything, and short ways to say who is measured by it.
#pragma once

#include "measure/measure.h"
#include "support/people.h"
#include "support/rule_texts.h"

#include <string>
#include <utility>
#include <vector>

namespace outturn {

// Eligible: disposal custody or community, sex given as f or m. Measurable: matched yes. 12 months
// and 6, last day of the month, convictions and cautions. Weights by age; classes petty < theft <
// assault = robbery < murder; broken down by area and complexity band. Each edit is made of its
// text.
Contract sample_contract(const std::vector<Edit>& edits = {});

// Attributes of somebody who is counted, with `changes` made; an empty value takes one away.
AttributeMap in_scope(const AttributeMap& changes = {});

// Attributes of a conviction for theft, with `changes` made.
AttributeMap conviction(const AttributeMap& changes = {});

// Everybody of provider C01 who starts in 2015, weights by its first day.
MeasuredCohort measure_2015(const Contract& contract,
                            const std::vector<ListedStart>& starts,
                            const std::vector<ListedEvent>& events = {});

// What measuring is refused with, or "measured".
std::string refusal_of(const Contract& contract,
                       const std::vector<ListedStart>& starts,
                       const std::vector<ListedEvent>& events = {});

// The classes that aren't empty: "counted 2, breach 1".
std::string starts_of(const MeasuredCohort& cohort);
std::string events_of(const MeasuredCohort& cohort);

}  // namespace outturn
