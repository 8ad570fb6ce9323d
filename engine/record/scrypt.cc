#include "record/scrypt.h"

#include "value/problem.h"

#include <algorithm>

#include <openssl/err.h>
#include <openssl/evp.h>

namespace outturn {
namespace {

constexpr std::uint64_t kLeastOperations = 32768;
constexpr std::uint32_t kBlockSize = 8;         // r
constexpr std::uint64_t kOperationsOfOne = 32;  // 4r, for each of N
constexpr std::uint64_t kMemoryOfOne = 1024;    // 128r

// The greatest power of two that isn't above `most`, but at least 2.
std::uint64_t power_up_to(std::uint64_t most) {
  std::uint64_t n = 2;
  while (n <= most / 2) {
    n *= 2;
  }
  return n;
}

}  // namespace

ScryptCost scrypt_cost(std::uint64_t operations, std::uint64_t memory) {
  if (operations > kMostScryptOperations || memory > kMostScryptMemory) {
    throw Defect("a passphrase would cost too much");
  }
  operations = std::max(operations, kLeastOperations);
  if (operations < memory / 32) {
    return {power_up_to(operations / kOperationsOfOne), kBlockSize, 1};
  }
  const std::uint64_t n = power_up_to(memory / kMemoryOfOne);
  return {n, kBlockSize, static_cast<std::uint32_t>(operations / kOperationsOfOne / n)};
}

std::optional<std::string> scrypt(std::string_view passphrase,
                                  std::string_view salt,
                                  const ScryptCost& cost,
                                  std::size_t size) {
  constexpr std::uint64_t kMostWithBuffers = 2 * kMostScryptMemory;
  std::string key(size, '\0');
  const int done = EVP_PBE_scrypt(passphrase.data(),
                                  passphrase.size(),
                                  reinterpret_cast<const unsigned char*>(salt.data()),
                                  salt.size(),
                                  cost.n,
                                  cost.r,
                                  cost.p,
                                  kMostWithBuffers,
                                  reinterpret_cast<unsigned char*>(key.data()),
                                  key.size());
  ERR_clear_error();
  return done == 1 ? std::optional(std::move(key)) : std::nullopt;
}

}  // namespace outturn
