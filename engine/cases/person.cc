#include "cases/person.h"

#include <algorithm>

namespace outturn {

std::string_view attribute(const Attributes& attributes, std::string_view name) {
  const auto found = std::lower_bound(
      attributes.begin(), attributes.end(), name, [](const auto& entry, std::string_view wanted) {
        return entry.first < wanted;
      });
  return found != attributes.end() && found->first == name ? std::string_view(found->second)
                                                           : std::string_view{};
}

}  // namespace outturn
