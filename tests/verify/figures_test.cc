#include "verify/figures.h"

#include "support/catch.h"

namespace outturn::verify {
namespace {

TEST_CASE("a figure is what the documentation makes of value and unit") {
  const auto [value, unit, figure] = GENERATE(table<std::string, std::string, std::string>({
      {"1000", "days", "1,000 days"},
      {"1", "case", ""},
      {"1", "cases", "1 case"},
      {"943", "people", "943"},
      {"667/5", "severity", "133.40"},
      {"-1", "events", "-1"},
      {"49/25", "number", "1.96"},
      {"1/3", "number", "0.33333333"},
      {"667/4870", "rate", "13.70%"},
      {"100/3", "percent", "33.33%"},
      {"1640/99", "points", "16.57 points"},
      {"8427/20000", "score", "0.42135"},
      {"1", "yes_no", "yes"},
      {"0", "yes_no", "no"},
      {"1", "verdict", "reduction"},
      {"0", "verdict", "neither"},
      {"-1", "verdict", "increase"},
      {"200000", "amount", "$2,000.00"},
      {"39125930000/3081", "amount", "$126,991.0094"},
      {"-39125930000/3081", "amount", "-$126,991.0094"},
      {"-1/1000", "amount", "$0.0000"},
      {"-5", "money", "-$0.05"},
      {"250000", "money", "$2,500.00"},
  }));
  CAPTURE(value, unit);
  CHECK(figure_of(parse_fraction(value).value(), unit, Currency::usd).value_or("") == figure);
}

}  // namespace
}  // namespace outturn::verify
