#include "yaml/read_layout.h"

#include "yaml/cursor.h"
#include "yaml/offsets.h"
#include "yaml/written_text.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace outturn::yaml {
namespace {

// What a value stands in: nothing, a block, { } or [ ], or [a pair: without braces].
enum class In { document, block, brackets, pair };

struct Around {
  In in;
  std::size_t column = 0;  // of the items of the innermost block, from 0

  bool is_bracketed() const { return in == In::brackets || in == In::pair; }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), cursor_(text), offsets_(text) {}

  Layout layout(const Node& tree);

 private:
  Written value(const Node& node, const Around& around);
  Written nothing(const Around& around);
  WrittenText text_here(std::string_view read_as, std::size_t column) const;
  void read_text(Written& text, std::string_view read_as, std::size_t column);
  void read_collection(Written& value, const Node& node, const Around& around);
  void read_block(Written& block, const Node& node, const Around& around);
  void read_brackets(Written& value, const Node& node);
  void read_items(Written& value, const Node& node, const Around& inside);
  WrittenItem entry(const Entry& entry, const Around& inside);
  WrittenItem item(const Node& node, const Around& inside);
  void end_item(Written& value, const Around& inside);

  void receive(Written& value);
  void read_beside(Written& value);

  std::string_view text_;
  Cursor cursor_;
  Offsets offsets_;
};

void append(std::vector<Comment>& list, std::vector<Comment> more) {
  std::move(more.begin(), more.end(), std::back_inserter(list));
}

Layout Reader::layout(const Node& tree) {
  Layout layout;
  layout.root = value(tree, {In::document});
  cursor_.pass_to(text_.size());
  layout.below = cursor_.take().comments;
  layout.comments = cursor_.take_comments();
  return layout;
}

Written Reader::value(const Node& node, const Around& around) {
  if (node.kind == Node::Kind::empty) {
    return nothing(around);
  }
  Written value;
  cursor_.pass_to(offsets_.of(node.place));
  receive(value);
  if (node.is_scalar()) {
    read_text(value, node.text, around.column);
  } else {
    value.kind = node.is_map() ? Written::Kind::map : Written::Kind::list;
    read_collection(value, node, around);
  }
  return value;
}

void Reader::read_collection(Written& value, const Node& node, const Around& around) {
  const char first = text_[cursor_.at()];
  if (first == '{' || first == '[') {
    read_brackets(value, node);
  } else if (around.is_bracketed()) {
    value.is_pair = value.in_brackets = true;
    read_items(value, node, {In::pair});
  } else {
    read_block(value, node, around);
  }
}

Written Reader::nothing(const Around& around) {
  Written value;
  if (around.in == In::document) {
    cursor_.pass_marks();
  }
  const std::string_view word = cursor_.pass_nothing(around.is_bracketed());
  receive(value);
  if (!word.empty()) {
    value.kind = Written::Kind::text;
    value.lines.emplace_back(word);
  }
  read_beside(value);
  if (word.empty() && around.in == In::block) {
    value.below = cursor_.comments_below(around.column + 1);
  }
  return value;
}

WrittenText Reader::text_here(std::string_view read_as, std::size_t column) const {
  switch (text_[cursor_.at()]) {
    case '|':
    case '>':
      return block_text(text_, cursor_.at(), column);
    case '"':
    case '\'':
      return quoted_text(text_, cursor_.at());
    default:
      return plain_text(text_, cursor_.at(), read_as);
  }
}

void Reader::read_text(Written& text, std::string_view read_as, std::size_t column) {
  const char first = text_[cursor_.at()];
  WrittenText written = text_here(read_as, column);
  text.kind = Written::Kind::text;
  text.is_block_text = first == '|' || first == '>';
  text.lines = std::move(written.lines);
  if (text.is_block_text) {
    cursor_.jump(cursor_.at() + text.lines.front().size());
    read_beside(text);
    cursor_.jump(written.end);
  } else {
    cursor_.jump(written.end);
    read_beside(text);
  }
}

// A list may stand in the column of the key it belongs to: a comment there is about the next key.
void Reader::read_block(Written& block, const Node& node, const Around& around) {
  const std::size_t column = node.place.column - 1;
  read_items(block, node, {In::block, column});
  const bool is_outermost = around.in == In::document;
  block.below = cursor_.comments_below(is_outermost ? column : std::max(column, around.column + 1));
}

// Comments inside of brackets that hold nothing else go above them: there is no item to open to.
void Reader::read_brackets(Written& value, const Node& node) {
  const char closing = text_[cursor_.at()] == '{' ? '}' : ']';
  cursor_.jump(cursor_.at() + 1);
  const std::optional<Comment> first = cursor_.comment_beside();
  if (first) {
    value.above.push_back(*first);
    value.above.back().column = 0;  // what stood before it is gone
  }
  read_items(value, node, {In::brackets});
  if (!cursor_.pass(closing)) {
    throw Defect("brackets aren't closed where their last item ends");
  }
  std::vector<Comment>& rest = value.items.empty() ? value.above : value.below;
  append(rest, cursor_.take().comments);
  value.in_brackets = value.items.empty() || (!first && !needs_lines(value));
  if (!value.in_brackets) {
    open_brackets(value);
  }
  read_beside(value);
}

void Reader::read_items(Written& value, const Node& node, const Around& inside) {
  for (const Entry& one : node.entries) {
    value.items.push_back(entry(one, inside));
    end_item(value.items.back().value, inside);
  }
  for (const Node& one : node.items) {
    value.items.push_back(item(one, inside));
    end_item(value.items.back().value, inside);
  }
}

WrittenItem Reader::entry(const Entry& entry, const Around& inside) {
  cursor_.pass_to(offsets_.of(entry.key_place));
  Gap gap = cursor_.take();
  WrittenItem written{std::move(gap.comments), gap.blank, {}, {}};
  read_text(written.key, entry.key, inside.column);
  if (std::optional<Comment> comment = std::exchange(written.key.beside, std::nullopt)) {
    written.above.push_back(std::move(*comment));  // of a key after ?, alone on its line
  }
  if (entry.value.kind == Node::Kind::empty) {
    cursor_.pass_colon(inside.is_bracketed());
  }
  written.value = value(entry.value, inside);
  return written;
}

WrittenItem Reader::item(const Node& node, const Around& inside) {
  if (inside.in == In::brackets) {
    cursor_.pass_blanks();
  } else if (!cursor_.pass('-')) {
    throw Defect("an item of a list has no dash");
  }
  Gap gap = cursor_.take();
  return {std::move(gap.comments), gap.blank, {}, value(node, inside)};
}

// A comment after the comma belongs to the value before it.
void Reader::end_item(Written& value, const Around& inside) {
  if (inside.in == In::brackets) {
    cursor_.pass(',');
    read_beside(value.is_pair ? value.items.back().value : value);
  }
}

// Takes what stood between key or dash and value.
void Reader::receive(Written& value) {
  Gap gap = cursor_.take();
  value.above = std::move(gap.comments);
  value.begins_below = gap.line_end;
  value.blank_above = gap.blank;
}

// Takes a comment after a value, unless there is one already: then it is left to what follows.
// Where no value is written, that is one after its key or dash.
void Reader::read_beside(Written& value) {
  const bool is_written = value.kind != Written::Kind::nothing;
  if (!is_written && value.above.empty()) {
    if (std::optional<Comment> comment = cursor_.comment_beside()) {
      value.above.push_back(std::move(*comment));
    }
  } else if (is_written && !value.beside) {
    value.beside = cursor_.comment_beside();
  }
}

}  // namespace

Layout read_layout(std::string_view text, const Node& tree) {
  return Reader(text).layout(tree);
}

}  // namespace outturn::yaml
