// Where statements stand below a folder of them: CONTRACT/PERIOD.
#pragma once

#include <algorithm>
#include <string>

namespace outturn {

// What the folder of a period is called: its name, in which "/" would lead into another folder.
inline std::string folder_of_period(std::string name) {
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

}  // namespace outturn
