// BLAKE2b (RFC 7693), without a key.
#pragma once

#include <string>
#include <string_view>

namespace outturn {

// The digest of `size` bytes, 1 to 64. The cryptographic library of Debian 12 has only the size of
// 64: what is signed is digested there (ed25519.h), and this is for the checksum of 32 bytes in the
// secret key files of minisign, which only tells a wrong passphrase from the right one.
std::string blake2b(std::string_view bytes, std::size_t size);

}  // namespace outturn
