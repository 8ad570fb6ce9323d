#include "cases/coverage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {

bool Coverage::covers(std::string_view provider) const {
  return everyone || providers.count(std::string(provider)) != 0;
}

std::string to_string(const Coverage& coverage) {
  if (coverage.everyone) {
    return std::string(kEveryone);
  }
  return coverage.providers.empty() ? std::string(kNobody)
                                    : fmt::format("{}", fmt::join(coverage.providers, ", "));
}

}  // namespace outturn
