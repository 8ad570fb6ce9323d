// Where places lie in a text: the other way round from places.h.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <string_view>

namespace outturn::yaml {

// Places are asked for in the order of the text, so that one long line isn't gone through again for
// each of them.
class Offsets {
 public:
  explicit Offsets(std::string_view text) : text_(text) {}

  // The byte at which the character of this place begins.
  std::size_t of(const Place& place) {
    while (at_ < text_.size() && (line_ < place.line || column_ < place.column)) {
      pass(text_[at_++]);
    }
    while (at_ < text_.size() && continues_character(text_[at_])) {
      ++at_;
    }
    return at_;
  }

 private:
  static bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  }

  void pass(char c) {
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if (!continues_character(c)) {
      ++column_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

}  // namespace outturn::yaml
