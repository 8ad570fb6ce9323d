#include "value/money.h"

#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"

#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace outturn {
namespace {

template <typename A, typename B, typename = void>
constexpr bool kMultiplies = false;
template <typename A, typename B>
constexpr bool kMultiplies<A, B, std::void_t<decltype(std::declval<A>() * std::declval<B>())>> =
    true;

static_assert(!kMultiplies<Money, Money>, "pounds squared are no pounds");
static_assert(!kMultiplies<Amount, Amount>);
static_assert(!kMultiplies<Amount, Money>);
static_assert(!kMultiplies<Money, Ratio>, "a share of money is an Amount until it is rounded");
static_assert(kMultiplies<Amount, Ratio>);
static_assert(!std::is_constructible_v<Money, double>);
static_assert(!std::is_constructible_v<Money, std::int64_t>, "of_minor says the unit");
static_assert(!std::is_convertible_v<Money, Amount> && !std::is_constructible_v<Money, Amount>);
static_assert(!std::is_constructible_v<Amount, double>);

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Money pence(std::int64_t minor) {
  return Money::of_minor(minor);
}

Amount amount(const std::string& minor) {
  return Amount::of_minor(parse_fraction(minor).value());
}

TEST_CASE("an amount is read to the penny") {
  const auto [text, minor] = GENERATE(table<std::string, std::int64_t>({
      {"£0", 0},
      {"£5", 500},
      {"£5.5", 550},
      {"£5.05", 505},
      {"£0.01", 1},
      {"-£0.05", -5},
      {"-£250.50", -25050},
      {"£999", 99900},
      {"£1000", 100000},
      {"£1,000", 100000},
      {"£1,000,000", 100000000},
      {"£12,345,678.90", 1234567890},
      {"£92,233,720,368,547,758", 9223372036854775800},
  }));
  CAPTURE(text);
  CHECK(parse_money(text, Currency::gbp) == pence(minor));
}

TEST_CASE("an amount in any other form is refused") {
  const std::string text = GENERATE(values<std::string>({
      "",
      "£",
      "5",
      "5 GBP",
      "£ 5",
      " £5",
      "£5 ",
      "£.50",
      "£5.",
      "£5.001",
      "£5.000",
      "£1e3",
      "£-5",
      "--£5",
      "+£5",
      "£1,00",
      "£1,0000",
      "£10,00",
      "£,100",
      "£100,",
      "£1,,000",
      "£1000,000",
      "£1,000000",
      "£1,000,00",
      "£1.000,00",
      "£1,0.00",
      "£5.1,0",
      "$5",
      "€5",
      "£5p",
      "££5",
      "(£5)",
      "£0x5",
      "£٣",
      "£92,233,720,368,547,758.07",
      "£100,000,000,000,000,000",
      "-£100000000000000000",
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_money(text, Currency::gbp).has_value());
}

TEST_CASE("each currency reads its own sign only") {
  struct Case {
    Currency currency;
    std::string code, text;
  };
  const auto [currency, code, text] = GENERATE(values<Case>({
      {Currency::gbp, "GBP", "£1,234.50"},
      {Currency::usd, "USD", "$1,234.50"},
      {Currency::eur, "EUR", "€1,234.50"},
      {Currency::aud, "AUD", "A$1,234.50"},
      {Currency::nzd, "NZD", "NZ$1,234.50"},
  }));
  CAPTURE(code);
  CHECK(code_of(currency) == code);
  CHECK(parse_currency(code) == currency);
  CHECK(text.starts_with(symbol_of(currency)));
  for (const Currency other :
       {Currency::gbp, Currency::usd, Currency::eur, Currency::aud, Currency::nzd}) {
    CHECK(parse_money(text, other).has_value() == (other == currency));
  }
  CHECK(to_string(pence(123450), currency) == text);
}

TEST_CASE("a currency is named by its code, as written") {
  const std::string code = GENERATE("", "gbp", "GB", "GBPP", "£", "JPY");
  CAPTURE(code);
  CHECK_FALSE(parse_currency(code).has_value());
}

TEST_CASE("money is printed with sign, symbol, commas and pence") {
  const auto [minor, text] = GENERATE(table<std::int64_t, std::string>({
      {0, "£0.00"},
      {5, "£0.05"},
      {-5, "-£0.05"},
      {100, "£1.00"},
      {99999, "£999.99"},
      {100000, "£1,000.00"},
      {-123456789, "-£1,234,567.89"},
      {kMost, "£92,233,720,368,547,758.07"},
      {-kMost - 1, "-£92,233,720,368,547,758.08"},
  }));
  CHECK(to_string(pence(minor), Currency::gbp) == text);
}

TEST_CASE("an unrounded amount is printed to a hundredth of a penny") {
  const auto [minor, text] = GENERATE(table<std::string, std::string>({
      {"0", "£0.0000"},
      {"1/3", "£0.0033"},
      {"2/3", "£0.0067"},
      {"-1/3", "-£0.0033"},
      {"-1/1000", "£0.0000"},  // shown as nothing, so without a sign
      {"12345067/100", "£1,234.5067"},
      {"-12345067/100", "-£1,234.5067"},
  }));
  CAPTURE(minor);
  CHECK(to_string(amount(minor), Currency::gbp) == text);
}

TEST_CASE("an amount is rounded to the contract's step") {
  struct Case {
    std::string minor;
    std::int64_t step;
    Rounding how;
    std::int64_t rounded;
  };
  const auto [minor, step, how, rounded] = GENERATE(values<Case>({
      {"1/2", 1, Rounding::half_away_from_zero, 1},
      {"1/2", 1, Rounding::half_to_even, 0},
      {"-1/2", 1, Rounding::half_away_from_zero, -1},
      {"149", 100, Rounding::half_away_from_zero, 100},
      {"150", 100, Rounding::half_away_from_zero, 200},
      {"250", 100, Rounding::half_to_even, 200},
      {"350", 100, Rounding::half_to_even, 400},
      {"-150", 100, Rounding::half_toward_zero, -100},
      {"199", 100, Rounding::toward_zero, 100},
      {"101", 100, Rounding::away_from_zero, 200},
      {"12500", 5000, Rounding::half_to_even, 10000},
      {"9223372036854775807", 1, Rounding::toward_zero, kMost},
  }));
  CAPTURE(minor, step);
  CHECK(round(amount(minor), {step, how}) == pence(rounded));
}

TEST_CASE("an amount past 64 bits of pence is refused") {
  const std::string minor =
      GENERATE("9223372036854775808", "-9223372036854775808", "18446744073709551615/2");
  CAPTURE(minor);
  CHECK_THROWS_WITH(round(amount(minor), {1, Rounding::half_away_from_zero}),
                    "an amount is larger than 64 bits of pence hold [amount_too_large]");
}

TEST_CASE("a step below a penny is a defect") {
  const std::int64_t step = GENERATE(0, -1);
  CHECK_THROWS_AS(round(amount("1"), {step, Rounding::toward_zero}), Defect);
}

TEST_CASE("sums that leave 64 bits are defects, never other sums") {
  CHECK_THROWS_AS(pence(kMost) + pence(1), Defect);
  CHECK_THROWS_AS(pence(-kMost) - pence(2), Defect);
  CHECK_THROWS_AS(-pence(-kMost - 1), Defect);
  CHECK(pence(kMost) + pence(-1) == pence(kMost - 1));
  CHECK(-pence(5) == pence(-5));
  CHECK(pence(3) - pence(5) == pence(-2));
  CHECK(pence(-2) < pence(1));
}

TEST_CASE("amounts are exact") {
  CHECK(Amount(pence(10)) * parse_fraction("1/3").value() == amount("10/3"));
  CHECK(amount("1/3") + amount("1/6") == amount("1/2"));
  CHECK(amount("1/3") - amount("1/2") == amount("-1/6"));
  CHECK(-amount("1/3") == amount("-1/3"));
  CHECK(amount("-1/3") < amount("1/3"));
  CHECK(Amount() == amount("0"));
}

TEST_CASE("printed money reads back as the same money") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Money money = pence(random.between(-10'000'000'000'000, 10'000'000'000'000));
    CAPTURE(random.seed(), i, money.minor());
    CHECK(parse_money(to_string(money, Currency::gbp), Currency::gbp) == money);
  }
}

TEST_CASE("shares that add up to one add up to the amount, before rounding") {
  Random random;
  for (int i = 0; i < 1000; ++i) {
    const Amount whole(pence(random.between(-1'000'000'000, 1'000'000'000)));
    const Ratio first(Integer(random.between(0, 1000)), Integer(1000));
    const Ratio second = Ratio(1 - first) / 3;
    const Ratio third = Ratio(1 - first) - second;
    CAPTURE(random.seed(), i);
    CHECK(whole * first + whole * second + whole * third == whole);
  }
}

TEST_CASE("rounding to a step gives a whole number of steps, less than a step away") {
  Random random;
  for (int i = 0; i < 1000; ++i) {
    const Amount exact = Amount::of_minor(random.ratio());
    const std::int64_t step = random.between(1, 500);
    const Money rounded = round(exact, {step, Rounding::half_to_even});
    CAPTURE(random.seed(), i, step, to_fraction(exact.minor()));
    CHECK(rounded.minor() % step == 0);
    CHECK(magnitude(Ratio(rounded.minor()) - exact.minor()) * 2 <= step);
  }
}

}  // namespace
}  // namespace outturn
