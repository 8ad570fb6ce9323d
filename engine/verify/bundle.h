// A provider's bundle: own rows of the evidence, and a hash in the place of every other. Private to
// the verify room.
#pragma once

#include "verify/verify.h"

namespace outturn::verify {

// Finds whether the rows of the bundle are rows of the evidence that the statement pins: with the
// hashes that stand for the others they lead to pins.evidence.root, and there are as many as
// pins.evidence.rows.
void check_bundle(const BundleFiles& bundle, const Document& statement, Findings& findings);

}  // namespace outturn::verify
