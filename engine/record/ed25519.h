// Ed25519 signatures (RFC 8032), the digest that minisign signs, and randomness.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's key

namespace outturn {

// A secret key. OpenSSL wipes it when it goes.
class Ed25519Key {
 public:
  explicit Ed25519Key(std::string_view seed);  // 32 bytes, else a Defect

  std::string public_bytes() const;                  // 32
  std::string sign(std::string_view message) const;  // 64 bytes, the same ones each time

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  std::unique_ptr<evp_pkey_st, Free> key_;
};

// Whether a signature is good. Public keys and signatures of other sizes have none that is.
bool ed25519_verifies(std::string_view public_bytes,
                      std::string_view message,
                      std::string_view signature);

// Whether these 32 bytes are one of the few public keys under which anybody can sign: points of
// small order. Whoever has such a key can deny every signature.
bool is_weak_ed25519(std::string_view public_bytes);

std::string blake2b_512(std::string_view bytes);  // 64 bytes

// `size` bytes that nobody can guess.
std::string random_bytes(std::size_t size);

}  // namespace outturn
