#include "text/page.h"

#include "value/utf8.h"

#include <algorithm>
#include <array>

namespace outturn {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kThinRule = "─";
constexpr std::size_t kGap = 2;              // blanks between columns
constexpr std::size_t kNarrowestFirst = 12;  // of a table's first column
constexpr std::size_t kNarrowest = 4;        // of any other

struct Range {
  char32_t first;
  char32_t last;
};

// What a field must not hold on its way to a terminal: controls, marks of direction, and characters
// without width or with a line break in them.
constexpr std::array kUnprintable = {
    Range{0x00, 0x1F},
    Range{0x7F, 0x9F},
    Range{0xAD, 0xAD},
    Range{0x061C, 0x061C},
    Range{0x180E, 0x180E},
    Range{0x200B, 0x200F},
    Range{0x2028, 0x202E},
    Range{0x2060, 0x206F},
    Range{0xFE00, 0xFE0F},
    Range{0xFEFF, 0xFEFF},
    Range{0xFFF0, 0xFFFB},
    Range{0xE0000, 0xE0FFF},
};

std::size_t bytes_of_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : (first < 0xE0 ? 2 : (first < 0xF0 ? 3 : 4));
  return std::min(length, text.size());
}

char32_t code_point(std::string_view character) {
  constexpr std::array<unsigned, 4> kLeadBits = {0x7F, 0x1F, 0x0F, 0x07};
  auto code = static_cast<char32_t>(static_cast<unsigned char>(character.front()) &
                                    kLeadBits.at(character.size() - 1));
  for (const char c : character.substr(1)) {
    code = (code << 6) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

bool is_printable(std::string_view character) {
  const char32_t code = code_point(character);
  return std::none_of(kUnprintable.begin(), kUnprintable.end(), [&](const Range& range) {
    return range.first <= code && code <= range.last;
  });
}

// The byte after the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    at += bytes_of_character(text.substr(at));
  }
  return at;
}

std::string blanks(std::size_t count) {
  return std::string(count, ' ');
}

std::size_t rest_of(std::size_t whole, std::size_t taken) {
  return whole > taken ? whole - taken : 1;
}

// The first line's bytes and where the next begins.
struct Cut {
  std::size_t end;
  std::size_t next;
};

Cut cut_at(std::string_view text, std::size_t width) {
  const std::size_t limit = bytes_of(text, width);
  if (limit == text.size()) {
    return {limit, limit};
  }
  const auto space = text.substr(0, limit + 1).rfind(' ');
  if (space == std::string_view::npos || space == 0) {
    return {limit, limit};
  }
  return {space, space + 1};
}

std::string_view codes_of(Paint paint) {
  switch (paint) {
    case Paint::plain:
      return "";
    case Paint::strong:
      return "\033[1m";
    case Paint::faint:
      return "\033[2m";
    case Paint::good:
      return "\033[1;32m";
    case Paint::warning:
      return "\033[1;33m";
    case Paint::alarm:
      return "\033[1;31m";
  }
  return "";
}

std::string_view without_end_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);  // npos + 1 is 0
}

std::vector<std::size_t> natural_widths(const Table& table) {
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const Table::Row& row : table.rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], characters_in(printable(row.cells.at(i))));
    }
  }
  return widths;
}

std::size_t sum_of(const std::vector<std::size_t>& widths) {
  std::size_t sum = kGap * (widths.size() - 1);
  for (const std::size_t width : widths) {
    sum += width;
  }
  return sum;
}

// Takes what is too much from the first column, then from the widest of the others.
std::vector<std::size_t> fitted(std::vector<std::size_t> widths, std::size_t room) {
  while (sum_of(widths) > room) {
    const auto widest = std::max_element(widths.begin() + 1, widths.end());
    if (widths.front() > kNarrowestFirst) {
      --widths.front();
    } else if (widest != widths.end() && *widest > kNarrowest) {
      --*widest;
    } else {
      break;
    }
  }
  return widths;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t valid = std::min(invalid_utf8_at(text), text.size());
    for (std::size_t at = 0; at < valid;) {
      const std::size_t length = bytes_of_character(text.substr(at));
      const std::string_view character = text.substr(at, length);
      out += is_printable(character) ? character : std::string_view("?");
      at += length;
    }
    if (valid == text.size()) {
      break;
    }
    out += '?';
    text.remove_prefix(valid + 1);
  }
  return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  do {
    const Cut cut = cut_at(text, std::max<std::size_t>(width, 1));
    lines.emplace_back(without_end_blanks(text.substr(0, cut.end)));
    text.remove_prefix(cut.next);
  } while (!text.empty());
  return lines;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (characters_in(text) <= width) {
    return std::string(text);
  }
  return std::string(text.substr(0, bytes_of(text, width - 1))).append(kEllipsis);
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t have = characters_in(text);
  return std::string(text) + blanks(width > have ? width - have : 0);
}

std::string padded_left(std::string_view text, std::size_t width) {
  const std::size_t have = characters_in(text);
  return blanks(width > have ? width - have : 0).append(text);
}

void Page::put(std::string_view prefix, std::string_view text, Paint paint) {
  const std::string_view body = without_end_blanks(text);
  const bool coloured = look_.colour && paint != Paint::plain && !body.empty();
  text_ += body.empty() ? without_end_blanks(prefix) : prefix;
  text_ += coloured ? codes_of(paint) : "";
  text_ += body;
  text_ += coloured ? "\033[0m" : "";
  text_ += '\n';
}

void Page::blank() {
  text_ += '\n';
}

void Page::rule() {
  std::string line;
  for (std::size_t i = 0; i < look_.width; ++i) {
    line += kThinRule;
  }
  put("", line, Paint::faint);
}

void Page::heading(std::string_view title) {
  blank();
  put("", printable(title), Paint::strong);
  rule();
}

void Page::paragraph(std::string_view text, std::size_t indent, Paint paint, std::size_t hang) {
  prefixed(blanks(indent), blanks(indent + hang), text, paint);
}

void Page::labelled(std::string_view first, std::size_t label_width, std::string_view text) {
  prefixed(padded(printable(first), label_width), blanks(label_width), text);
}

void Page::split(std::string_view left, std::string_view right, Paint paint, std::size_t indent) {
  const std::string end = shortened(printable(right), look_.width / 2);
  const std::size_t room = rest_of(look_.width, indent + characters_in(end) + kGap);
  std::vector<std::string> lines = wrapped(printable(left), room);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool last = i + 1 == lines.size();
    put(blanks(indent), last ? padded(lines[i], room + kGap) + end : lines[i], paint);
  }
}

void Page::prefixed(std::string_view first,
                    std::string_view others,
                    std::string_view text,
                    Paint paint) {
  const std::size_t taken = std::max(characters_in(first), characters_in(others));
  const std::size_t room = std::max(rest_of(look_.width, taken), look_.width / 4);
  bool begun = false;
  for (const std::string& line : wrapped(printable(text), room)) {
    put(begun ? others : first, line, paint);
    begun = true;
  }
}

void Page::verbatim(std::string_view text, std::size_t indent) {
  put(blanks(indent), printable(text), Paint::plain);
}

void Page::table_row(const Table& table,
                     const Table::Row& row,
                     const std::vector<std::size_t>& widths) {
  const std::vector<std::string> first = wrapped(printable(row.cells.front()), widths.front());
  for (std::size_t at = 0; at < first.size(); ++at) {
    const bool last = at + 1 == first.size();
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell =
          i == 0 ? first[at] : (last ? shortened(printable(row.cells[i]), widths[i]) : "");
      line += i == 0 ? "" : blanks(kGap);
      line +=
          table.columns[i] == Align::right ? padded_left(cell, widths[i]) : padded(cell, widths[i]);
    }
    put(blanks(table.indent), line, row.paint);
  }
}

void Page::table(const Table& table) {
  const std::size_t room = rest_of(look_.width, table.indent);
  const std::vector<std::size_t> widths = fitted(natural_widths(table), room);
  for (const Table::Row& row : table.rows) {
    if (row.ruled) {
      rule();
    }
    table_row(table, row, widths);
  }
}

}  // namespace outturn
