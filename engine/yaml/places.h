// Where yaml-cpp's marks lie, as people count.
#pragma once

#include "value/problem.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <yaml-cpp/mark.h>

namespace outturn::yaml {

// Turns yaml-cpp's marks (byte columns from 0) into places. Marks come nearly in order, so the last
// one is kept: counting each from the start of its line would make one long line quadratic.
class Places {
 public:
  Places(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  Place of(const YAML::Mark& mark) {
    const std::size_t at = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    if (at < at_) {
      at_ = 0;
      line_ = column_ = 1;
    }
    for (; at_ < at; ++at_) {
      pass(text_[at_]);
    }
    return {std::string(name_), line_, column_};
  }

  std::string_view text_from(const YAML::Mark& mark) const {
    return text_.substr(std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size()));
  }

 private:
  void pass(char c) {
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column_;
    }
  }

  std::string_view text_;
  std::string_view name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

}  // namespace outturn::yaml
