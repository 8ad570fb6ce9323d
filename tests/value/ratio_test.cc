#include "value/ratio.h"

#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"

#include <array>
#include <string>

namespace outturn {
namespace {

Ratio fraction(const std::string& text) {
  return parse_fraction(text).value();
}

// What each rule makes of one number, in the order of the enum.
struct RoundingCase {
  std::string value;
  std::array<int, 5> rounded;
};

constexpr std::array kRules = {Rounding::half_away_from_zero,
                               Rounding::half_to_even,
                               Rounding::half_toward_zero,
                               Rounding::toward_zero,
                               Rounding::away_from_zero};

TEST_CASE("each rounding rule decides ties and signs as its name says") {
  const auto [value, rounded] = GENERATE(values<RoundingCase>({
      {"0", {0, 0, 0, 0, 0}},
      {"1/3", {0, 0, 0, 0, 1}},
      {"-1/3", {0, 0, 0, 0, -1}},
      {"1/2", {1, 0, 0, 0, 1}},
      {"-1/2", {-1, 0, 0, 0, -1}},
      {"2/3", {1, 1, 1, 0, 1}},
      {"-2/3", {-1, -1, -1, 0, -1}},
      {"1", {1, 1, 1, 1, 1}},
      {"-1", {-1, -1, -1, -1, -1}},
      {"3/2", {2, 2, 1, 1, 2}},
      {"-3/2", {-2, -2, -1, -1, -2}},
      {"5/2", {3, 2, 2, 2, 3}},
      {"-5/2", {-3, -2, -2, -2, -3}},
      {"7/2", {4, 4, 3, 3, 4}},
      {"-7/2", {-4, -4, -3, -3, -4}},
      {"249999999999/100000000000", {2, 2, 2, 2, 3}},
      {"250000000001/100000000000", {3, 3, 3, 2, 3}},
  }));
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    CAPTURE(value, i);
    CHECK(round_to_integer(fraction(value), kRules.at(i)) == rounded.at(i));
  }
}

TEST_CASE("numbers past 64 bits are rounded exactly") {
  const Ratio value = fraction("200000000000000000000000000000000000001/2");
  CHECK(round_to_integer(value, Rounding::half_to_even).str() ==
        "100000000000000000000000000000000000000");
  CHECK(round_to_integer(value, Rounding::half_away_from_zero).str() ==
        "100000000000000000000000000000000000001");
}

TEST_CASE("a plain decimal is read exactly") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"0", "0"},
      {"12", "12"},
      {"007", "7"},
      {"010", "10"},  // never octal
      {"0.08", "2/25"},
      {"-0.05", "-1/20"},
      {"-0", "0"},
      {"1.005", "201/200"},
      {"0.10", "1/10"},
      {"0.1234567890123456789", "1234567890123456789/10000000000000000000"},
  }));
  CAPTURE(text);
  CHECK(to_fraction(parse_decimal(text).value()) == expected);
}

TEST_CASE("whatever isn't a plain decimal is refused") {
  const std::string text = GENERATE(values<std::string>({
      "",
      "-",
      ".",
      ".5",
      "5.",
      "+1",
      "--1",
      "1e3",
      "0x10",
      "1,000",
      " 1",
      "1 ",
      "1/2",
      "1.2.3",
      "1.-2",
      "- 1",
      "nan",
      "٣",
      std::string("1\0", 2),
      std::string(41, '1'),
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_decimal(text).has_value());
}

TEST_CASE("a decimal may have forty characters and a sign") {
  CHECK(parse_decimal(std::string(40, '9')).has_value());
  CHECK(parse_decimal("-0." + std::string(38, '9')).has_value());
}

TEST_CASE("only a fraction as we write it is read") {
  const std::string text = GENERATE(values<std::string>({
      "",
      "2/4",
      "3/1",
      "0/5",
      "-0",
      "1/0",
      "1/-2",
      "--1",
      "+1",
      "01",
      "1/02",
      "1.5",
      "1/",
      "/2",
      " 1",
      "1/2/3",
      "1 /2",
      std::string(10'001, '9'),
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_fraction(text).has_value());
}

TEST_CASE("a fraction's text reads back as the same value") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Ratio value = random.ratio();
    CAPTURE(random.seed(), i, to_fraction(value));
    CHECK(parse_fraction(to_fraction(value)) == value);
  }
}

TEST_CASE("figures are shown half away from zero") {
  struct Case {
    std::string value;
    int places;
    std::string shown;
  };
  const auto [value, places, shown] = GENERATE(values<Case>({
      {"2/3", 2, "0.67"},
      {"1/200", 2, "0.01"},
      {"-1/200", 2, "-0.01"},
      {"-1/201", 2, "0.00"},
      {"0", 0, "0"},
      {"-1/2", 0, "-1"},
      {"-1/3", 0, "0"},
      {"1/8", 3, "0.125"},
      {"5", 4, "5.0000"},
      {"1999/2000", 3, "1.000"},
      {"-2469/2", 1, "-1234.5"},
  }));
  CAPTURE(value, places);
  CHECK(to_decimal(fraction(value), places) == shown);
}

TEST_CASE("thousands are parted by commas") {
  const auto [value, places, shown] = GENERATE(table<std::string, int, std::string>({
      {"0", 2, "0.00"},
      {"999", 0, "999"},
      {"1000", 0, "1,000"},
      {"-1000", 0, "-1,000"},
      {"-100", 2, "-100.00"},
      {"2469135/2", 2, "1,234,567.50"},
      {"-2469135/2", 2, "-1,234,567.50"},
      {"1000000", 0, "1,000,000"},
  }));
  CAPTURE(value);
  CHECK(to_grouped_decimal(fraction(value), places) == shown);
}

TEST_CASE("to_plain gives the shortest exact text") {
  const auto [value, text] = GENERATE(table<std::string, std::string>({
      {"0", "0"},
      {"1/8", "0.125"},
      {"-1/20", "-0.05"},
      {"1/3", "1/3"},
      {"100", "100"},
      {"1/1000000000000", "0.000000000001"},
      {"1/10000000000000", "1/10000000000000"},
  }));
  CAPTURE(value);
  CHECK(to_plain(fraction(value)) == text);
}

TEST_CASE("a shown decimal is the value rounded, and nothing else") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Ratio value = random.ratio();
    const int places = static_cast<int>(random.between(0, 8));
    CAPTURE(random.seed(), i, to_fraction(value), places);
    const Integer scaled =
        round_to_integer(value * Ratio(power_of_ten(places)), Rounding::half_away_from_zero);
    CHECK(parse_decimal(to_decimal(value, places)) == Ratio(scaled, power_of_ten(places)));
  }
}

TEST_CASE("no rule moves a number by a whole step, and integers stay") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Ratio value = random.ratio();
    for (const Rounding how : kRules) {
      CAPTURE(random.seed(), i, to_fraction(value), static_cast<int>(how));
      const Integer rounded = round_to_integer(value, how);
      CHECK(magnitude(Ratio(rounded) - value) < 1);
      CHECK(round_to_integer(Ratio(rounded), how) == rounded);
      CHECK(round_to_integer(Ratio(-value), how) == -rounded);
    }
  }
}

TEST_CASE("the half rules differ only at a half") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const Ratio value = random.ratio();
    const bool tie = denominator(value) == 2;
    CAPTURE(random.seed(), i, to_fraction(value));
    CHECK((round_to_integer(value, Rounding::half_away_from_zero) ==
           round_to_integer(value, Rounding::half_toward_zero)) == !tie);
  }
}

TEST_CASE("a power of ten outside 0..38 is a defect") {
  CHECK(power_of_ten(0) == 1);
  CHECK(power_of_ten(38).str() == "1" + std::string(38, '0'));
  CHECK_THROWS_AS(power_of_ten(-1), Defect);
  CHECK_THROWS_AS(power_of_ten(39), Defect);
}

TEST_CASE("magnitude and sign") {
  CHECK(magnitude(fraction("-3/7")) == fraction("3/7"));
  CHECK(magnitude(fraction("3/7")) == fraction("3/7"));
  CHECK(sign_of(fraction("-3/7")) == -1);
  CHECK(sign_of(Ratio(0)) == 0);
  CHECK(sign_of(ratio_of(9)) == 1);
}

}  // namespace
}  // namespace outturn
