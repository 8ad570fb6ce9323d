// A file as it is laid out: the tree of document.h together with what the tree leaves out, that is
// how each value is written, and the comments and blank lines around it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outturn::yaml {

struct Comment {
  std::string text;          // from its '#', without blanks at its end
  std::size_t column = 0;    // in which it begins, in characters from 0; 0: as near as it may
  bool beside = false;       // something else stands before it on its line
  bool blank_above = false;  // a blank line, or several
};

struct WrittenItem;

// A value as it is written.
struct Written {
  // A word for nothing, such as ~, is a text here; `nothing` is written as nothing.
  enum class Kind { text, map, list, nothing } kind = Kind::nothing;

  std::vector<std::string> lines;  // text: each without its indent, quotes and all; of a | or >
                                   // text, the line with the sign first
  bool is_block_text = false;      // a | or > text

  std::vector<WrittenItem> items;  // map and list
  bool in_brackets = false;        // map and list: written in { } or [ ], and still fit for it
  bool is_pair = false;            // a map of one entry without braces, [like: this]

  std::vector<Comment> above;     // between key or dash and value; the first may be beside those
  std::optional<Comment> beside;  // after the value; of a | or > text, after the sign
  std::vector<Comment> below;     // after the last item; of nothing, indented below its key or dash
  bool begins_below = false;      // the value begins on a line below its key or dash
  bool blank_above = false;       // a blank line between the last comment above and the value
};

// An entry of a map, or an item of a list.
struct WrittenItem {
  std::vector<Comment> above;
  bool blank_above = false;  // between the last comment above and the item
  Written key;               // map only: a text
  Written value;
};

struct Layout {
  Written root;
  std::vector<Comment> below;         // after everything
  std::vector<std::string> comments;  // the text of every comment, in order
};

inline bool has_items(const Written& value) {
  return value.kind == Written::Kind::map || value.kind == Written::Kind::list;
}

inline bool is_block(const Written& value) {
  return has_items(value) && !value.in_brackets;
}

// Whether a map or list holds what can't be written on one line: a comment, or a text of several
// lines.
bool needs_lines(const Written& value);

// Takes a map or list out of its brackets, to be written on a line for each item. A text that would
// be something else without brackets around it is put in quotes.
void open_brackets(Written& value);

// Puts a text without quotes into quotes; its value stays.
void put_in_quotes(Written& text);

}  // namespace outturn::yaml
