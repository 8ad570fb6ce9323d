#include "audit/seats.h"

#include "support/catch.h"
#include "support/random.h"
#include "value/problem.h"

#include <numeric>

using namespace outturn;

using Seats = std::vector<std::int64_t>;

TEST_CASE("seats are shared in proportion, and what is left goes to the largest remainders") {
  CHECK(seats({50, 30, 20}, 10) == Seats{5, 3, 2});
  CHECK(seats({46, 33, 21}, 10) == Seats{5, 3, 2});  // 4.6, 3.3, 2.1
  CHECK(seats({1, 2, 2}, 3) == Seats{1, 1, 1});      // 0.6, 1.2, 1.2
}

TEST_CASE("of equal remainders the larger stratum goes first, then the one that stands first") {
  CHECK(seats({10, 30}, 6) == Seats{1, 5});  // 1.5, 4.5
  CHECK(seats({5, 5}, 5) == Seats{3, 2});
}

TEST_CASE("a stratum that would get none gets one, and the others share what is left") {
  CHECK(seats({90, 9, 1}, 10) == Seats{8, 1, 1});  // of nine: 8.18 and 0.82
  CHECK(seats({3, 1}, 2) == Seats{1, 1});          // 1.5 and 0.5 would be two and none
  CHECK(seats({1000, 1, 1, 1}, 4) == Seats{1, 1, 1, 1});
}

TEST_CASE("a sample of all rows takes all of each") {
  CHECK(seats({7, 1, 3}, 11) == Seats{7, 1, 3});
  CHECK(seats({4}, 3) == Seats{3});
  CHECK(seats({}, 0).empty());
}

TEST_CASE("no stratum is left out or gets more than it has, and all seats are given") {
  Random random(static_cast<std::uint64_t>(GENERATE(range(0, 50))));
  Seats rows;
  for (std::int64_t i = random.between(0, 5); i >= 0; --i) {
    rows.push_back(random.between(1, 40));
  }
  const auto strata = static_cast<std::int64_t>(rows.size());
  const std::int64_t all = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
  const std::int64_t size = random.between(strata, all);
  CAPTURE(rows, size);
  const Seats given = seats(rows, size);
  CHECK(std::accumulate(given.begin(), given.end(), std::int64_t{0}) == size);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(given[i] >= 1);
    CHECK(given[i] <= rows[i]);
  }
}

TEST_CASE("seats for fewer than the strata, or more than all rows, are a defect") {
  CHECK_THROWS_AS(seats({5, 5}, 1), Defect);
  CHECK_THROWS_AS(seats({5, 5}, 11), Defect);
}
