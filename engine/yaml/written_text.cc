#include "yaml/written_text.h"

#include <algorithm>

namespace outturn::yaml {
namespace {

std::size_t line_end_from(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::string_view line_from(std::string_view text, std::size_t at) {
  return text.substr(at, line_end_from(text, at) - at);
}

std::size_t after_line(std::string_view text, std::size_t at) {
  return std::min(line_end_from(text, at) + 1, text.size());
}

bool is_blank(char c) {
  return c == ' ' || c == '\n';
}

// An escaped blank at the end of a line is read, and a backslash in its place would be another
// thing.
std::string_view without_last_blanks(std::string_view line, bool has_escapes) {
  const std::size_t size = line.find_last_not_of(' ') + 1;  // npos + 1 is 0: nothing but blanks
  const std::string_view kept = line.substr(0, size);
  const std::size_t slashes = size - (kept.find_last_not_of('\\') + 1);
  const bool escapes_blank = has_escapes && slashes % 2 == 1 && size < line.size();
  return escapes_blank ? line.substr(0, size + 1) : kept;
}

// Folded text: blanks around its line ends aren't read.
std::vector<std::string> folded_lines(std::string_view text, bool has_escapes) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = line_end_from(text, begin);
    const std::string_view line = text.substr(begin, end - begin);
    lines.emplace_back(end == text.size() ? line : without_last_blanks(line, has_escapes));
    if (end == text.size()) {
      return lines;
    }
    begin = std::min(text.find_first_not_of(' ', end + 1), text.size());
  }
}

std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    const bool doubled = quote == '\'' && text.substr(i, 2) == "''";
    if (doubled || (quote == '"' && text[i] == '\\')) {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return text.size();
}

// The sign of a block text as it is laid out: any stated indent is two columns there.
std::string sign_at(std::string_view text, std::size_t at) {
  std::string sign(text.substr(at, text.find_first_of(" #\n", at) - at));
  std::replace_if(
      sign.begin(), sign.end(), [](char c) { return c >= '1' && c <= '9'; }, '2');
  return sign;
}

// The indent of a block text's lines. It grows until the first line that isn't blank, unless it is
// stated.
class BlockIndent {
 public:
  BlockIndent(std::string_view sign, std::size_t column) {
    const auto digit =
        std::find_if(sign.begin(), sign.end(), [](char c) { return c >= '1' && c <= '9'; });
    grows_ = digit == sign.end();
    columns_ = column + (grows_ ? 1 : static_cast<std::size_t>(*digit - '0'));
  }

  // Whether the line belongs to the text; lines are asked for in order.
  bool holds(std::string_view line) {
    const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    const bool is_empty = spaces == line.size();
    columns_ = grows_ ? std::max(columns_, spaces) : columns_;
    grows_ = grows_ && is_empty;
    return is_empty || spaces >= columns_;
  }

  std::string without(std::string_view line) const {
    return std::string(line.substr(std::min(columns_, line.size())));
  }

 private:
  bool grows_ = true;
  std::size_t columns_ = 0;
};

}  // namespace

WrittenText quoted_text(std::string_view text, std::size_t at) {
  const std::size_t end = end_of_quoted(text, at);
  return {folded_lines(text.substr(at, end - at), text[at] == '"'), end};
}

WrittenText plain_text(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = at;
  for (const char c : value) {
    if (!is_blank(c)) {
      end = std::min(text.find_first_not_of(" \n", end), text.size() - 1) + 1;
    }
  }
  return {folded_lines(text.substr(at, end - at), false), end};
}

WrittenText block_text(std::string_view text, std::size_t at, std::size_t column) {
  const std::string sign = sign_at(text, at);
  const bool keeps_blanks = sign.find('+') != std::string::npos;
  BlockIndent indent(text.substr(at, sign.size()), column);
  WrittenText found{{sign}, after_line(text, at)};
  std::size_t kept = 1;  // lines before those empty ones that only end the text
  for (std::size_t begin = found.end; begin < text.size(); begin = after_line(text, begin)) {
    const std::string_view line = line_from(text, begin);
    if (!indent.holds(line)) {
      break;
    }
    found.lines.push_back(indent.without(line));
    if (keeps_blanks || !found.lines.back().empty()) {
      kept = found.lines.size();
      found.end = after_line(text, begin);
    }
  }
  found.lines.resize(kept);
  return found;
}

}  // namespace outturn::yaml
