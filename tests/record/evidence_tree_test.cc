#include "record/evidence_tree.h"

#include "record/merkle.h"
#include "support/catch.h"

#include <set>
#include <string>

using outturn::Digest;
using outturn::evidence_leaf;
using outturn::evidence_lines;
using outturn::evidence_root;
using outturn::to_hex;

namespace {

const std::string kEvidence =
    "cohort,person,class\n"
    "actual,A1,counted\n"
    "actual,A2,counted\n"
    "actual,A2,counted\n";

}  // namespace

TEST_CASE("the root of an evidence file is the one that its form describes") {
  // Made with Python's hashlib and hmac from the form in docs/statement.md.
  CHECK(to_hex(evidence_root(kEvidence)) ==
        "95d79c37c7c64c5d38b95ad56f0a1b01321eeb76634b4a7a588a44cb3ef11138");
  CHECK(evidence_lines(kEvidence).size() == 4);
}

TEST_CASE("whoever has some rows with their salts and hashes for the others reaches the root") {
  const auto lines = evidence_lines(kEvidence);
  std::vector<Digest> leaves;
  for (const auto& line : lines) {
    CHECK(evidence_leaf(line.salt, line.text) == line.leaf);
    leaves.push_back(line.leaf);
  }
  CHECK(outturn::merkle::root_of(leaves) == evidence_root(kEvidence));
}

TEST_CASE("equal rows have other salts and hashes, in one file and between files") {
  std::set<Digest> seen;
  for (const auto& line : evidence_lines(kEvidence)) {
    CHECK(seen.insert(line.salt).second);
    CHECK(seen.insert(line.leaf).second);
  }
  const std::string other = kEvidence + "actual,A3,excluded\n";
  for (const auto& line : evidence_lines(other)) {
    CHECK(seen.insert(line.salt).second);
    CHECK(seen.insert(line.leaf).second);
  }
}

TEST_CASE("every byte of the evidence decides its root") {
  const Digest root = evidence_root(kEvidence);
  for (std::size_t i = 0; i < kEvidence.size(); ++i) {
    std::string changed = kEvidence;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK(evidence_root(changed) != root);
  }
}
