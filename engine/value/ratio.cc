#include "value/ratio.h"

#include "value/problem.h"

#include <algorithm>

namespace outturn {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The longest number we read: enough for any amount, short enough that no input makes us slow.
constexpr std::size_t kMostDigits = 40;

// Fractions are written by us and grow with what they rest on; reading takes time in the square.
constexpr std::size_t kLongestFraction = 10'000;

// Boost reads a leading zero as octal, so zeros go first.
Integer integer_of(std::string_view digits) {
  const auto start = digits.find_first_not_of('0');
  return start == std::string_view::npos ? Integer(0) : Integer(std::string(digits.substr(start)));
}

// Takes a leading minus off `text`; true when there was one.
bool take_minus(std::string_view& text) {
  if (text.empty() || text.front() != '-') {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

struct Halves {
  Integer whole;     // toward zero, without sign
  int against_half;  // remainder below (-1), at (0) or above (1) one half
  bool exact;
};

Halves split(const Ratio& value) {
  const Integer top = abs(numerator(value));
  const Integer bottom = denominator(value);
  const Integer whole = top / bottom;
  const Integer rest = top % bottom;
  return {whole, Integer(rest * 2).compare(bottom), rest == 0};
}

bool rounds_up(const Halves& halves, Rounding how) {
  if (halves.exact) {
    return false;
  }
  switch (how) {
    case Rounding::half_away_from_zero:
      return halves.against_half >= 0;
    case Rounding::half_to_even:
      return halves.against_half > 0 || (halves.against_half == 0 && halves.whole % 2 != 0);
    case Rounding::half_toward_zero:
      return halves.against_half > 0;
    case Rounding::toward_zero:
      return false;
    case Rounding::away_from_zero:
      return true;
  }
  throw Defect("unknown rounding rule");
}

std::string with_point(const Integer& scaled, int places) {
  std::string digits = abs(scaled).str();
  const auto width = static_cast<std::size_t>(places);
  if (digits.size() <= width) {
    digits.insert(0, width + 1 - digits.size(), '0');
  }
  if (places > 0) {
    digits.insert(digits.size() - width, 1, '.');
  }
  return scaled < 0 ? "-" + digits : digits;
}

}  // namespace

Integer round_to_integer(const Ratio& value, Rounding how) {
  const Halves halves = split(value);
  const Integer size = rounds_up(halves, how) ? Integer(halves.whole + 1) : halves.whole;
  return value < 0 ? Integer(-size) : size;
}

std::optional<Ratio> parse_decimal(std::string_view text) {
  const bool negative = take_minus(text);
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (text.size() > kMostDigits || !all_digits(whole) ||
      (point != std::string_view::npos && !all_digits(part))) {
    return std::nullopt;
  }
  const Integer scale = power_of_ten(static_cast<int>(part.size()));
  const Integer scaled = integer_of(whole) * scale + integer_of(part);
  return Ratio(negative ? Integer(-scaled) : scaled, scale);
}

std::optional<Ratio> parse_fraction(std::string_view text) {
  std::string_view rest = text;
  const bool negative = take_minus(rest);
  const auto slash = rest.find('/');
  const std::string_view top = rest.substr(0, slash);
  const std::string_view bottom =
      slash == std::string_view::npos ? std::string_view("1") : rest.substr(slash + 1);
  if (text.size() > kLongestFraction || !all_digits(top) || !all_digits(bottom) ||
      integer_of(bottom) == 0) {
    return std::nullopt;
  }
  const Ratio size(integer_of(top), integer_of(bottom));
  const Ratio value = negative ? Ratio(-size) : size;
  return to_fraction(value) == text ? std::optional(value) : std::nullopt;
}

std::string to_fraction(const Ratio& value) {
  return value.str();
}

std::string to_decimal(const Ratio& value, int places) {
  const Integer scaled =
      round_to_integer(value * Ratio(power_of_ten(places)), Rounding::half_away_from_zero);
  return with_point(scaled, places);
}

std::string to_grouped_decimal(const Ratio& value, int places) {
  std::string text = to_decimal(value, places);
  const std::size_t first = text.front() == '-' ? 1 : 0;
  std::size_t at = std::min(text.find('.'), text.size());
  while (at > first + 3) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string to_plain(const Ratio& value) {
  constexpr int kMostPlaces = 12;
  for (int places = 0; places <= kMostPlaces; ++places) {
    const Ratio scaled = value * Ratio(power_of_ten(places));
    if (denominator(scaled) == 1) {
      return with_point(numerator(scaled), places);
    }
  }
  return to_fraction(value);
}

Ratio ratio_of(std::int64_t count) {
  return Ratio(count);
}

Integer power_of_ten(int places) {
  if (places < 0 || places > 38) {
    throw Defect("a power of ten outside 0..38");
  }
  return pow(Integer(10), static_cast<unsigned>(places));
}

Ratio magnitude(const Ratio& value) {
  return abs(value);
}

int sign_of(const Ratio& value) {
  return value.sign();
}

}  // namespace outturn
