#include "record/sha256.h"

#include "value/problem.h"

#include <array>

#include <openssl/evp.h>

namespace outturn {
namespace {

void must(int result) {
  if (result != 1) {
    throw Defect("SHA-256 isn't available from the cryptographic library");
  }
}

std::string to_hex(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    text += kDigits[bytes[i] >> 4U];
    text += kDigits[bytes[i] & 15U];
  }
  return text;
}

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    must(context != nullptr ? EVP_DigestInit_ex(context, EVP_sha256(), nullptr) : 0);
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  if (!state_) {
    throw Defect("bytes added to a finished digest");
  }
  must(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  if (!state_) {
    throw Defect("a digest finished twice");
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  must(EVP_DigestFinal_ex(state_->context, digest.data(), &size));
  state_.reset();
  return to_hex(digest.data(), size);
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.finish();
}

}  // namespace outturn
