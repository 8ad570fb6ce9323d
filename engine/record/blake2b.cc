#include "record/blake2b.h"

#include "value/problem.h"

#include <array>
#include <bit>
#include <cstdint>

namespace outturn {
namespace {

using Words = std::array<std::uint64_t, 8>;
using Block = std::array<std::uint64_t, 16>;

constexpr std::size_t kBlockSize = 128;

// RFC 7693, 2.6: the first 64 bits of the fractions of the square roots of the first eight primes.
constexpr Words kStart = {0x6A09E667F3BCC908,
                          0xBB67AE8584CAA73B,
                          0x3C6EF372FE94F82B,
                          0xA54FF53A5F1D36F1,
                          0x510E527FADE682D1,
                          0x9B05688C2B3E6C1F,
                          0x1F83D9ABFB41BD6B,
                          0x5BE0CD19137E2179};

// RFC 7693, 2.7: in which order a round takes the words of a block.
constexpr std::array<std::array<std::uint8_t, 16>, 10> kOrders = {{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}};

Block words_of(std::string_view bytes) {
  Block words{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    words[i / 8] |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 8));
  }
  return words;
}

void mix(Block& v, std::array<std::size_t, 4> at, std::uint64_t x, std::uint64_t y) {
  const auto [a, b, c, d] = at;
  v[a] += v[b] + x;
  v[d] = std::rotr(v[d] ^ v[a], 32);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 24);
  v[a] += v[b] + y;
  v[d] = std::rotr(v[d] ^ v[a], 16);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 63);
}

// RFC 7693, 3.2. `so_far` counts the bytes up to the end of this block.
void compress(Words& state, const Block& block, std::uint64_t so_far, bool last) {
  Block v{};
  for (std::size_t i = 0; i < 8; ++i) {
    v[i] = state[i];
    v[i + 8] = kStart[i];
  }
  v[12] ^= so_far;
  v[14] ^= last ? ~std::uint64_t{0} : 0;
  for (std::size_t round = 0; round < 12; ++round) {
    const auto& order = kOrders[round % 10];
    for (std::size_t i = 0; i < 4; ++i) {
      mix(v, {i, i + 4, i + 8, i + 12}, block[order[2 * i]], block[order[2 * i + 1]]);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      mix(v,
          {i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4},
          block[order[2 * i + 8]],
          block[order[2 * i + 9]]);
    }
  }
  for (std::size_t i = 0; i < 8; ++i) {
    state[i] ^= v[i] ^ v[i + 8];
  }
}

}  // namespace

std::string blake2b(std::string_view bytes, std::size_t size) {
  if (size < 1 || size > 64) {
    throw Defect("BLAKE2b gives 1 to 64 bytes");
  }
  Words state = kStart;
  state[0] ^= 0x01010000U ^ size;
  std::uint64_t so_far = 0;
  for (; bytes.size() > kBlockSize; bytes.remove_prefix(kBlockSize)) {
    so_far += kBlockSize;
    compress(state, words_of(bytes.substr(0, kBlockSize)), so_far, false);
  }
  compress(state, words_of(bytes), so_far + bytes.size(), true);
  std::string digest;
  for (std::size_t i = 0; i < size; ++i) {
    digest += static_cast<char>(state[i / 8] >> (8 * (i % 8)) & 0xFFU);
  }
  return digest;
}

}  // namespace outturn
