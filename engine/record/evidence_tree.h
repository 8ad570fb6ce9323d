// The root of an evidence file: a digest under which somebody can be given their own rows alone,
// and see that they are part of the evidence, without learning anything of the others.
//
// The tree is over the lines of the file, the header first, without their line breaks. The entry of
// line i is SALT || line, where SALT = SHA-256(K || i as 8 bytes, the highest first) and
// K = HMAC-SHA-256(key "outturn evidence salt/1", message: the whole file). Who doesn't know the
// whole file can't make K, so the hash of a line doesn't tell whether a guess of it is right.
#pragma once

#include "record/sha256.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace outturn {

// The hash of a line with its salt.
Digest evidence_leaf(const Digest& salt, std::string_view line);

struct EvidenceLine {
  std::string_view text;  // without the line break
  Digest salt;
  Digest leaf;
};

// Every line of an evidence file. The texts are parts of `evidence`, which must outlive them.
std::vector<EvidenceLine> evidence_lines(std::string_view evidence);

// The root over the lines (record/merkle.h).
Digest evidence_root(std::string_view evidence);

}  // namespace outturn
