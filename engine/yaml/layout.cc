#include "yaml/layout.h"

#include <algorithm>

namespace outturn::yaml {
namespace {

bool has_comments(const Written& value) {
  return value.beside || !value.above.empty() || !value.below.empty();
}

bool takes_one_line(const Written& value) {
  if (has_items(value)) {
    return value.in_brackets && !(value.is_pair && needs_lines(value));
  }
  return value.lines.size() <= 1 && !value.is_block_text;
}

// What stood before its comments is another line now.
void forget_columns(Written& value) {
  if (value.beside) {
    value.beside->column = 0;
  }
  for (Comment& comment : value.above) {
    comment.column = 0;
  }
}

std::string escaped(const std::string& line) {
  std::string text;
  for (const char c : line) {
    if (c == '"' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text;
}

}  // namespace

bool needs_lines(const Written& value) {
  const auto item_needs = [](const WrittenItem& item) {
    return !item.above.empty() || has_comments(item.value) || !takes_one_line(item.key) ||
           !takes_one_line(item.value);
  };
  return !value.below.empty() || std::any_of(value.items.begin(), value.items.end(), item_needs);
}

void open_brackets(Written& value) {
  value.in_brackets = false;
  for (WrittenItem& item : value.items) {
    forget_columns(item.value);
    if (item.value.is_pair) {
      open_brackets(item.value);
    } else if (item.value.lines == std::vector<std::string>{"-"}) {
      put_in_quotes(item.value);  // outside of brackets the dash of an item
    }
  }
}

void put_in_quotes(Written& text) {
  for (std::string& line : text.lines) {
    line = escaped(line);
  }
  text.lines.front() = '"' + text.lines.front();
  text.lines.back() += '"';
}

}  // namespace outturn::yaml
