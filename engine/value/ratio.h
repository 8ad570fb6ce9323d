// Exact fractions: the only arithmetic after counting. No binary floating point anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/multiprecision/cpp_int.hpp>

namespace outturn {

using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;

// An exact rational number, always in lowest terms. Expression templates are off so that `auto`
// holds a value, never a dangling expression.
using Ratio = boost::multiprecision::number<boost::multiprecision::cpp_rational::backend_type,
                                            boost::multiprecision::et_off>;

// How a number between two steps is brought to one of them. Each is a name a contract can state.
enum class Rounding {
  half_away_from_zero,  // 0.5 -> 1, -0.5 -> -1: the commercial rule
  half_to_even,         // 0.5 -> 0, 1.5 -> 2: bankers' rounding
  half_toward_zero,     // 0.5 -> 0, -0.5 -> 0
  toward_zero,          // cut off
  away_from_zero,       // any part counts as a whole
};

// The nearest integer by `how`. Exact; never throws.
Integer round_to_integer(const Ratio& value, Rounding how);

// Reads a plain decimal: optional sign, digits, optional point and digits ("-0.05", "12").
// At most 40 characters after the sign. No exponent, no thousands separators, no spaces; nothing
// for anything else.
std::optional<Ratio> parse_decimal(std::string_view text);

// Reads what to_fraction writes, and only that: lowest terms, positive denominator, at most 10,000
// characters.
std::optional<Ratio> parse_fraction(std::string_view text);

// The exact value as text: "3/7", "-12". The form every statement carries beside a shown figure.
std::string to_fraction(const Ratio& value);

// The value to `places` decimals, half away from zero: how figures are shown, never how they are
// paid. to_decimal(2/3, 2) == "0.67"; no minus sign before a zero.
std::string to_decimal(const Ratio& value, int places);

// to_decimal with a comma between thousands: "-1,234,567.50".
std::string to_grouped_decimal(const Ratio& value, int places);

// The shortest exact decimal, or the fraction when there is none of at most 12 places: "0.125",
// "1/3".
std::string to_plain(const Ratio& value);

// A count as a fraction.
Ratio ratio_of(std::int64_t count);

// 10 to the power `places` (0..38; anything else is a Defect).
Integer power_of_ten(int places);

// The absolute value; the sign (-1, 0 or 1).
Ratio magnitude(const Ratio& value);
int sign_of(const Ratio& value);

}  // namespace outturn
