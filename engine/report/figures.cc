#include "report/figures.h"

#include "report/words.h"

namespace outturn {
namespace {

constexpr int kHundred = 100;
constexpr int kScorePlaces = 5;
constexpr int kMostPlaces = 8;

std::string number_words(const Ratio& value) {
  const bool is_short = denominator(value * Ratio(power_of_ten(kMostPlaces))) == 1;
  return is_short ? to_plain(value) : to_decimal(value, kMostPlaces);
}

std::string verdict_words(const Ratio& value) {
  if (value == 0) {
    return "neither";
  }
  return value > 0 ? "reduction" : "increase";
}

}  // namespace

std::optional<std::string> figure_of(const Ratio& value, std::string_view unit, Currency currency) {
  const std::string counted = to_grouped_decimal(value, denominator(value) == 1 ? 0 : 2);
  if (unit == "people" || unit == "events" || unit == "severity") {
    return counted;
  }
  if (unit == "cases") {
    return counted + (value == 1 ? " case" : " cases");
  }
  if (unit == "days") {
    return counted + (value == 1 ? " day" : " days");
  }
  if (unit == "number") {
    return number_words(value);
  }
  if (unit == "rate") {
    return to_decimal(value * kHundred, 2) + "%";
  }
  if (unit == "percent") {
    return to_decimal(value, 2) + "%";
  }
  if (unit == "points") {
    return to_decimal(value, 2) + " points";
  }
  if (unit == "score") {
    return to_decimal(value, kScorePlaces);
  }
  if (unit == "yes_no") {
    return value == 1 ? "yes" : "no";
  }
  if (unit == "verdict") {
    return verdict_words(value);
  }
  if (unit == "amount" || unit == "money") {
    return amount_words(value, currency);
  }
  return std::nullopt;
}

}  // namespace outturn
