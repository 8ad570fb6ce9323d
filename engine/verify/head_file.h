// The head of a register that a reader kept: how many entries it had, and their root. Private to
// the verify room.
#pragma once

#include "record/sha256.h"
#include "verify/document.h"

#include <cstdint>
#include <string>

namespace outturn::verify {

struct Head {
  std::string register_id;
  std::int64_t entries;
  Digest root;
};

// Reads what `outturn register head` prints:
//   outturn register head 1
//   register: 32 hex digits
//   entries: 12
//   root: 64 hex digits
// Throws InputError(not_a_head) for anything else.
Head read_head(const File& file);

}  // namespace outturn::verify
