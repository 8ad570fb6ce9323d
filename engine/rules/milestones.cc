#include "rules/milestones.h"

namespace outturn {

std::optional<std::size_t> MilestonesRule::find_stage(std::string_view name) const {
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace outturn
