// Text for a terminal: wrapped, aligned, and harmless whatever the data holds.
//
// Everything printed passes through here: control characters and marks that turn the direction of
// writing become '?', no line is longer than the page is wide, and none ends in blanks. Widths
// count characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// `text` without what could command a terminal or turn its letters around; each such character
// becomes '?'. Line breaks too: a field is never more than one line. Text that isn't UTF-8 becomes
// '?' byte by byte where it breaks.
std::string printable(std::string_view text);

// The lines of `text`, none over `width` characters (at least 1): broken at blanks, and inside a
// word only where the word alone is too long. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// `text` cut to `width` characters, the last of which is then "…".
std::string shortened(std::string_view text, std::size_t width);

// `text` with blanks after it, or before it, up to `width` characters.
std::string padded(std::string_view text, std::size_t width);
std::string padded_left(std::string_view text, std::size_t width);

enum class Paint { plain, strong, faint, good, warning, alarm };

// How a page looks.
struct Look {
  std::size_t width = 80;
  bool colour = false;
};

enum class Align { left, right };

// A table: columns as wide as they need be; where that is too much, the first one gives way and
// wraps, and others are cut.
struct Table {
  struct Row {
    std::vector<std::string> cells;
    Paint paint = Paint::plain;
    bool ruled = false;  // a thin rule above it
  };
  std::vector<Align> columns;
  std::vector<Row> rows;  // each with as many cells as there are columns
  std::size_t indent = 0;
};

class Page {
 public:
  explicit Page(const Look& look) : look_(look) {}

  std::size_t width() const { return look_.width; }

  void blank();
  void rule();
  // A title in capitals as given, over a thin rule, with a blank line before it.
  void heading(std::string_view title);

  // Wrapped at the page's width; later lines keep the indent and `hang` further blanks.
  void paragraph(std::string_view text,
                 std::size_t indent = 0,
                 Paint paint = Paint::plain,
                 std::size_t hang = 0);

  // Text that later lines set under `first`: "Period    2013/14".
  void labelled(std::string_view first, std::size_t label_width, std::string_view text);

  // `left` from the left and `right` at the right edge; `left` wraps before it.
  void split(std::string_view left,
             std::string_view right,
             Paint paint = Paint::plain,
             std::size_t indent = 0);

  // Lines whose first begins with `first` and whose others begin with `others`: branches of a tree.
  void prefixed(std::string_view first,
                std::string_view others,
                std::string_view text,
                Paint paint = Paint::plain);

  // A line as it is: a command to copy, which must not be broken.
  void verbatim(std::string_view text, std::size_t indent);

  void table(const Table& table);

  std::string take() { return std::move(text_); }

 private:
  void put(std::string_view prefix, std::string_view text, Paint paint);
  void table_row(const Table& table, const Table::Row& row, const std::vector<std::size_t>& widths);

  Look look_;
  std::string text_;
};

}  // namespace outturn
