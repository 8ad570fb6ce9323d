#include "record/evidence_tree.h"

#include "record/merkle.h"

#include <algorithm>
#include <array>

namespace outturn {
namespace {

constexpr std::string_view kSaltKey = "outturn evidence salt/1";

std::array<char, 8> big_endian(std::uint64_t number) {
  std::array<char, 8> bytes{};
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
    *byte = static_cast<char>(number & 0xFFU);
    number >>= 8U;
  }
  return bytes;
}

// Makes the hashes of many lines with one hashing object.
class Leaves {
 public:
  explicit Leaves(const Digest& key) : key_(key) {}

  Digest salt_of(std::uint64_t line) {
    const std::array<char, 8> number = big_endian(line);
    sha_.add(bytes_of(key_));
    sha_.add({number.data(), number.size()});
    return sha_.take();
  }

  Digest leaf(const Digest& salt, std::string_view line) {
    sha_.add(std::string_view("\0", 1));
    sha_.add(bytes_of(salt));
    sha_.add(line);
    return sha_.take();
  }

 private:
  Digest key_;
  Sha256 sha_;
};

}  // namespace

Digest evidence_leaf(const Digest& salt, std::string_view line) {
  return Leaves({}).leaf(salt, line);
}

std::vector<EvidenceLine> evidence_lines(std::string_view evidence) {
  Leaves leaves(hmac_sha256(kSaltKey, evidence));
  std::vector<EvidenceLine> lines;
  while (!evidence.empty()) {
    const std::size_t end = std::min(evidence.find('\n'), evidence.size());
    const std::string_view text = evidence.substr(0, end);
    const Digest salt = leaves.salt_of(lines.size());
    lines.push_back({text, salt, leaves.leaf(salt, text)});
    evidence.remove_prefix(std::min(end + 1, evidence.size()));
  }
  return lines;
}

Digest evidence_root(std::string_view evidence) {
  std::vector<Digest> leaves;
  for (const EvidenceLine& line : evidence_lines(evidence)) {
    leaves.push_back(line.leaf);
  }
  return merkle::root_of(leaves);
}

}  // namespace outturn
