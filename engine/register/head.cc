#include "register/head.h"

#include "record/merkle.h"
#include "value/problem.h"

#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kFirstLine = "outturn register head 1\n";

// Takes "NAME: VALUE\n" from the front of a text.
std::optional<std::string_view> take_line(std::string_view& rest, std::string_view name) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || !rest.starts_with(name) ||
      !rest.substr(name.size()).starts_with(": ")) {
    return std::nullopt;
  }
  const std::string_view value = rest.substr(name.size() + 2, end - name.size() - 2);
  rest.remove_prefix(end + 1);
  return value;
}

std::optional<std::size_t> parse_count(std::string_view digits) {
  std::size_t count = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, count);
  return error == std::errc() && stopped == end ? std::optional(count) : std::nullopt;
}

std::optional<Head> parse_head(std::string_view text) {
  if (!text.starts_with(kFirstLine)) {
    return std::nullopt;
  }
  text.remove_prefix(kFirstLine.size());
  const auto id = take_line(text, "register");
  const auto entries = take_line(text, "entries");
  const auto root = take_line(text, "root");
  const auto count = entries ? parse_count(*entries) : std::nullopt;
  const auto digest = root ? parse_digest(*root) : std::nullopt;
  if (!id || !count || !digest || !text.empty()) {
    return std::nullopt;
  }
  return Head{std::string(*id), *count, *digest};
}

}  // namespace

std::string to_text(const Head& head) {
  return fmt::format("{}register: {}\nentries: {}\nroot: {}\n",
                     kFirstLine,
                     head.register_id,
                     head.entries,
                     to_hex(head.root));
}

Head read_head_text(std::string_view text, const std::string& name) {
  auto head = parse_head(text);
  if (!head) {
    throw InputError(Place{name},
                     Reason::not_a_head,
                     "isn't the head of a register",
                     "it is the text that \"outturn register head\" prints, unchanged");
  }
  return std::move(*head);
}

Head head_of(std::string register_id, std::span<const Digest> hashes) {
  return {std::move(register_id), hashes.size(), merkle::root_of(hashes)};
}

bool begins_with(const Head& earlier,
                 const std::string& register_id,
                 std::span<const Digest> hashes) {
  return earlier.register_id == register_id && earlier.entries <= hashes.size() &&
         merkle::root_of(hashes.first(earlier.entries)) == earlier.root;
}

}  // namespace outturn
