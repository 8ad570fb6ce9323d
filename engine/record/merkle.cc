#include "record/merkle.h"

#include "value/problem.h"

#include <bit>

namespace outturn::merkle {
namespace {

// The entries of the left part of a tree over `size` entries, at least 2.
std::size_t left_part(std::size_t size) {
  return std::bit_floor(size - 1);
}

// Takes hashes of a proof one after another.
class Path {
 public:
  explicit Path(std::span<const Digest> hashes) : rest_(hashes) {}

  // The last one not yet taken: proofs are read from the root down. Nothing left is a failed proof.
  Digest take_last() {
    if (rest_.empty()) {
      failed_ = true;
      return {};
    }
    const Digest hash = rest_.back();
    rest_ = rest_.first(rest_.size() - 1);
    return hash;
  }

  bool is_used_up() const { return rest_.empty() && !failed_; }

 private:
  std::span<const Digest> rest_;
  bool failed_ = false;
};

void append_inclusion(std::span<const Digest> leaves,
                      std::size_t index,
                      std::vector<Digest>& path) {
  if (leaves.size() <= 1) {
    return;
  }
  const std::size_t left = left_part(leaves.size());
  if (index < left) {
    append_inclusion(leaves.first(left), index, path);
    path.push_back(root_of(leaves.subspan(left)));
  } else {
    append_inclusion(leaves.subspan(left), index - left, path);
    path.push_back(root_of(leaves.first(left)));
  }
}

Digest root_by(const Digest& leaf, std::size_t index, std::size_t size, Path& path) {
  if (size == 1) {
    return leaf;
  }
  const std::size_t left = left_part(size);
  const Digest beside = path.take_last();
  return index < left ? node_hash(root_by(leaf, index, left, path), beside)
                      : node_hash(beside, root_by(leaf, index - left, size - left, path));
}

// `whole`: the earlier root is this part's own, so that the proof needn't repeat it.
void append_consistency(std::span<const Digest> leaves,
                        std::size_t earlier,
                        bool whole,
                        std::vector<Digest>& path) {
  if (earlier == leaves.size()) {
    if (!whole) {
      path.push_back(root_of(leaves));
    }
    return;
  }
  const std::size_t left = left_part(leaves.size());
  if (earlier <= left) {
    append_consistency(leaves.first(left), earlier, whole, path);
    path.push_back(root_of(leaves.subspan(left)));
  } else {
    append_consistency(leaves.subspan(left), earlier - left, false, path);
    path.push_back(root_of(leaves.first(left)));
  }
}

struct Roots {
  Digest earlier;
  Digest later;
};

Roots roots_by(std::size_t earlier,
               std::size_t size,
               const Digest* known,  // the earlier root, where this part is still the whole of it
               Path& path) {
  if (earlier == size) {
    const Digest root = known != nullptr ? *known : path.take_last();
    return {root, root};
  }
  const std::size_t left = left_part(size);
  const Digest beside = path.take_last();
  if (earlier <= left) {
    const Roots inner = roots_by(earlier, left, known, path);
    return {inner.earlier, node_hash(inner.later, beside)};
  }
  const Roots inner = roots_by(earlier - left, size - left, nullptr, path);
  return {node_hash(beside, inner.earlier), node_hash(beside, inner.later)};
}

}  // namespace

Digest leaf_hash(std::string_view entry) {
  Sha256 digest;
  digest.add(std::string_view("\0", 1));
  digest.add(entry);
  return digest.finish_digest();
}

Digest node_hash(const Digest& left, const Digest& right) {
  Sha256 digest;
  digest.add("\1");
  digest.add(bytes_of(left));
  digest.add(bytes_of(right));
  return digest.finish_digest();
}

Digest root_of(std::span<const Digest> leaves) {
  if (leaves.empty()) {
    return Sha256().finish_digest();
  }
  if (leaves.size() == 1) {
    return leaves.front();
  }
  const std::size_t left = left_part(leaves.size());
  return node_hash(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
}

std::vector<Digest> inclusion_path(std::span<const Digest> leaves, std::size_t index) {
  if (index >= leaves.size()) {
    throw Defect("an inclusion path of an entry that isn't there");
  }
  std::vector<Digest> path;
  append_inclusion(leaves, index, path);
  return path;
}

bool is_included(const Digest& leaf,
                 std::size_t index,
                 std::size_t size,
                 std::span<const Digest> path,
                 const Digest& root) {
  if (index >= size) {
    return false;
  }
  Path rest(path);
  const Digest reached = root_by(leaf, index, size, rest);
  return rest.is_used_up() && reached == root;
}

std::vector<Digest> consistency_path(std::span<const Digest> leaves, std::size_t earlier) {
  if (earlier > leaves.size()) {
    throw Defect("a consistency path from a longer list");
  }
  std::vector<Digest> path;
  if (earlier > 0) {
    append_consistency(leaves, earlier, true, path);
  }
  return path;
}

bool is_consistent(std::size_t earlier,
                   const Digest& earlier_root,
                   std::size_t size,
                   const Digest& root,
                   std::span<const Digest> path) {
  if (earlier > size) {
    return false;
  }
  if (earlier == 0) {
    return path.empty() && earlier_root == root_of({});
  }
  Path rest(path);
  const Roots reached = roots_by(earlier, size, &earlier_root, rest);
  return rest.is_used_up() && reached.earlier == earlier_root && reached.later == root;
}

}  // namespace outturn::merkle
