#include "yaml/fit_layout.h"

#include "value/utf8.h"

#include <utility>

namespace outturn::yaml {
namespace {

constexpr std::size_t kLongestSimpleKey = 1024;  // bytes; yaml-cpp looks no further for the colon

void fit_item(WrittenItem& item, bool has_key, std::size_t column);

// A value that would begin in column `begin` on one line, and otherwise has its items in `inner`.
void fit_value(Written& value, std::vector<Comment>& above, std::size_t begin, std::size_t inner) {
  const bool may_open = value.in_brackets && !value.items.empty();
  if (may_open && begin + characters_in(on_one_line(value)) > kWidest) {
    open_brackets(value);
  }
  if (!is_block(value)) {
    return;
  }
  if (value.beside) {
    above.push_back(*std::exchange(value.beside, std::nullopt));
  }
  for (WrittenItem& item : value.items) {
    fit_item(item, value.kind == Written::Kind::map, inner);
  }
}

void fit_item(WrittenItem& item, bool has_key, std::size_t column) {
  const bool is_named = has_key && is_simple_key(item.key);
  const std::size_t used = column + 1 + (is_named ? characters_in(item.key.lines.front()) : 0);
  const bool is_below = item.value.in_brackets && goes_below(item.value, used);
  fit_value(item.value, item.above, is_below ? column + kIndent : used + 1, column + kIndent);
}

std::string entry_on_one_line(const WrittenItem& entry) {
  const std::string value = on_one_line(entry.value);
  return entry.key.lines.front() + (value.empty() ? ":" : ": ") + value;
}

// In a list nothing needs a word: [a, ] is a list of one.
std::string item_on_one_line(const WrittenItem& item) {
  return item.value.kind == Written::Kind::nothing ? "~" : on_one_line(item.value);
}

}  // namespace

void fit(Layout& layout) {
  fit_value(layout.root, layout.root.above, 0, 0);
}

std::string on_one_line(const Written& value) {
  if (!has_items(value)) {
    return value.kind == Written::Kind::nothing ? "" : value.lines.front();
  }
  const bool is_map = value.kind == Written::Kind::map;
  std::string text;
  for (const WrittenItem& item : value.items) {
    text += text.empty() ? "" : ", ";
    text += is_map ? entry_on_one_line(item) : item_on_one_line(item);
  }
  return value.is_pair ? text : is_map ? "{" + text + "}" : "[" + text + "]";
}

bool is_simple_key(const Written& key) {
  return key.lines.size() == 1 && !key.is_block_text &&
         key.lines.front().size() <= kLongestSimpleKey;
}

bool goes_below(const Written& value, std::size_t used) {
  const std::size_t width = used + 1 + characters_in(on_one_line(value));
  return !value.above.empty() || (value.begins_below && width > kWidest);
}

}  // namespace outturn::yaml
