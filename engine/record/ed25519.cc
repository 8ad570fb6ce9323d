#include "record/ed25519.h"

#include "value/problem.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace outturn {
namespace {

constexpr std::size_t kSignatureSize = 64;

void must(bool done) {
  if (!done) {
    throw Defect("the cryptographic library doesn't do its work");
  }
}

const unsigned char* bytes_in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_in(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Context new_context() {
  Context context(EVP_MD_CTX_new());
  must(context != nullptr);
  return context;
}

// The y coordinates of the points of small order, as libsodium lists them
// (ge25519_has_small_order): 0, 1, the two of order 8, p-1, p, p+1, where p = 2^255 - 19.
// Little-endian; the highest bit is the sign of x and isn't compared.
constexpr std::array<std::string_view, 7> kSmallOrder = {{
    {"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
     "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
     32},
    {"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
     "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
     32},
    {"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0"
     "\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
     32},
    {"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f"
     "\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
     32},
    {"\xec\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
     32},
    {"\xed\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
     32},
    {"\xee\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
     32},
}};

}  // namespace

void Ed25519Key::Free::operator()(evp_pkey_st* key) const noexcept {
  EVP_PKEY_free(key);
}

Ed25519Key::Ed25519Key(std::string_view seed)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_in(seed), seed.size())) {
  must(key_ != nullptr);
}

std::string Ed25519Key::public_bytes() const {
  std::string bytes(32, '\0');
  std::size_t size = bytes.size();
  must(EVP_PKEY_get_raw_public_key(key_.get(), bytes_in(bytes), &size) == 1);
  return bytes;
}

std::string Ed25519Key::sign(std::string_view message) const {
  const Context context = new_context();
  std::string signature(kSignatureSize, '\0');
  std::size_t size = signature.size();
  must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
  must(EVP_DigestSign(
           context.get(), bytes_in(signature), &size, bytes_in(message), message.size()) == 1);
  return signature;
}

bool ed25519_verifies(std::string_view public_bytes,
                      std::string_view message,
                      std::string_view signature) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_public_key(
          EVP_PKEY_ED25519, nullptr, bytes_in(public_bytes), public_bytes.size()),
      EVP_PKEY_free);
  if (key == nullptr || signature.size() != kSignatureSize) {
    return false;
  }
  const Context context = new_context();
  must(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  return EVP_DigestVerify(context.get(),
                          bytes_in(signature),
                          signature.size(),
                          bytes_in(message),
                          message.size()) == 1;
}

bool is_weak_ed25519(std::string_view public_bytes) {
  std::string y(public_bytes);
  y.back() = static_cast<char>(static_cast<unsigned char>(y.back()) & 0x7FU);
  return std::find(kSmallOrder.begin(), kSmallOrder.end(), y) != kSmallOrder.end();
}

std::string blake2b_512(std::string_view bytes) {
  std::string digest(64, '\0');
  unsigned size = 0;
  must(EVP_Digest(bytes.data(), bytes.size(), bytes_in(digest), &size, EVP_blake2b512(), nullptr) ==
       1);
  return digest;
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  must(RAND_priv_bytes(bytes_in(bytes), static_cast<int>(size)) == 1);
  return bytes;
}

}  // namespace outturn
