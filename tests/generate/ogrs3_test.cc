#include "generate/ogrs3.h"

#include "generate/read_table.h"
#include "support/catch.h"
#include "value/date.h"
#include "value/problem.h"
#include "value/ratio.h"

#include <string>
#include <vector>

namespace outturn {
namespace {

std::int64_t hundred_thousandths(const std::string& decimal) {
  const Ratio scaled = parse_decimal(decimal).value() * kOgrsScale;
  REQUIRE(denominator(scaled) == 1);
  return static_cast<std::int64_t>(numerator(scaled));
}

int age_on(const std::string& born, const std::string& day) {
  const YearMonthDay a = calendar_of(parse_date(born).value());
  const YearMonthDay b = calendar_of(parse_date(day).value());
  const bool had_birthday = b.month > a.month || (b.month == a.month && b.day >= a.day);
  return b.year - a.year - (had_birthday ? 0 : 1);
}

TEST_CASE("the table of coefficients is the published one, row for row") {
  const auto rows = test::read_table("ogrs/ogrs3_coefficients.csv");
  const auto& table = ogrs3_coefficients();
  REQUIRE(rows.size() == table.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    INFO(rows[i][0] << " " << rows[i][1]);
    CHECK(table[i].term == rows[i][0]);
    CHECK(table[i].level == rows[i][1]);
    CHECK(table[i].value == hundred_thousandths(rows[i][2]));
  }
}

TEST_CASE("scores agree with the published cases, over one year and over two") {
  const auto rows = test::read_table("ogrs/ogrs_test_vectors.csv");
  REQUIRE(rows.size() == 4);
  Ogrs3 ogrs3;
  for (const test::Row& row : rows) {
    const Ogrs3Score score = ogrs3.score({row[1] == "M" ? Sex::male : Sex::female,
                                          age_on(row[2], row[4]),
                                          age_on(row[2], row[3]),
                                          std::stoi(row[7]),
                                          std::stoi(row[6]),
                                          hundred_thousandths(row[9])});
    INFO("offence " << row[8] << ", born " << row[2]);
    CHECK(ogrs3_percent(score.one_year) == std::stoi(row[10]));
    CHECK(ogrs3_percent(score.two_years) == std::stoi(row[11]));
  }
}

struct Worked {
  Ogrs3Case person;
  Ogrs3Score score;
};

// Worked with Python's decimal module at sixty digits.
TEST_CASE("scores are exact to five places") {
  const std::vector<Worked> cases = {
      {{Sex::male, 10, 10, 10, 1, 0}, {20'553, 34'684}},
      {{Sex::male, 17, 16, 12, 9, 38'010}, {83'635, 91'297}},
      {{Sex::male, 18, 18, 18, 1, 66'120}, {21'148, 35'506}},
      {{Sex::female, 24, 23, 14, 30, 66'120}, {88'793, 94'207}},
      {{Sex::female, 25, 25, 25, 1, -79'560}, {3'915, 7'717}},
      {{Sex::male, 39, 39, 13, 150, 76'060}, {95'451, 97'731}},
      {{Sex::male, 49, 49, 49, 2, 0}, {16'142, 28'322}},
      {{Sex::female, 50, 50, 15, 61, 66'120}, {61'245, 76'437}},
      {{Sex::male, 50, 49, 48, 1, -65'340}, {1'552, 3'134}},
      {{Sex::male, 90, 90, 10, 2, -65'340}, {377, 772}},
  };
  Ogrs3 ogrs3;
  for (const Worked& worked : cases) {
    const Ogrs3Score score = ogrs3.score(worked.person);
    CHECK(score.one_year == worked.score.one_year);
    CHECK(score.two_years == worked.score.two_years);
    CHECK(ogrs3.score(worked.person) == score);  // remembered
  }
}

TEST_CASE("a probability becomes whole per cent, half up, never 0 nor 100") {
  struct Case {
    std::int64_t probability;
    int percent;
  };
  const auto c = GENERATE(Case{0, 1},
                          Case{1'499, 1},
                          Case{1'500, 2},
                          Case{45'499, 45},
                          Case{45'500, 46},
                          Case{99'499, 99},
                          Case{99'500, 99},
                          Case{100'000, 99});
  CHECK(ogrs3_percent(c.probability) == c.percent);
}

TEST_CASE("a case that can't be is a defect of the caller") {
  const auto impossible = GENERATE(Ogrs3Case{Sex::male, 9, 9, 9, 1, 0},
                                   Ogrs3Case{Sex::male, 151, 30, 20, 1, 0},
                                   Ogrs3Case{Sex::male, 30, 30, 31, 1, 0},
                                   Ogrs3Case{Sex::male, 30, 30, -1, 1, 0},
                                   Ogrs3Case{Sex::male, 30, 30, 20, 0, 0},
                                   Ogrs3Case{Sex::male, 30, 30, 20, 1001, 0},
                                   Ogrs3Case{Sex::male, 30, 30, 20, 1, 1'000'001});
  Ogrs3 ogrs3;
  CHECK_THROWS_AS(ogrs3.score(impossible), Defect);
}

TEST_CASE("offence groups are found by their published names only") {
  CHECK(ogrs3_offence_weight("Robbery") == -63'480);
  CHECK(ogrs3_offence_weight("Violence") == 0);
  CHECK_THROWS_AS(ogrs3_offence_weight("robbery"), Defect);
}

}  // namespace
}  // namespace outturn
