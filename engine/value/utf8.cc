#include "value/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace outturn {
namespace {

constexpr bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// What the first byte of a sequence says: how long it is, and where its second byte must lie.
struct Lead {
  std::size_t length;  // 0: no sequence begins so
  unsigned char lowest;
  unsigned char highest;
};

constexpr Lead lead_of(unsigned char byte) {
  if (byte < 0x80) {
    return {1, 0, 0};
  }
  if (byte >= 0xC2 && byte <= 0xDF) {
    return {2, 0x80, 0xBF};
  }
  if (byte >= 0xE0 && byte <= 0xEF) {
    const unsigned char lowest = byte == 0xE0 ? 0xA0 : 0x80;
    const unsigned char highest = byte == 0xED ? 0x9F : 0xBF;
    return {3, lowest, highest};
  }
  if (byte >= 0xF0 && byte <= 0xF4) {
    const unsigned char lowest = byte == 0xF0 ? 0x90 : 0x80;
    const unsigned char highest = byte == 0xF4 ? 0x8F : 0xBF;
    return {4, lowest, highest};
  }
  return {0, 0, 0};
}

bool begins_with_sequence(std::string_view text, const Lead& lead) {
  if (lead.length == 0 || lead.length > text.size()) {
    return false;
  }
  if (lead.length == 1) {
    return true;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  const std::string_view others = text.substr(2, lead.length - 2);
  return second >= lead.lowest && second <= lead.highest &&
         std::all_of(others.begin(), others.end(), continues);
}

// Most text is ASCII: eight bytes at a time.
bool eight_ascii(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return (bytes & 0x8080808080808080U) == 0;
}

}  // namespace

std::size_t invalid_utf8_at(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && eight_ascii(text.data() + at)) {
      at += 8;
      continue;
    }
    const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
    if (!begins_with_sequence(text.substr(at), lead)) {
      return at;
    }
    at += lead.length;
  }
  return std::string_view::npos;
}

std::size_t characters_in(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMostShown = 60;
  std::string out = "\"";
  std::size_t characters = 0;
  for (const char c : text) {
    characters += continues(c) ? 0U : 1U;
    if (characters > kMostShown) {
      return out + "...\"";
    }
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  }
  return out + '"';
}

}  // namespace outturn
