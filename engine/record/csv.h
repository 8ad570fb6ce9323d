// RFC 4180, strictly, over text already in memory.
#pragma once

#include "value/problem.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::csv {

inline constexpr std::size_t kLongestRow = 1'000'000;  // bytes, line end not counted
inline constexpr std::size_t kMostColumns = 1'000;

// One field. Valid until the next row is read.
struct Field {
  std::string_view text;    // unquoted
  std::size_t line = 0;     // on which it begins: a quoted field before it may hold line breaks
  std::string_view before;  // the part of that line before the field

  // The character column on which the field begins, from 1. Counted when asked for: only problems
  // need it.
  std::size_t column() const;
};

// Rows of a text, one after another. UTF-8 (an initial byte order mark is skipped); fields parted
// by commas; rows end with LF or CRLF; a quote only opens at the start of a field and is doubled
// inside. An empty line is a row with one empty field.
class Reader {
 public:
  // `text` must outlive the reader; `name` is used in places only. Throws InputError for a text
  // that isn't UTF-8 or holds a NUL.
  Reader(std::string_view text, std::string_view name);

  // Reads the next row into `fields`; false at the end. A row that breaks the form (a stray or open
  // quote, a bare CR outside quotes, more than kLongestRow bytes or kMostColumns fields) throws
  // InputError: after it the file can't be read on with confidence.
  bool next(std::vector<Field>& fields);

  // The line on which the row just read begins.
  std::size_t line() const { return row_line_; }

  Place place_of(const Field& field) const;

 private:
  std::string_view take_line();
  void split_plain(std::string_view row, std::vector<Field>& fields);
  void split_quoted(std::vector<Field>& fields);
  std::size_t read_quoted(std::string_view window, std::size_t at, Field& field);
  std::string_view without_doubled_quotes(std::string_view inner);
  void add(std::vector<Field>& fields, const Field& field) const;

  [[noreturn]] void refuse(std::string_view at, std::string_view message) const;
  [[noreturn]] void refuse_length() const;

  std::string_view text_;
  std::string_view rest_;
  std::string name_;
  std::string unquoted_;  // texts of this row's fields with doubled quotes
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
};

// Quotes a field when it must be (comma, quote, line break) and appends it to `out`.
void append_field(std::string& out, std::string_view text);

}  // namespace outturn::csv
