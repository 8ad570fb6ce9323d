// Random small contracts, and random people to settle them on.
#pragma once

#include "support/naive.h"
#include "support/random.h"

namespace outturn {

// A contract that the engine accepts, with up to four lines and its figures. With `prime`, one of
// the same periods that may be paid from lines of it.
naive::Contract draw_contract(Random& random, const naive::Contract* prime = nullptr);

// People who start from 2013 to the end of the term, under C01, C02 or nobody.
naive::CaseData draw_people(Random& random, const naive::Contract& contract);

}  // namespace outturn
