#include "record/minisign_form.h"

#include "record/base64.h"
#include "record/minisign.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::minisign {
namespace {

constexpr std::string_view kKeyOf = "outturn key of ";

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::optional<std::string> bytes_in_line(std::string_view line, std::size_t size) {
  if (line.size() != (size + 2) / 3 * 4) {
    return std::nullopt;
  }
  auto bytes = bytes_of_base64(line);
  return bytes && bytes->size() == size ? std::move(bytes) : std::nullopt;
}

std::string id_of(std::string_view number) {
  std::string id;
  for (auto byte = number.rbegin(); byte != number.rend(); ++byte) {
    id += fmt::format("{:02X}", static_cast<unsigned char>(*byte));
  }
  return id;
}

std::string number_of(std::string_view id) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  std::string number;
  for (std::size_t at = id.size(); at > 1; at -= 2) {
    number += static_cast<char>(digit(id[at - 2]) * 16 + digit(id[at - 1]));
  }
  return number;
}

std::string comment_naming(std::string_view person) {
  return fmt::format("{}{}{}", kUntrusted, kKeyOf, person);
}

std::string person_named_in(std::string_view comment_line) {
  if (!comment_line.starts_with(kUntrusted)) {
    return "";
  }
  comment_line.remove_prefix(kUntrusted.size());
  if (!comment_line.starts_with(kKeyOf)) {
    return "";
  }
  comment_line.remove_prefix(kKeyOf.size());
  return is_person_name(comment_line) ? std::string(comment_line) : "";
}

}  // namespace outturn::minisign
