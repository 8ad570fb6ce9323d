#include "value/money.h"

#include "value/problem.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace outturn {
namespace {

struct CurrencyName {
  Currency currency;
  std::string_view code;
  std::string_view symbol;
};

constexpr std::array kCurrencies = {
    CurrencyName{Currency::gbp, "GBP", "£"},
    CurrencyName{Currency::usd, "USD", "$"},
    CurrencyName{Currency::eur, "EUR", "€"},
    CurrencyName{Currency::aud, "AUD", "A$"},
    CurrencyName{Currency::nzd, "NZD", "NZ$"},
};

const CurrencyName& entry_of(Currency currency) {
  return kCurrencies.at(static_cast<std::size_t>(currency));
}

// "1,234,567" -> "1234567"; nothing when a comma stands anywhere but between groups of three.
std::optional<std::string> without_commas(std::string_view whole) {
  std::string digits;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool at_group = (whole.size() - i) % 4 == 0;
    if (whole[i] != ',') {
      digits += whole[i];
    } else if (!at_group || i == 0) {
      return std::nullopt;
    }
  }
  const std::size_t commas = whole.size() - digits.size();
  const bool complete = commas == 0 || commas == (digits.size() - 1) / 3;
  return complete ? std::optional(digits) : std::nullopt;
}

std::string signed_text(bool negative, std::string_view symbol, std::string_view digits) {
  return fmt::format("{}{}{}", negative ? "-" : "", symbol, digits);
}

}  // namespace

std::string_view code_of(Currency currency) {
  return entry_of(currency).code;
}

std::string_view symbol_of(Currency currency) {
  return entry_of(currency).symbol;
}

std::span<const Currency> all_currencies() {
  static constexpr std::array kAll = {
      Currency::gbp, Currency::usd, Currency::eur, Currency::aud, Currency::nzd};
  return kAll;
}

std::optional<Currency> parse_currency(std::string_view code) {
  const auto* const found =
      std::find_if(kCurrencies.begin(), kCurrencies.end(), [&](const CurrencyName& entry) {
        return entry.code == code;
      });
  return found == kCurrencies.end() ? std::nullopt : std::optional(found->currency);
}

Money Money::operator-() const {
  return Money() - *this;
}

Money Money::operator+(Money other) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(minor_, other.minor_, &sum)) {
    throw Defect("a sum of money leaves 64 bits");
  }
  return Money(sum);
}

Money Money::operator-(Money other) const {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(minor_, other.minor_, &difference)) {
    throw Defect("a difference of money leaves 64 bits");
  }
  return Money(difference);
}

Money round(const Amount& amount, const RoundingRule& rule) {
  if (rule.step_minor < 1) {
    throw Defect("a rounding step is less than a penny");
  }
  const Integer step = rule.step_minor;
  const Integer minor = round_to_integer(amount.minor() / Ratio(step), rule.how) * step;
  if (abs(minor) > std::numeric_limits<std::int64_t>::max()) {
    throw InputError(
        {}, Reason::amount_too_large, "an amount is larger than 64 bits of pence hold");
  }
  return Money::of_minor(minor.convert_to<std::int64_t>());
}

std::optional<Money> parse_money(std::string_view text, Currency currency) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::string_view symbol = symbol_of(currency);
  if (!text.starts_with(symbol)) {
    return std::nullopt;
  }
  text.remove_prefix(symbol.size());
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = without_commas(text.substr(0, point));
  if (!whole || whole->empty() || whole->front() == '-' || text.size() - point > 3) {
    return std::nullopt;
  }
  const auto major = parse_decimal(*whole + std::string(text.substr(point)));
  if (!major || *major > Ratio(std::numeric_limits<std::int64_t>::max() / 100)) {
    return std::nullopt;
  }
  const auto minor = numerator(Ratio(*major * 100)).convert_to<std::int64_t>();
  return Money::of_minor(negative ? -minor : minor);
}

std::string to_string(Money money, Currency currency) {
  const Ratio major = magnitude(Ratio(money.minor()) / 100);
  return signed_text(money.minor() < 0, symbol_of(currency), to_grouped_decimal(major, 2));
}

std::string to_string(const Amount& amount, Currency currency) {
  const std::string digits = to_grouped_decimal(amount.minor() / 100, 4);
  const bool negative = digits.front() == '-';
  return signed_text(negative, symbol_of(currency), digits.substr(negative ? 1 : 0));
}

}  // namespace outturn
