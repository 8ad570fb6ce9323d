// RFC 4180, strictly, over text already in memory.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::csv {

inline constexpr std::size_t kLongestRow = 1'000'000;  // bytes
inline constexpr std::size_t kMostColumns = 1'000;

// One field: its text, unquoted. Valid until the next row is read.
struct Field {
  std::string_view text;
  std::size_t column;  // character column on which the field begins, from 1
  std::size_t line;    // line on which it begins: a quoted field before it may hold line breaks
};

// Rows of a text, one after another. UTF-8 (an initial byte order mark is skipped); fields parted
// by commas; rows end with LF or CRLF; a quote only opens at the start of a field and is doubled
// inside. Everything else is a problem with line and column: a stray quote, an open quote at the
// end, a bare CR, a NUL, bytes that aren't UTF-8, a row longer than kLongestRow.
class Reader {
 public:
  // `text` must outlive the reader; `name` is used in places only.
  Reader(std::string_view text, std::string_view name);

  // Reads the next row into `fields`; false at the end. A row that breaks the form throws
  // InputError: after it the file can't be read on with confidence.
  bool next(std::vector<Field>& fields);

  // The line on which the row just read begins.
  std::size_t line() const { return row_line_; }

 private:
  std::string_view rest_;
  std::string name_;
  std::string unquoted_;  // texts of quoted fields with doubled quotes
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
};

// Quotes a field when it must be (comma, quote, line break) and appends it to `out`.
void append_field(std::string& out, std::string_view text);

}  // namespace outturn::csv
