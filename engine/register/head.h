// The head of a register: how many entries it has, and one digest over all of them. Whoever keeps
// an earlier head can see later that nothing before it was changed or cut off.
#pragma once

#include "record/sha256.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

struct Head {
  std::string register_id;
  std::size_t entries = 0;
  Digest root{};  // over the hashes of the entries (record/merkle.h)
};

// The head as a text of four lines, which anybody can keep, print or sign.
std::string to_text(const Head& head);

// Reads such a text. Throws InputError(not_a_head).
Head read_head_text(std::string_view text, const std::string& name);

// The head of a register with these entries.
Head head_of(std::string register_id, std::span<const Digest> hashes);

// Whether the register whose entries have these hashes begins with what had this head.
bool begins_with(const Head& earlier,
                 const std::string& register_id,
                 std::span<const Digest> hashes);

}  // namespace outturn
