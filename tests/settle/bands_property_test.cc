// A table whose bands rise pays no less for more.
#include "settle/sample.h"
#include "support/catch.h"
#include "support/random.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr int kTables = 12;
constexpr std::int64_t kPeople = 40;

// Rows that rise in what they are from and in what they pay; `per` is "" or " per point".
std::string rising_rows(Random& random, const std::string& per) {
  std::string rows;
  std::int64_t from = 0;
  std::int64_t pounds = random.between(0, 500);
  for (std::int64_t i = random.between(2, 5); i > 0; --i) {
    rows += fmt::format(
        "{}{{from: {} points, pays: £{}{}}}", rows.empty() ? "" : ", ", from, pounds, per);
    from += random.between(1, 20);
    pounds += random.between(0, 500);
  }
  return rows;
}

// What each number of reoffenders pays, from all of the cohort down to nobody.
std::vector<Ratio> paid_as_fewer_reoffend(const std::string& bands) {
  const Terms terms{.lines = paying_line("100%", "points", "{pay: {bands: {" + bands + "}}}")};
  const Contract contract = contract_of(terms);
  std::vector<Ratio> paid;
  for (std::int64_t reoffenders = kPeople; reoffenders >= 0; --reoffenders) {
    paid.push_back(total_of(settled(contract, {cohort_of({kPeople, reoffenders})})));
  }
  return paid;
}

TEST_CASE("a table whose bands rise never pays less for a larger effect") {
  const auto [mode, per] = GENERATE(table<std::string, std::string>({
      {"slab", ""},
      {"slab", " per point"},
      {"marginal", " per point"},
      {"interpolated", ""},
  }));
  Random random;
  for (int i = 0; i < kTables; ++i) {
    const std::string bands = fmt::format("mode: {}, edge: {}, rows: [{}]",
                                          mode,
                                          i % 2 == 0 ? "at least" : "more than",
                                          rising_rows(random, per));
    CAPTURE(bands);
    const std::vector<Ratio> paid = paid_as_fewer_reoffend(bands);
    CHECK(std::is_sorted(paid.begin(), paid.end()));
    CHECK(paid.back() >= paid.front());
  }
}

}  // namespace
}  // namespace outturn
