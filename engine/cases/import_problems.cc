#include "cases/import_problems.h"

#include "value/counted.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

std::string grouped(std::size_t count) {
  return outturn::grouped(static_cast<std::int64_t>(count));
}

}  // namespace

void ImportProblems::add(Place place, Reason reason, std::string message, std::string advice) {
  ++added_;
  if (kept_.size() == kMostKept) {
    ++more_[reason];
    return;
  }
  kept_.push_back({std::move(place), reason, std::move(message), std::move(advice)});
}

// Most frequent reason first, then in the order of the enum.
std::string ImportProblems::summary() const {
  std::vector<std::pair<Reason, std::size_t>> counts(more_.begin(), more_.end());
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second > b.second;
  });
  std::size_t total = 0;
  std::vector<std::string> parts;
  for (const auto& [reason, count] : counts) {
    total += count;
    parts.push_back(fmt::format("{} {}", grouped(count), code_of(reason)));
  }
  return fmt::format("... and {} more: {}", grouped(total), fmt::join(parts, ", "));
}

void ImportProblems::throw_if_any() const {
  if (kept_.empty()) {
    return;
  }
  std::vector<Problem> problems = kept_;
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return a.place < b.place;
  });
  if (!more_.empty()) {
    std::string& last = problems.back().advice;
    last += (last.empty() ? "" : "\n    ") + summary();
  }
  throw InputError(std::move(problems));
}

}  // namespace outturn
