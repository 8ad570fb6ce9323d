// SHA-256 digests: as 32 bytes, and as lower-case hex.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

using Digest = std::array<unsigned char, 32>;

// 64 lower-case hex digits; and back, nothing for anything else.
std::string to_hex(const Digest& digest);
std::optional<Digest> parse_digest(std::string_view hex);

// The bytes as they are hashed.
inline std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// A digest over bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);

  // The digest of everything added. The object is then spent: adding more is a Defect.
  Digest finish_digest();
  std::string finish();  // 64 hex digits

  // The same without spending the object, which begins anew: for many short texts.
  Digest take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view message);

}  // namespace outturn
