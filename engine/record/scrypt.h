// scrypt (RFC 7914), with its cost as libsodium and minisign state it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// How much work a passphrase makes: N, r and p of RFC 7914, as libsodium's pickparams makes them of
// a limit of operations and a limit of memory in bytes. N * r * 128 bytes of memory are needed.
struct ScryptCost {
  std::uint64_t n;
  std::uint32_t r;
  std::uint32_t p;
};

// Beyond these nothing is read: minisign's own are not higher, and a hostile file could ask for
// more memory or time than there is.
inline constexpr std::uint64_t kMostScryptOperations = std::uint64_t{1} << 25U;
inline constexpr std::uint64_t kMostScryptMemory = std::uint64_t{1} << 30U;  // 1 GiB

// Defect above those limits.
ScryptCost scrypt_cost(std::uint64_t operations, std::uint64_t memory);

// Nothing when the memory that this takes isn't there.
std::optional<std::string> scrypt(std::string_view passphrase,
                                  std::string_view salt,
                                  const ScryptCost& cost,
                                  std::size_t size);

}  // namespace outturn
