// What became of a prepared statement, by the entries of a proof. Private to the verify room.
#pragma once

#include "verify/proof.h"

#include <string>

namespace outturn::verify {

enum class State { prepared, approved, issued, rejected, superseded };

struct Became {
  State state;
  std::int64_t entry;  // that says so
};

// The last word on it. A proof shows what is in a register, not what isn't: a later entry may be
// missing.
Became state_of(const Proof& proof, const Entry& prepared);

// "issued".
std::string_view word_of(State state);

// "It is issued (entry 7): that makes it payable."
std::string sentence_of(const Became& became);

}  // namespace outturn::verify
