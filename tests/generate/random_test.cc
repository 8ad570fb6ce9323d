#include "generate/random.h"

#include "support/catch.h"

#include <array>
#include <cstdint>

namespace outturn {
namespace {

// The first outputs of the authors' xoshiro256starstar.c from the state 1, 2, 3, 4.
TEST_CASE("the generator is xoshiro256**") {
  Random random({1, 2, 3, 4});
  CHECK(random.next() == 11520);
  CHECK(random.next() == 0);
  CHECK(random.next() == 1509978240);
  CHECK(random.next() == 1215971899390074240);
}

TEST_CASE("each seed and each stream is a sequence of its own") {
  const std::uint64_t first = Random(1, 1).next();
  CHECK(Random(1, 1).next() == first);
  CHECK(Random(1, 2).next() != first);
  CHECK(Random(2, 1).next() != first);
}

TEST_CASE("every number below a bound comes about equally often, and no other") {
  Random random(5, 0);
  std::array<int, 7> seen{};
  for (int i = 0; i < 70'000; ++i) {
    ++seen.at(random.below(7));
  }
  for (const int times : seen) {
    CHECK(times > 9'700);
    CHECK(times < 10'300);
  }
}

TEST_CASE("a draw from nothing is a defect") {
  Random random(5, 0);
  CHECK_THROWS_AS(random.below(0), Defect);
}

TEST_CASE("between includes both ends") {
  Random random(6, 0);
  bool first = false;
  bool last = false;
  for (int i = 0; i < 200; ++i) {
    const int drawn = random.between(-1, 1);
    REQUIRE(drawn >= -1);
    REQUIRE(drawn <= 1);
    first = first || drawn == -1;
    last = last || drawn == 1;
  }
  CHECK(first);
  CHECK(last);
}

struct Row {
  int number;
  std::uint32_t weight;
};

TEST_CASE("rows are picked as often as their weights say, and never with weight 0") {
  constexpr std::array kTable = {Row{0, 0}, Row{1, 1}, Row{2, 0}, Row{3, 3}, Row{4, 0}};
  Random random(7, 0);
  std::array<int, 5> seen{};
  for (int i = 0; i < 40'000; ++i) {
    ++seen.at(static_cast<std::size_t>(random.pick(kTable).number));
  }
  CHECK(seen[0] + seen[2] + seen[4] == 0);
  CHECK(seen[1] > 9'700);
  CHECK(seen[1] < 10'300);
}

}  // namespace
}  // namespace outturn
