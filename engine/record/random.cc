#include "record/random.h"

#include "value/problem.h"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/rand.h>

namespace outturn {

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> drawn(bytes);
  if (RAND_bytes(drawn.data(), static_cast<int>(bytes)) != 1) {
    throw Defect("the cryptographic library gives no random numbers");
  }
  return fmt::format("{:02x}", fmt::join(drawn, ""));
}

}  // namespace outturn
