// A statement redone by somebody who knows only arithmetic: from its JSON and its evidence alone.
#pragma once

#include <string>
#include <vector>

namespace outturn {

// What doesn't follow: the ids of workings whose value isn't that of their operation, and every
// line, total and payer that isn't the working it names. Empty when all does.
std::vector<std::string> faults_in(const std::string& statement, const std::string& evidence);

}  // namespace outturn
