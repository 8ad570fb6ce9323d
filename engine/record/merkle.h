// Merkle trees over a growing list, as RFC 6962 hashes them (section 2.1): whoever keeps one root
// can be shown that an entry is in the list, and that a longer list begins with the one they knew.
//
// The hash of an entry is SHA-256(0x00 || entry), of a node SHA-256(0x01 || left || right), and the
// left part of n entries holds the largest power of two below n.
#pragma once

#include "record/sha256.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace outturn::merkle {

Digest leaf_hash(std::string_view entry);
Digest node_hash(const Digest& left, const Digest& right);

// The root over the hashes of entries; of none, the digest of nothing.
Digest root_of(std::span<const Digest> leaves);

// The hashes beside the way from entry `index` up to the root, the lowest first. Defect when there
// is no such entry.
std::vector<Digest> inclusion_path(std::span<const Digest> leaves, std::size_t index);

// Whether `path` leads from an entry's hash, the `index`-th (from 0) of `size`, to `root`.
bool is_included(const Digest& leaf,
                 std::size_t index,
                 std::size_t size,
                 std::span<const Digest> path,
                 const Digest& root);

// What shows that the first `earlier` entries of a list are those of its earlier root; empty for
// none and for all of them. Defect when there are more than `leaves`.
std::vector<Digest> consistency_path(std::span<const Digest> leaves, std::size_t earlier);

// Whether `path` shows that a list of `size` entries with `root` begins with the `earlier` entries
// that had `earlier_root`.
bool is_consistent(std::size_t earlier,
                   const Digest& earlier_root,
                   std::size_t size,
                   const Digest& root,
                   std::span<const Digest> path);

}  // namespace outturn::merkle
