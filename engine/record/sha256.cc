#include "record/sha256.h"

#include "value/problem.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace outturn {
namespace {

void must(int result) {
  if (result != 1) {
    throw Defect("SHA-256 isn't available from the cryptographic library");
  }
}

int value_of(char digit) {
  if ('0' <= digit && digit <= '9') {
    return digit - '0';
  }
  return 'a' <= digit && digit <= 'f' ? digit - 'a' + 10 : -1;
}

}  // namespace

std::string to_hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::optional<Digest> parse_digest(std::string_view hex) {
  Digest digest{};
  if (hex.size() != 2 * digest.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = value_of(hex[2 * i]);
    const int low = value_of(hex[2 * i + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    digest.at(i) = static_cast<unsigned char>(high * 16 + low);
  }
  return digest;
}

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

Digest Sha256::take() {
  if (!state_) {
    throw Defect("a digest finished twice");
  }
  Digest digest{};
  must(EVP_DigestFinal_ex(state_->context, digest.data(), nullptr));
  must(EVP_DigestInit_ex(state_->context, nullptr, nullptr));
  return digest;
}

Digest Sha256::finish_digest() {
  const Digest digest = take();
  state_.reset();
  return digest;
}

std::string Sha256::finish() {
  return to_hex(finish_digest());
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.finish();
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  Digest digest{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  const unsigned char* made = HMAC(EVP_sha256(),
                                   key.data(),
                                   static_cast<int>(key.size()),
                                   bytes,
                                   message.size(),
                                   digest.data(),
                                   nullptr);
  must(made != nullptr ? 1 : 0);
  return digest;
}

}  // namespace outturn
