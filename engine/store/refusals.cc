#include "store/refusals.h"

#include <utility>

#include <fmt/format.h>

namespace outturn::store {

void Refusals::add(Place place, Reason reason, std::string message, std::string advice) {
  if (told_.size() == kMostTold) {
    ++untold_[reason];
    return;
  }
  told_.add(std::move(place), reason, std::move(message), std::move(advice));
}

void Refusals::throw_if_any() const {
  Problems all = told_;
  for (const auto& [reason, count] : untold_) {
    all.add(Place{store_}, reason, fmt::format("{} more rows were refused so", count));
  }
  all.throw_if_any();
}

}  // namespace outturn::store
