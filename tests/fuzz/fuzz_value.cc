// Every reader of a single value: whatever it accepts, it must write back and read the same again.
#include "value/date.h"
#include "value/money.h"
#include "value/period.h"
#include "value/problem.h"
#include "value/ratio.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace outturn {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void try_numbers(std::string_view text) {
  if (const auto value = parse_decimal(text)) {
    require(parse_fraction(to_fraction(*value)) == value);
  }
  if (const auto value = parse_fraction(text)) {
    require(to_fraction(*value) == text);
  }
  for (const Currency currency : {Currency::gbp, Currency::usd, Currency::aud}) {
    if (const auto money = parse_money(text, currency)) {
      require(parse_money(to_string(*money, currency), currency) == money);
    }
  }
}

void try_days(std::string_view text) {
  if (const auto date = parse_date(text)) {
    require(to_string(*date) == text);
  }
  if (const auto duration = parse_duration(text)) {
    require(parse_duration(to_string(*duration)) == duration);
  }
  for (const int starts_month : {1, 4, 7}) {
    if (const auto range = parse_period_range(text, starts_month)) {
      require(range->first <= range->last && range->text == text);
    }
  }
}

void try_words(std::string_view text) {
  constexpr std::array<std::string_view, 3> kWords = {"binary", "frequency", "baseline"};
  const std::string_view nearest = nearest_word(text, kWords);
  require(nearest.empty() == did_you_mean(text, kWords).empty());
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  outturn::try_numbers(text);
  outturn::try_days(text);
  outturn::try_words(text);
  return 0;
}
