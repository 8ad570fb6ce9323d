#include "record/merkle.h"

#include "support/catch.h"
#include "value/problem.h"

#include <string>
#include <vector>

namespace merkle = outturn::merkle;
using outturn::Digest;
using outturn::to_hex;

namespace {

std::vector<Digest> leaves_of(const std::vector<std::string>& entries) {
  std::vector<Digest> leaves;
  for (const std::string& entry : entries) {
    leaves.push_back(merkle::leaf_hash(entry));
  }
  return leaves;
}

std::vector<Digest> numbered(std::size_t count) {
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back("entry " + std::to_string(i));
  }
  return leaves_of(entries);
}

// The eight entries that implementations of RFC 6962 share as test vectors
// (github.com/google/certificate-transparency, merkletree tests).
std::vector<Digest> shared_vectors() {
  using namespace std::string_literals;
  return leaves_of({""s,
                    "\x00"s,
                    "\x10"s,
                    "\x20\x21"s,
                    "\x30\x31"s,
                    "\x40\x41\x42\x43"s,
                    "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s});
}

}  // namespace

TEST_CASE("roots are those that RFC 6962 logs share as test vectors") {
  const std::vector<Digest> leaves = shared_vectors();
  const auto root = [&](std::size_t size) {
    return to_hex(merkle::root_of(std::span(leaves).first(size)));
  };
  CHECK(root(0) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(root(1) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(root(2) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  CHECK(root(3) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  CHECK(root(7) == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
  CHECK(root(8) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("every entry of a log of any length is shown to be in it, and at its own place only") {
  for (std::size_t size = 1; size <= 20; ++size) {
    const std::vector<Digest> leaves = numbered(size);
    const Digest root = merkle::root_of(leaves);
    for (std::size_t index = 0; index < size; ++index) {
      const std::vector<Digest> path = merkle::inclusion_path(leaves, index);
      for (std::size_t other = 0; other < size; ++other) {
        CHECK(merkle::is_included(leaves[index], other, size, path, root) == (other == index));
      }
      CHECK_FALSE(merkle::is_included(leaves[index], size, size, path, root));
    }
  }
}

TEST_CASE("a way to the root with a hash too many, too few or another is none") {
  const std::vector<Digest> leaves = numbered(11);
  const Digest root = merkle::root_of(leaves);
  for (std::size_t index = 0; index < leaves.size(); ++index) {
    const std::vector<Digest> path = merkle::inclusion_path(leaves, index);
    std::vector<Digest> wrong = path;
    wrong.push_back(root);
    CHECK_FALSE(merkle::is_included(leaves[index], index, leaves.size(), wrong, root));
    wrong = path;
    wrong.pop_back();
    CHECK_FALSE(merkle::is_included(leaves[index], index, leaves.size(), wrong, root));
    for (std::size_t i = 0; i < path.size(); ++i) {
      wrong = path;
      wrong[i][31] ^= 1;
      CHECK_FALSE(merkle::is_included(leaves[index], index, leaves.size(), wrong, root));
    }
  }
}

TEST_CASE("a log that grew is shown to begin with every earlier one") {
  for (std::size_t size = 1; size <= 20; ++size) {
    const std::vector<Digest> leaves = numbered(size);
    const Digest root = merkle::root_of(leaves);
    for (std::size_t earlier = 0; earlier <= size; ++earlier) {
      const Digest before = merkle::root_of(std::span(leaves).first(earlier));
      const std::vector<Digest> path = merkle::consistency_path(leaves, earlier);
      CHECK(merkle::is_consistent(earlier, before, size, root, path));
      Digest other = before;
      other[0] ^= 1;
      CHECK_FALSE(merkle::is_consistent(earlier, other, size, root, path));
      CHECK((earlier == 0 || !merkle::is_consistent(earlier, before, size, other, path)));
      for (std::size_t i = 0; i < path.size(); ++i) {
        std::vector<Digest> wrong = path;
        wrong[i][7] ^= 128;
        CHECK_FALSE(merkle::is_consistent(earlier, before, size, root, wrong));
      }
      std::vector<Digest> longer = path;
      longer.push_back(root);
      CHECK_FALSE(merkle::is_consistent(earlier, before, size, root, longer));
    }
    CHECK_FALSE(merkle::is_consistent(size + 1, root, size, root, {}));
  }
}

TEST_CASE("a log in which an early entry was changed doesn't begin with the earlier one") {
  std::vector<Digest> leaves = numbered(13);
  const Digest before = merkle::root_of(std::span(leaves).first(6));
  leaves[2] = merkle::leaf_hash("another entry");
  CHECK_FALSE(merkle::is_consistent(
      6, before, 13, merkle::root_of(leaves), merkle::consistency_path(leaves, 6)));
}

TEST_CASE("asking for the path of an entry that isn't there is a defect") {
  const std::vector<Digest> leaves = numbered(3);
  CHECK_THROWS_AS(merkle::inclusion_path(leaves, 3), outturn::Defect);
  CHECK_THROWS_AS(merkle::consistency_path(leaves, 4), outturn::Defect);
}
