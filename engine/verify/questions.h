// The four questions, one by one. Private to the verify room.
#pragma once

#include "verify/earlier.h"
#include "verify/verify.h"

namespace outturn::verify {

// Whether every figure follows from what it rests on.
Verdict is_recomputed(const Document& statement,
                      const Inputs& inputs,
                      const EarlierStatements& earlier);

// Whether statement and evidence are byte for byte what was prepared.
Verdict is_intact(const Document& statement, const Inputs& inputs);

// Whether two people whom the reader trusts signed these very bytes.
Verdict is_signed_by_two(const Document& statement, const Inputs& inputs);

// Whether the register holds the statement under the root that the reader knows.
Verdict is_registered(const Document& statement, const Inputs& inputs);

}  // namespace outturn::verify
