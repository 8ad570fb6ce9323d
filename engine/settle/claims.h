// What the claims of people come to by a rate card. Private to the settle room.
#pragma once

#include "settle/quantities.h"

#include <string>
#include <vector>

namespace outturn::settling {

// The exact amount of a line's claims in this period. A person's earnings by the end of the period,
// less their earnings by its beginning, each within the person's ceiling: so the periods of a term
// add up to what the person may earn over all of it, whatever was claimed when.
//
// Throws InputError: missing_price for a group that the card doesn't price, not_covered for a day
// on which no price holds.
Ref price_claims(const RateCard& card,
                 const LineRule& line,
                 const Source& rule,
                 Quantities& quantities);

// "job: 12 claims of 12 people in this period", a sentence for each stage that was claimed.
std::vector<std::string> claim_sentences(const Quantities& quantities);

}  // namespace outturn::settling
