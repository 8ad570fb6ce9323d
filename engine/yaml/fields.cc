#include "yaml/fields.h"

#include "value/utf8.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::yaml {
namespace {

constexpr std::size_t kMostUnknownKeys = 100;

std::string found_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::scalar:
      return shown(node.text);
    case Node::Kind::map:
      return "a map of keys";
    case Node::Kind::list:
      return node.items.empty() ? "an empty list" : "a list";
    case Node::Kind::empty:
      return "nothing";
  }
  throw Defect("unknown kind of node");
}

// What is left of an amount such as 1,000 inside { }: YAML takes its comma for the end of the
// entry.
bool looks_like_figures(std::string_view key) {
  return !key.empty() && key.front() >= '0' && key.front() <= '9';
}

std::string advice_for(std::string_view key, const std::vector<std::string>& known) {
  if (looks_like_figures(key)) {
    return "a comma inside { } parts entries: put the amount in quotes";
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const std::string near = did_you_mean(key, candidates);
  return near.empty() ? fmt::format("keys allowed here: {}", fmt::join(known, ", ")) : near;
}

// The text of a scalar; reports wrong_shape for anything else, and for empty text.
const std::string* scalar_text(const Node& node, std::string_view expected, Problems& problems) {
  if (!node.is_scalar() || node.text.empty()) {
    report_shape(node, expected, problems);
    return nullptr;
  }
  return &node.text;
}

// A scalar through `parse` (text -> optional); `expected` and `advice` say what it should have
// been.
template <typename Parse>
auto read_scalar(const Node& node,
                 Reason reason,
                 std::string_view expected,
                 std::string_view advice,
                 Problems& problems,
                 Parse parse) -> decltype(parse(std::string_view{})) {
  const std::string* text = scalar_text(node, expected, problems);
  if (text == nullptr) {
    return std::nullopt;
  }
  auto value = parse(std::string_view(*text));
  if (!value) {
    problems.add(node.place,
                 reason,
                 fmt::format("{} isn't {}", shown(*text), expected),
                 std::string(advice));
  }
  return value;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;  // fits 64 bits
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (text.empty() || text.size() > kMostDigits || !digits) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<bool> parse_yes_no(std::string_view text) {
  if (text == "yes" || text == "no") {
    return text == "yes";
  }
  return std::nullopt;
}

bool is_unit(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         text.find_first_of("0123456789") != 0;
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  const auto end = std::min(text.find_first_not_of("-.0123456789"), text.size());
  const auto value = parse_decimal(text.substr(0, end));
  std::string_view unit = text.substr(end);
  if (unit != "%") {
    if (unit.empty() || unit.front() != ' ') {
      return std::nullopt;
    }
    unit.remove_prefix(1);
  }
  if (!value || !is_unit(unit)) {
    return std::nullopt;
  }
  return Quantity{*value, std::string(unit)};
}

}  // namespace

Fields::Fields(const Node& node, std::string_view what, Problems& problems)
    : node_(node), what_(what), problems_(problems) {
  if (!node.is_map()) {
    report_shape(node, fmt::format("a map of keys for {}", what), problems);
  }
}

const Node* Fields::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
    known_.emplace_back(key);
  }
  return node_.find(key);
}

const Node* Fields::require(std::string_view key, std::string_view advice) {
  const Node* node = find(key);
  if (node == nullptr && node_.is_map()) {
    problems_.add(node_.place,
                  Reason::missing_key,
                  fmt::format("{} lacks the key \"{}\"", what_, key),
                  advice.empty() ? fmt::format("add \"{}:\" here; no value is assumed for it", key)
                                 : std::string(advice));
  }
  return node;
}

void Fields::finish() {
  std::size_t unknown = 0;
  for (const Entry& entry : node_.entries) {
    const bool asked_for = std::find(known_.begin(), known_.end(), entry.key) != known_.end();
    if (!asked_for && ++unknown <= kMostUnknownKeys) {
      problems_.add(entry.key_place,
                    Reason::unknown_key,
                    fmt::format("unknown key {} in {}", shown(entry.key), what_),
                    advice_for(entry.key, known_));
    }
  }
}

void report_shape(const Node& node, std::string_view expected, Problems& problems) {
  problems.add(node.place,
               Reason::wrong_shape,
               fmt::format("expected {} here, found {}", expected, found_words(node)));
}

std::optional<std::string> read_text(const Node& node, Problems& problems) {
  const std::string* text = scalar_text(node, "text", problems);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<std::int64_t> read_count(const Node& node, Problems& problems) {
  return read_scalar(node,
                     Reason::bad_number,
                     "a whole number",
                     "write digits only, such as 12 or 1200",
                     problems,
                     parse_count);
}

std::optional<Ratio> read_decimal(const Node& node, Problems& problems) {
  return read_scalar(node,
                     Reason::bad_number,
                     "a plain decimal number",
                     "write digits and at most one point, such as 1.96",
                     problems,
                     parse_decimal);
}

std::optional<Date> read_date(const Node& node, Problems& problems) {
  if (node.is_scalar() && is_of_other_years(node.text)) {
    problems.add(node.place, Reason::bad_date, fmt::format("{} {}", shown(node.text), kOtherYears));
    return std::nullopt;
  }
  return read_scalar(node,
                     Reason::bad_date,
                     "a date",
                     "write year, month and day, such as 2014-10-01",
                     problems,
                     parse_date);
}

std::optional<Duration> read_duration(const Node& node, Problems& problems) {
  return read_scalar(node,
                     Reason::bad_duration,
                     "a length of time",
                     "write a number of days or months, such as 12 months or 365 days",
                     problems,
                     parse_duration);
}

std::optional<bool> read_yes_no(const Node& node, Problems& problems) {
  return read_scalar(node, Reason::unknown_word, "yes or no", "", problems, parse_yes_no);
}

std::optional<Quantity> read_quantity(const Node& node, Problems& problems) {
  return read_scalar(node,
                     Reason::bad_number,
                     "a number with its unit",
                     "write the unit out, such as 5 points or 10%",
                     problems,
                     parse_quantity);
}

std::optional<std::size_t> read_word(const Node& node,
                                     std::span<const std::string_view> words,
                                     Problems& problems) {
  const std::string* text = scalar_text(node, "a word", problems);
  if (text == nullptr) {
    return std::nullopt;
  }
  const auto found = std::find(words.begin(), words.end(), *text);
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  const std::string near = did_you_mean(*text, words);
  problems.add(node.place,
               Reason::unknown_word,
               fmt::format("unknown word {}", shown(*text)),
               near.empty() ? fmt::format("one of: {}", fmt::join(words, ", ")) : near);
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_texts(const Node& node, Problems& problems) {
  if (node.is_list()) {
    return read_list<std::string>(node, problems, read_text);
  }
  const std::string* text = scalar_text(node, "text or a list of texts", problems);
  return text == nullptr ? std::nullopt : std::optional(std::vector<std::string>{*text});
}

}  // namespace outturn::yaml
