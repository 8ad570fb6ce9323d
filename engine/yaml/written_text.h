// How a scalar is written, quotes and line ends and all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::yaml {

// The lines of one scalar, each without the blanks around it that YAML doesn't read, and the place
// in the text at which it ends.
struct WrittenText {
  std::vector<std::string> lines;
  std::size_t end = 0;
};

// Text in single or double quotes that begins at `at`. The quotes belong to the lines.
WrittenText quoted_text(std::string_view text, std::size_t at);

// Text without quotes that begins at `at` and is read as `value`.
WrittenText plain_text(std::string_view text, std::size_t at, std::string_view value);

// Text after | or > that begins at `at`, in a block whose items begin in `column`, from 0. The
// first line is the sign; where it states an indent, it states two columns. The others are what is
// read, with the blanks at their ends. Ends where the next line begins.
WrittenText block_text(std::string_view text, std::size_t at, std::size_t column);

}  // namespace outturn::yaml
