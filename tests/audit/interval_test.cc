#include "audit/interval.h"

#include "support/catch.h"
#include "value/problem.h"

using namespace outturn;

namespace {

Interval at_95(std::int64_t wrong, std::int64_t checked) {
  return clopper_pearson(wrong, checked, Ratio(1) / 20);
}

Interval millionths(std::int64_t lower, std::int64_t upper) {
  return {ratio_of(lower) / 1'000'000, ratio_of(upper) / 1'000'000};
}

// The chance of `wrong` or fewer of `checked`, and of `wrong` or more, term by term.
Ratio at_most(std::int64_t wrong, std::int64_t checked, const Ratio& part) {
  Ratio sum = 0;
  for (std::int64_t i = 0; i <= wrong; ++i) {
    Ratio term = 1;
    for (std::int64_t k = 0; k < checked; ++k) {
      term *= k < i ? Ratio(part * (checked - k) / (k + 1)) : Ratio(1 - part);
    }
    sum += term;
  }
  return sum;
}

}  // namespace

TEST_CASE("the interval is the one that is published, rounded outwards") {
  // binom.test of R prints for these 0.3084971, 0.002528579 and 0.445016117, 0.1870860 and
  // 0.8129140, 0.04900469 and 0.17622260, 0.1684335, 0.01254859 and 0.16548195.
  CHECK(at_95(0, 10) == millionths(0, 308'498));
  CHECK(at_95(1, 10) == millionths(2'528, 445'017));
  CHECK(at_95(5, 10) == millionths(187'086, 812'914));
  CHECK(at_95(10, 100) == millionths(49'004, 176'223));
  CHECK(at_95(0, 20) == millionths(0, 168'434));
  CHECK(at_95(20, 20) == millionths(831'566, 1'000'000));
  CHECK(at_95(3, 50) == millionths(12'548, 165'482));
}

TEST_CASE("one of one says little") {
  CHECK(at_95(1, 1) == millionths(25'000, 1'000'000));
  CHECK(at_95(0, 1) == millionths(0, 975'000));
}

TEST_CASE(
    "beyond either bound what was found is as unlikely as stated, and not a millionth earlier") {
  const auto [wrong, checked] = GENERATE(
      table<std::int64_t, std::int64_t>({{1, 2}, {2, 7}, {6, 7}, {4, 9}, {3, 12}, {11, 12}}));
  CAPTURE(wrong, checked);
  const Ratio outside = GENERATE(Ratio(1) / 20, Ratio(1) / 60);
  const Ratio half = outside / 2;
  const Ratio step = Ratio(1) / kIntervalSteps;
  const Interval found = clopper_pearson(wrong, checked, outside);
  CHECK(at_most(wrong, checked, found.upper) <= half);
  CHECK(at_most(wrong, checked, found.upper - step) > half);
  CHECK(1 - at_most(wrong - 1, checked, found.lower) <= half);
  CHECK(1 - at_most(wrong - 1, checked, found.lower + step) > half);
}

TEST_CASE("a sample that can't be is a defect") {
  CHECK_THROWS_AS(at_95(-1, 5), Defect);
  CHECK_THROWS_AS(at_95(6, 5), Defect);
  CHECK_THROWS_AS(at_95(0, 0), Defect);
  CHECK_THROWS_AS(clopper_pearson(1, 5, 1), Defect);
}
