// Reading the people of a case. Private to the trial room.
#pragma once

#include "trial/cases.h"
#include "yaml/document.h"

namespace outturn::trying {

// Reads a list of people, with their events, into a case. An attribute that no rule of the contract
// reads is refused like any unknown key.
void read_people(const yaml::Node& list, const Contract& contract, Case& into, Problems& problems);

}  // namespace outturn::trying
