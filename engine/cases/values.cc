#include "cases/values.h"

#include "cases/rows.h"
#include "value/ratio.h"
#include "value/utf8.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kLongestPerson = 64;   // characters
constexpr std::size_t kLongestValue = 200;   // characters
constexpr std::size_t kLongestName = 64;     // characters
constexpr std::size_t kScorePlaces = 6;      // decimals that a millionth holds
constexpr std::size_t kMostScoreDigits = 9;  // before the point
constexpr std::string_view kFormulaSigns = "=+-@";

constexpr std::array<std::string_view, 8> kNotAttributes = {
    "person", "provider", "index_date", "score", "record", "action", "offence_date", "proven_date"};

constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_small_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_letter(char c) {
  return is_small_letter(c) || (c >= 'A' && c <= 'Z');
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

bool may_stand_in_person(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

// "03" for "Mar", empty for what isn't a month.
std::string month_digits(std::string_view name) {
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? std::string{} : fmt::format("{:02}", found - kMonths.begin() + 1);
}

// The part of `text` that stands where `pattern` has `part`; empty when the pattern hasn't.
std::string_view part_of(std::string_view text, std::string_view pattern, std::string_view part) {
  const auto at = pattern.find(part);
  return at == std::string_view::npos ? std::string_view{} : text.substr(at, part.size());
}

// The signs between the parts (" ", "/", "-") stand where the pattern has them.
bool signs_match(std::string_view text, std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!is_letter(pattern[i]) && text[i] != pattern[i]) {
      return false;
    }
  }
  return true;
}

// The date in our own form, as far as the text follows the pattern; empty where it doesn't.
std::string iso_of(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size() || !signs_match(text, pattern)) {
    return {};
  }
  const std::string_view year = part_of(text, pattern, "YYYY");
  const std::string_view day = part_of(text, pattern, "DD");
  const std::string_view name = part_of(text, pattern, "Mon");
  const std::string month =
      name.empty() ? std::string(part_of(text, pattern, "MM")) : month_digits(name);
  return fmt::format("{}-{}-{}", year, month, day);
}

}  // namespace

std::optional<Fault> fault_in_person(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), may_stand_in_person);
  const bool begins_well = !text.empty() && (is_letter(text.front()) || is_digit(text.front()));
  if (plain && begins_well && text.size() <= kLongestPerson) {
    return std::nullopt;
  }
  return Fault{Reason::bad_identifier,
               fmt::format("{} can't identify a person", shown(text)),
               "use 1 to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit"};
}

std::optional<Fault> fault_in_value(std::string_view text) {
  if (text.empty()) {
    return Fault{Reason::missing_value, "an empty value", ""};
  }
  if (has_control(text)) {
    return Fault{Reason::bad_identifier,
                 fmt::format("{} holds a control character", shown(text)),
                 "remove line ends, tabs and other invisible characters"};
  }
  if (text.size() > kLongestValue && characters_in(text) > kLongestValue) {
    return Fault{Reason::bad_identifier,
                 fmt::format("{} is longer than {} characters", shown(text), kLongestValue),
                 ""};
  }
  if (kFormulaSigns.find(text.front()) != std::string_view::npos && !parse_decimal(text)) {
    return Fault{Reason::bad_identifier,
                 fmt::format("{} begins like a formula", shown(text)),
                 "a spreadsheet would run a value that begins with = + - or @"};
  }
  return std::nullopt;
}

bool is_attribute_name(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_small_letter(c) || is_digit(c) || c == '_';
  });
  const bool taken =
      std::find(kNotAttributes.begin(), kNotAttributes.end(), text) != kNotAttributes.end();
  return !text.empty() && text.size() <= kLongestName && is_small_letter(text.front()) && plain &&
         !taken;
}

std::optional<std::int64_t> parse_score(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == text.size() ? "0" : text.substr(point + 1);
  if (whole.empty() || part.empty() || whole.size() > kMostScoreDigits ||
      part.size() > kScorePlaces || !all_digits(whole) || !all_digits(part)) {
    return std::nullopt;
  }
  std::string digits(whole);
  digits.append(part).append(kScorePlaces - part.size(), '0');
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<Fault> fault_in_score(std::string_view text) {
  const bool below = !text.empty() && text.front() == '-';
  const auto score = parse_score(below ? text.substr(1) : text);
  if (!score) {
    return Fault{Reason::bad_number,
                 fmt::format("{} isn't a score", shown(text)),
                 "write a decimal of at most 6 places, such as 0.4375"};
  }
  if (below || *score > kScale) {
    return Fault{Reason::out_of_range,
                 fmt::format("{} is {}", shown(text), below ? "below 0" : "above 1"),
                 "a score is a probability from 0 to 1: write 0.96 for 96%"};
  }
  return std::nullopt;
}

std::optional<Date> parse_date(std::string_view text, std::string_view pattern) {
  return parse_date(iso_of(text, pattern));
}

bool is_of_other_years(std::string_view text, std::string_view pattern) {
  return is_of_other_years(iso_of(text, pattern));
}

}  // namespace outturn
