#include "rules/rate_cards.h"

namespace outturn {

std::vector<const RateCard*> rate_cards_of(const Contract& contract) {
  std::vector<const RateCard*> cards;
  for (const LineRule& line : contract.lines) {
    const auto* card = line.always.price ? std::get_if<RateCard>(&line.always.price->how) : nullptr;
    if (card != nullptr) {
      cards.push_back(card);
    }
  }
  return cards;
}

}  // namespace outturn
