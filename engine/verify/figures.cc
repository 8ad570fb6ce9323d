#include "verify/figures.h"

#include <array>

namespace outturn::verify {
namespace {

// What stands behind a figure, and to how many decimals it is shown.
struct Form {
  std::string_view unit;
  int places;      // of a value that isn't whole
  bool only_then;  // a whole value is shown without decimals
  int times;       // before it is shown
  std::string_view one;
  std::string_view many;
};

constexpr std::array kForms = {
    Form{"people", 2, true, 1, "", ""},
    Form{"events", 2, true, 1, "", ""},
    Form{"severity", 2, true, 1, "", ""},
    Form{"cases", 2, true, 1, " case", " cases"},
    Form{"days", 2, true, 1, " day", " days"},
    Form{"rate", 2, false, 100, "%", "%"},
    Form{"percent", 2, false, 1, "%", "%"},
    Form{"points", 2, false, 1, " points", " points"},
    Form{"score", 5, false, 1, "", ""},
};

bool is_whole(const Ratio& value) {
  return denominator(value) == 1;
}

std::string in_form(const Ratio& value, const Form& form) {
  const int places = form.only_then && is_whole(value) ? 0 : form.places;
  const Ratio figure = value * form.times;
  const std::string text =
      form.only_then ? to_grouped_decimal(figure, places) : to_decimal(figure, places);
  return text + std::string(value == 1 ? form.one : form.many);
}

std::string number(const Ratio& value) {
  constexpr int kMostPlaces = 8;
  return is_whole(value * Ratio(power_of_ten(kMostPlaces))) ? to_plain(value)
                                                            : to_decimal(value, kMostPlaces);
}

// Minor units as money: two decimals of the major unit, four where they aren't whole.
std::string money(const Ratio& value, Currency currency) {
  constexpr int kMinor = 100;
  const std::string digits =
      to_grouped_decimal(Ratio(magnitude(value) / kMinor), is_whole(value) ? 2 : 4);
  const bool nothing = digits.find_first_not_of("0.") == std::string::npos;
  const std::string sign = value < 0 && !nothing ? "-" : "";
  return sign + std::string(symbol_of(currency)) + digits;
}

}  // namespace

std::optional<std::string> figure_of(const Ratio& value, std::string_view unit, Currency currency) {
  for (const Form& form : kForms) {
    if (form.unit == unit) {
      return in_form(value, form);
    }
  }
  if (unit == "number") {
    return number(value);
  }
  if (unit == "yes_no") {
    return value == 1 ? "yes" : "no";
  }
  if (unit == "verdict") {
    return value == 0 ? "neither" : (value > 0 ? "reduction" : "increase");
  }
  if (unit == "amount" || unit == "money") {
    return money(value, currency);
  }
  return std::nullopt;
}

}  // namespace outturn::verify
