#include "record/json.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1;
constexpr std::size_t kMostLevels = 64;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// Whether canonical JSON, as narrowed here, can hold the number.
bool is_exact_integer(const Json& value) {
  if (value.is_number_unsigned()) {
    return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(kLargestInteger);
  }
  const auto number = value.get<std::int64_t>();
  return number >= -kLargestInteger && number <= kLargestInteger;
}

void check_writable(const Json& value) {
  if (value.is_number_float() || value.is_binary() || value.is_discarded()) {
    throw Defect("a record holds a fraction or bytes; write them as text");
  }
  if (value.is_number_integer() && !is_exact_integer(value)) {
    throw Defect("a record holds an integer beyond 2^53 - 1; write it as text");
  }
  if (!value.is_structured()) {
    return;
  }
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (value.is_object() && !is_ascii(it.key())) {
      throw Defect("a record holds a key outside ASCII");
    }
    check_writable(*it);
  }
}

// Walks the text for the parser and remembers how far it has been read, because the parser's events
// come without a position.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** read) : at_(at), read_(read) {}

  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *read_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    const Cursor before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** read_;
};

// Receives the parser's events and builds the value, refusing what the header says.
class StrictBuilder : public nlohmann::json_sax<Json> {
 public:
  StrictBuilder(std::string_view text, std::string_view name)
      : text_(text), name_(name), read_(text.data()) {}

  Cursor begin() { return {text_.data(), &read_}; }
  Cursor end() { return {text_.data() + text_.size(), &read_}; }
  Json take() { return std::move(root_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add_integer(value); }
  bool number_unsigned(number_unsigned_t value) override { return add_integer(value); }
  bool number_float(number_float_t, const string_t&) override { refuse_number(); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { throw Defect("bytes in JSON text"); }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& key) override {
    if (!is_ascii(key)) {
      refuse(start_of_string(), fmt::format("the key {} is outside ASCII", shown(key)));
    }
    if (open_.back()->contains(key)) {
      refuse(start_of_string(), fmt::format("the key {} stands here twice", shown(key)));
    }
    key_ = key;
    return true;
  }

  bool parse_error(std::size_t position,
                   const std::string&,
                   const nlohmann::detail::exception& error) override {
    refuse(position == 0 ? 0 : position - 1, "this isn't JSON: " + expectation(error.what()));
  }

  [[noreturn]] void refuse(std::size_t offset, std::string message) const {
    throw InputError(
        place_of(std::min(offset, text_.size())), Reason::not_a_statement, std::move(message));
  }

 private:
  template <typename T>
  bool add_integer(T value) {
    if (!is_exact_integer(value)) {
      refuse_number();
    }
    return add(value);
  }

  [[noreturn]] void refuse_number() const {
    const auto is_part = [](char c) {
      return std::string_view("+-.0123456789eE").find(c) != std::string_view::npos;
    };
    std::size_t start = read();
    if (start > 0 && !is_part(text_[start - 1])) {
      --start;  // the parser reads one character ahead
    }
    while (start > 0 && is_part(text_[start - 1])) {
      --start;
    }
    refuse(start, "only whole numbers up to 2^53 - 1 can stand here; write others as text");
  }

  Json* place_value(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }

  bool add(Json value) {
    place_value(std::move(value));
    return true;
  }

  // The address of an open value holds: nothing is added to its parent before it is closed.
  bool open(Json value) {
    if (open_.size() == kMostLevels) {
      refuse(read() - 1, fmt::format("nested more than {} levels deep", kMostLevels));
    }
    open_.push_back(place_value(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::size_t read() const { return static_cast<std::size_t>(read_ - text_.data()); }

  // The opening quote of the string just read.
  std::size_t start_of_string() const {
    std::size_t quote = read() - 1;
    const auto escaped = [&](std::size_t at) {
      std::size_t backslashes = 0;
      while (at > backslashes && text_[at - backslashes - 1] == '\\') {
        ++backslashes;
      }
      return backslashes % 2 == 1;
    };
    do {
      quote = text_.rfind('"', quote - 1);
    } while (escaped(quote));
    return quote;
  }

  Place place_of(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const auto line_break = before.rfind('\n');
    const auto line_start = line_break == std::string_view::npos ? 0 : line_break + 1;
    const auto breaks = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {std::string(name_), 1 + breaks, 1 + characters_in(before.substr(line_start))};
  }

  // What the parser missed, without its own positions and without repeating the text, which may be
  // long.
  static std::string expectation(std::string_view what) {
    const auto expected = what.rfind("; expected ");
    if (expected != std::string_view::npos) {
      return std::string(what.substr(expected + 2));
    }
    const auto dash = what.find(" - ");
    const auto last_read = what.find("; last read");
    return dash == std::string_view::npos || last_read == std::string_view::npos || last_read < dash
               ? "it can't be read"
               : std::string(what.substr(dash + 3, last_read - dash - 3));
  }

  std::string_view text_;
  std::string_view name_;
  const char* read_;
  Json root_;
  std::vector<Json*> open_;
  std::string key_;
};

}  // namespace

std::string canonical(const Json& value) {
  check_writable(value);
  try {
    // Json keeps keys in byte order, which for ASCII is RFC 8785's order of UTF-16 units; dump()
    // escapes what RFC 8785 3.2.2.2 says, and nothing else.
    return value.dump(-1, ' ', false, Json::error_handler_t::strict);
  } catch (const Json::type_error&) {
    throw Defect("a record holds text that isn't UTF-8");
  }
}

Json parse_json(std::string_view text, std::string_view name) {
  StrictBuilder builder(text, name);
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos) {  // the parser would take it for the end of the text
    builder.refuse(nul, "this isn't JSON: it holds a NUL byte");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    builder.refuse(0, "this isn't JSON: it begins with a byte order mark");
  }
  Json::sax_parse(builder.begin(), builder.end(), &builder);
  return builder.take();
}

}  // namespace outturn
