// Money is whole pence (or cents); Amount is money not yet rounded. The only way from one to the
// other is a named rounding rule that the contract states, and nothing multiplies money by money.
#pragma once

#include "value/ratio.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outturn {

// The currencies a contract may name; each has a hundred minor units (pence, cents).
enum class Currency { gbp, usd, eur, aud, nzd };

// "GBP"; the sign put before an amount: "£".
std::string_view code_of(Currency currency);
std::string_view symbol_of(Currency currency);

// Every currency, in the order of the enum.
std::span<const Currency> all_currencies();

// Reads "GBP"; nothing for anything else.
std::optional<Currency> parse_currency(std::string_view code);

// A whole number of minor units. Sums that leave 64 bits are a Defect: 92 quadrillion pounds.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money of_minor(std::int64_t minor) { return Money(minor); }

  constexpr std::int64_t minor() const { return minor_; }

  Money operator-() const;
  Money operator+(Money other) const;
  Money operator-(Money other) const;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;

 private:
  explicit constexpr Money(std::int64_t minor) : minor_(minor) {}

  std::int64_t minor_ = 0;
};

// Unrounded money: an exact number of minor units.
class Amount {
 public:
  Amount() = default;
  explicit Amount(Money money) : minor_(money.minor()) {}
  static Amount of_minor(Ratio minor) { return Amount(std::move(minor)); }

  const Ratio& minor() const { return minor_; }

  Amount operator-() const { return Amount(Ratio(-minor_)); }
  Amount operator+(const Amount& other) const { return Amount(Ratio(minor_ + other.minor_)); }
  Amount operator-(const Amount& other) const { return Amount(Ratio(minor_ - other.minor_)); }
  Amount operator*(const Ratio& factor) const { return Amount(Ratio(minor_ * factor)); }

  friend bool operator==(const Amount& a, const Amount& b) { return a.minor_ == b.minor_; }
  friend bool operator<(const Amount& a, const Amount& b) { return a.minor_ < b.minor_; }

 private:
  explicit Amount(Ratio minor) : minor_(std::move(minor)) {}

  Ratio minor_ = 0;
};

// A contract's rounding rule: to which step (1 for a penny, 100 for a pound) and how.
struct RoundingRule {
  std::int64_t step_minor;
  Rounding how;
};

// The one door from Amount to Money. Throws InputError(amount_too_large) beyond 64 bits, and Defect
// for a step below 1.
Money round(const Amount& amount, const RoundingRule& rule);

// Reads an amount in `currency`: its sign, digits with or without commas in groups of three, at
// most two decimals ("£1,000,000", "-£250.50"). Nothing for anything else.
std::optional<Money> parse_money(std::string_view text, Currency currency);

// "£1,234.50", "-£0.05".
std::string to_string(Money money, Currency currency);

// An unrounded amount to a hundredth of a penny, for showing what was rounded: "£1,234.5067". No
// minus sign before a zero.
std::string to_string(const Amount& amount, Currency currency);

}  // namespace outturn
