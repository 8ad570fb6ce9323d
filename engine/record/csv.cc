#include "record/csv.h"

#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

Place place_at(std::string_view text, std::size_t at, std::string_view name) {
  const std::string_view before = text.substr(0, at);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return {std::string(name), lines_in(before) + 1, characters_in(before.substr(line_start)) + 1};
}

void check_bytes(std::string_view text, std::string_view name) {
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos) {
    throw InputError(place_at(text, nul, name),
                     Reason::nul_byte,
                     "a NUL byte: this isn't a text file",
                     "save the sheet as CSV (UTF-8)");
  }
  const auto invalid = invalid_utf8_at(text);
  if (invalid != std::string_view::npos) {
    const auto byte = static_cast<unsigned char>(text[invalid]);
    throw InputError(place_at(text, invalid, name),
                     Reason::not_utf8,
                     fmt::format("the byte 0x{:02X} isn't UTF-8 here", byte),
                     "save the sheet as CSV (UTF-8)");
  }
}

bool ends_field(std::string_view text, std::size_t at) {
  return at == text.size() || text[at] == ',' || text[at] == '\n' || text.substr(at, 2) == "\r\n";
}

}  // namespace

std::size_t Field::column() const {
  return characters_in(before) + 1;
}

Reader::Reader(std::string_view text, std::string_view name)
    : text_(text.substr(0, kByteOrderMark.size()) == kByteOrderMark
                ? text.substr(kByteOrderMark.size())
                : text),
      rest_(text_),
      name_(name) {
  check_bytes(text_, name);
}

bool Reader::next(std::vector<Field>& fields) {
  fields.clear();
  if (rest_.empty()) {
    return false;
  }
  row_line_ = line_;
  const std::string_view line = rest_.substr(0, rest_.substr(0, kLongestRow + 2).find('\n'));
  if (line.find('"') == std::string_view::npos) {
    split_plain(take_line(), fields);
  } else {
    split_quoted(fields);
  }
  return true;
}

Place Reader::place_of(const Field& field) const {
  return {name_, field.line, field.column()};
}

// The next line without its end, taken off the rest.
std::string_view Reader::take_line() {
  const std::size_t end = rest_.substr(0, kLongestRow + 2).find('\n');
  if (end == std::string_view::npos && rest_.size() > kLongestRow) {
    refuse_length();
  }
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (!line.empty() && line.back() == '\r' && end != std::string_view::npos) {
    line.remove_suffix(1);
  }
  if (line.size() > kLongestRow) {
    refuse_length();
  }
  ++line_;
  return line;
}

void Reader::split_plain(std::string_view row, std::vector<Field>& fields) {
  const auto bare = row.find('\r');
  if (bare != std::string_view::npos) {
    refuse(row.substr(bare), "a carriage return without a line feed");
  }
  std::size_t at = 0;
  for (std::size_t comma = row.find(','); comma != std::string_view::npos;
       comma = row.find(',', at)) {
    add(fields, {row.substr(at, comma - at), row_line_, row.substr(0, at)});
    at = comma + 1;
  }
  add(fields, {row.substr(at), row_line_, row.substr(0, at)});
}

// A row with quotes somewhere: it may go on over line ends.
void Reader::split_quoted(std::vector<Field>& fields) {
  unquoted_.clear();
  unquoted_.reserve(kLongestRow);  // a whole row, so that the views into it stay valid
  const std::string_view window = rest_.substr(0, kLongestRow + 2);
  std::size_t at = 0;
  std::size_t line_start = 0;
  while (true) {
    Field field{{}, line_, window.substr(line_start, at - line_start)};
    const std::size_t begin = at;
    if (at < window.size() && window[at] == '"') {
      at = read_quoted(window, at, field);
      const auto last_break = window.substr(begin, at - begin).rfind('\n');
      line_start = last_break == std::string_view::npos ? line_start : begin + last_break + 1;
    } else {
      at = std::min(window.find_first_of(",\n\"\r", at), window.size());
      field.text = window.substr(begin, at - begin);
    }
    if (at > kLongestRow || (at == window.size() && window.size() < rest_.size())) {
      refuse_length();
    }
    if (!ends_field(window, at)) {
      refuse(window.substr(at),
             window[at] == '"'    ? "a quote inside a value that doesn't begin with one"
             : window[at] == '\r' ? "a carriage return without a line feed"
                                  : "text after the closing quote");
    }
    add(fields, field);
    if (at == window.size() || window[at] != ',') {
      break;
    }
    ++at;
  }
  at = window.find('\n', at);
  rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + 1);
  ++line_;
}

// Reads the quoted field that begins at `at`; the position after its closing quote.
std::size_t Reader::read_quoted(std::string_view window, std::size_t at, Field& field) {
  const std::size_t begin = at + 1;
  bool doubled = false;
  std::size_t quote = window.find('"', begin);
  while (quote != std::string_view::npos && window.substr(quote + 1, 1) == "\"") {
    doubled = true;
    quote = window.find('"', quote + 2);
  }
  if (quote == std::string_view::npos) {
    if (window.size() < rest_.size()) {
      refuse_length();
    }
    refuse(window.substr(at), "this quote is never closed");
  }
  const std::string_view inner = window.substr(begin, quote - begin);
  field.text = doubled ? without_doubled_quotes(inner) : inner;
  line_ += lines_in(inner);
  return quote + 1;
}

std::string_view Reader::without_doubled_quotes(std::string_view inner) {
  const std::size_t start = unquoted_.size();
  for (std::size_t at = 0; at < inner.size(); ++at) {
    unquoted_ += inner[at];
    at += inner[at] == '"' ? 1U : 0U;
  }
  return std::string_view(unquoted_).substr(start);
}

void Reader::add(std::vector<Field>& fields, const Field& field) const {
  if (fields.size() == kMostColumns) {
    throw InputError({name_, row_line_, 0},
                     Reason::csv_columns,
                     fmt::format("more than {} values in one row", kMostColumns));
  }
  fields.push_back(field);
}

void Reader::refuse(std::string_view at, std::string_view message) const {
  throw InputError(
      place_at(text_, static_cast<std::size_t>(at.data() - text_.data()), name_),
      Reason::csv_quote,
      std::string(message),
      "a value that holds a comma, a quote or a line end stands in quotes, with quotes "
      "inside it doubled");
}

void Reader::refuse_length() const {
  throw InputError({name_, row_line_, 0},
                   Reason::csv_line_too_long,
                   fmt::format("a row of more than {} bytes", kLongestRow),
                   "look for a quote that is never closed");
}

void append_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    out += c;
    if (c == '"') {
      out += '"';
    }
  }
  out += '"';
}

}  // namespace outturn::csv
