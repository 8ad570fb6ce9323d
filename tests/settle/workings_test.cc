#include "settle/workings.h"

#include "settle/sample.h"
#include "support/catch.h"

namespace outturn {
namespace {

using BandRows = std::vector<BandRow>;

Workings::Name named(std::string id, Unit unit = Unit::number) {
  return {std::move(id), "label", unit, {}};
}

struct Two {
  Workings workings{Currency::gbp};
  Ref a;
  Ref b;

  Two(const Ratio& first, const Ratio& second)
      : a(workings.given(named("a"), first)), b(workings.given(named("b"), second)) {}
};

TEST_CASE("no name of a measure, line or payer makes two workings share an id") {
  Terms terms;
  const std::string rest =
      "  effect_in: points\n  reduction_when: [reduction_more_than: 0 points]\n"
      "  increase_when: never\n  on_reduction: {pay: {amount: £1}}\n  on_neither: nothing\n"
      "  on_increase: nothing\n";
  terms.lines = "m:\n  title: T\n  measure: m\n  compare_with: {fixed: 50%}\n" + rest +
                "other:\n  title: T\n  measure: m\n"
                "  compare_with: {cohort: {from: 2013-01-01, until: 2013-12-31}}\n" +
                rest;
  terms.payers = "{shares: {A: 50%, A.share: 30%, A.exact: 20%}, odd_pennies_to: A}";
  const Settlement settlement =
      settled(contract_of(terms), {cohort_of({100, 40}), cohort_of({100, 60, 0, 0, "baseline"})});
  CHECK(total_of(settlement) == 200);
}

TEST_CASE("an amount that can't be held is refused where its rounding stands") {
  Terms terms;
  terms.lines = paying_line("50%", "points", "{pay: {per_person: \"£90,000,000,000,000,000\"}}");
  CHECK(refusal_of(terms, {cohort_of({100, 40})}) ==
        "contract.yaml:37:11: an amount is larger than 64 bits of pence hold [amount_too_large]");
}

TEST_CASE("an operation on two quantities is exact") {
  using Operation = Ref (Workings::*)(Workings::Name, Ref, Ref);
  const auto [operation, op, a, b, value] = GENERATE(table<Operation, Op, Ratio, Ratio, Ratio>({
      {&Workings::subtract, Op::subtract, Ratio(1, 3), Ratio(1, 2), Ratio(-1, 6)},
      {&Workings::divide, Op::divide, Ratio(1), Ratio(-3), Ratio(-1, 3)},
      {&Workings::at_least, Op::at_least, Ratio(1, 3), Ratio(1, 3), Ratio(1)},
      {&Workings::at_least, Op::at_least, Ratio(333'333, 1'000'000), Ratio(1, 3), Ratio(0)},
      {&Workings::more_than, Op::more_than, Ratio(1, 3), Ratio(1, 3), Ratio(0)},
      {&Workings::more_than, Op::more_than, Ratio(333'334, 1'000'000), Ratio(1, 3), Ratio(1)},
      {&Workings::equal, Op::equal, Ratio(2, 4), Ratio(1, 2), Ratio(1)},
      {&Workings::equal, Op::equal, Ratio(2, 5), Ratio(1, 2), Ratio(0)},
      {&Workings::smaller_of, Op::smaller_of, Ratio(-2), Ratio(1), Ratio(-2)},
      {&Workings::smaller_of, Op::smaller_of, Ratio(3), Ratio(1), Ratio(1)},
      {&Workings::larger_of, Op::larger_of, Ratio(-2), Ratio(1), Ratio(1)},
      {&Workings::larger_of, Op::larger_of, Ratio(3), Ratio(1), Ratio(3)},
  }));
  Two two(a, b);
  const Ref result = (two.workings.*operation)(named("result"), two.a, two.b);
  CAPTURE(code_of(op), a, b);
  CHECK(two.workings.value(result) == value);
  CHECK(two.workings[result].op == op);
  CHECK(two.workings[result].of == std::vector<Ref>{two.a, two.b});
}

TEST_CASE("sums, products and conjunctions take any number of operands") {
  Two two(Ratio(1, 3), Ratio(1, 6));
  Workings& w = two.workings;
  const Ref one = w.given(named("one"), 1);
  const Ref none = w.given(named("none"), 0);
  CHECK(w.value(w.add(named("sum"), {two.a, two.b, two.a})) == Ratio(5, 6));
  CHECK(w.value(w.multiply(named("product"), {two.a, two.b, two.b})) == Ratio(1, 108));
  CHECK(w.value(w.negate(named("minus"), two.a)) == Ratio(-1, 3));
  CHECK(w.is_yes(w.all_of(named("all"), {one, one})));
  CHECK_FALSE(w.is_yes(w.all_of(named("some"), {one, none, one})));
}

// 0: nothing; from 5: 1,000 pence a unit; from 10: 30,000 pence flat.
const BandRows kSlabs = {{0, 0, false}, {5, 1'000, true}, {10, 30'000, false}};

TEST_CASE("a slab pays by the band that the value falls in") {
  const auto [value, at_least, more_than] = GENERATE(table<Ratio, Ratio, Ratio>({
      {-7, 0, 0},
      {0, 0, 0},
      {Ratio(49, 10), 0, 0},
      {5, 5'000, 0},
      {Ratio(51, 10), 5'100, 5'100},
      {Ratio(99, 10), 9'900, 9'900},
      {10, 30'000, 10'000},
      {11, 30'000, 30'000},
  }));
  Two two(value, 0);
  CAPTURE(value);
  CHECK(two.workings.value(two.workings.slab(named("x"), two.a, kSlabs, true)) == at_least);
  CHECK(two.workings.value(two.workings.slab(named("y"), two.a, kSlabs, false)) == more_than);
}

// Nothing to 5, 1,000 pence a unit to 10, 2,000 pence a unit beyond.
const BandRows kMarginal = {{0, 0, true}, {5, 1'000, true}, {10, 2'000, true}};

TEST_CASE("marginal bands pay each part at its own price") {
  const auto [value, pays] = GENERATE(table<Ratio, Ratio>({
      {-7, 0},
      {0, 0},
      {5, 0},
      {Ratio(11, 2), 500},
      {10, 5'000},
      {Ratio(25, 2), 10'000},
  }));
  Two two(value, 0);
  CAPTURE(value);
  CHECK(two.workings.value(two.workings.marginal(named("x"), two.a, kMarginal)) == pays);
}

TEST_CASE("interpolation runs straight between the rows and stops at the ends") {
  const BandRows rows = {{0, 300, false}, {5, 750, false}, {15, 1'500, false}};
  const auto [value, pays] = GENERATE(table<Ratio, Ratio>({
      {-1, 300},
      {0, 300},
      {1, 390},
      {5, 750},
      {Ratio(25, 3), 1'000},
      {15, 1'500},
      {99, 1'500},
  }));
  Two two(value, 0);
  CAPTURE(value);
  CHECK(two.workings.value(two.workings.interpolated(named("x"), two.a, rows)) == pays);
}

TEST_CASE("one table read in three ways pays three amounts") {
  Two two(Ratio(15, 2), 0);
  Workings& w = two.workings;
  CHECK(w.value(w.slab(named("slab"), two.a, kMarginal, true)) == 7'500);
  CHECK(w.value(w.marginal(named("marginal"), two.a, kMarginal)) == 2'500);
  const BandRows points = {{0, 0, false}, {5, 1'000, false}, {10, 2'000, false}};
  CHECK(w.value(w.interpolated(named("interpolated"), two.a, points)) == 1'500);
}

TEST_CASE("rounding keeps what it was rounded from, and by which rule") {
  Two two(Ratio(12'345, 10), 0);
  Workings& w = two.workings;
  const Ref rounded = w.round(named("r", Unit::money), two.a, {100, Rounding::half_to_even});
  CHECK(w.value(rounded) == 1'200);
  CHECK(w.value(two.a) == Ratio(2'469, 2));
  CHECK(w[rounded].details ==
        std::vector<std::pair<std::string, std::string>>{{"step", "100"}, {"how", "half to even"}});
}

TEST_CASE("a quantity is shown in its unit") {
  const auto [value, unit, text] = GENERATE(table<Ratio, Unit, std::string>({
      {Ratio(5517, 10'000), Unit::rate, "55.17%"},
      {Ratio(57, 10), Unit::points, "5.70 points"},
      {Ratio(1300, 155), Unit::percent, "8.39%"},
      {1234, Unit::people, "1,234"},
      {Ratio(12'345, 10), Unit::people, "1,234.50"},
      {Ratio(1, 3), Unit::score, "0.33333"},
      {Ratio(196, 100), Unit::number, "1.96"},
      {Ratio(1, 3), Unit::number, "0.33333333"},
      {1, Unit::yes_no, "yes"},
      {0, Unit::yes_no, "no"},
      {1, Unit::verdict, "reduction"},
      {0, Unit::verdict, "neither"},
      {-1, Unit::verdict, "increase"},
      {-123'450, Unit::money, "-£1,234.50"},
      {Ratio(1, 3), Unit::amount, "£0.0033"},
      {Ratio(200, 2), Unit::amount, "£1.00"},
  }));
  CAPTURE(value, text);
  CHECK(shown(value, unit, Currency::gbp) == text);
}

TEST_CASE("what only our own code can get wrong is a defect") {
  Two two(1, 0);
  CHECK_THROWS_AS(two.workings.given(named("a"), 2), Defect);
  CHECK_THROWS_AS(two.workings.divide(named("x"), two.a, two.b), Defect);
  CHECK_THROWS(two.workings.negate(named("x"), 99));
}

TEST_CASE("a quantity is found by its id") {
  Two two(1, 2);
  REQUIRE(two.workings.find("b") != nullptr);
  CHECK(*two.workings.find("b") == two.b);
  CHECK(two.workings.find("") == nullptr);
  CHECK(two.workings.find("c") == nullptr);
}

}  // namespace
}  // namespace outturn
