#include "yaml/text.h"

#include "value/utf8.h"
#include "yaml/document.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace outturn::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostTabs = 100;

Place place_of(std::string_view text, std::size_t at, std::string_view name) {
  const std::string_view before = text.substr(0, at);
  const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  return {std::string(name),
          static_cast<std::size_t>(line),
          characters_in(before.substr(line_start)) + 1};
}

bool is_control(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  const bool ends_line = c == '\n' || (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
  return (c < 0x20 && c != '\t' && !ends_line) || c == 0x7F;
}

void refuse_control(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_control(text, at)) {
      continue;
    }
    const Place place = place_of(text, at, name);
    if (text[at] == '\0') {
      throw InputError(place, Reason::nul_byte, "a NUL byte: this isn't a text file");
    }
    if (text[at] == '\r') {
      throw InputError(place,
                       Reason::yaml_syntax,
                       "a carriage return without a line feed",
                       "save the file with Unix or Windows line ends");
    }
    throw InputError(place,
                     Reason::yaml_syntax,
                     fmt::format("a control character (U+{:04X})", static_cast<int>(text[at])));
  }
}

// Inside the text it can't be seen, and would be part of a word.
void refuse_marks(std::string_view text, std::string_view name) {
  if (const auto at = text.find(kByteOrderMark); at != std::string_view::npos) {
    throw InputError(place_of(text, at, name),
                     Reason::yaml_syntax,
                     "a byte order mark amid the text",
                     "remove it: it can't be seen, and makes a word another word");
  }
}

void refuse_tabs(std::string_view text, std::string_view name) {
  std::vector<Problem> tabs;
  auto at = text.find('\t');
  while (at != std::string_view::npos && tabs.size() < kMostTabs) {
    tabs.push_back({place_of(text, at, name),
                    Reason::tab_character,
                    "a tab character",
                    "use spaces: how wide a tab is depends on who looks"});
    at = text.find('\t', at + 1);
  }
  if (!tabs.empty()) {
    throw InputError(std::move(tabs));
  }
}

}  // namespace

std::string_view checked_text(std::string_view text, std::string_view name) {
  if (text.size() > kLargestText) {
    throw InputError({std::string(name), 0, 0},
                     Reason::file_too_large,
                     fmt::format("{} bytes; at most {} are read", text.size(), kLargestText));
  }
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  const auto invalid = invalid_utf8_at(text);
  if (invalid != std::string_view::npos) {
    throw InputError(place_of(text, invalid, name),
                     Reason::not_utf8,
                     fmt::format("the byte 0x{:02X} isn't UTF-8 here",
                                 static_cast<unsigned char>(text[invalid])),
                     "save the file as UTF-8");
  }
  refuse_control(text, name);
  refuse_marks(text, name);
  refuse_tabs(text, name);
  return text;
}

}  // namespace outturn::yaml
