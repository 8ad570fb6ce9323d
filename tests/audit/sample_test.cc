#include "audit/sample.h"

#include "audit/made_sample.h"
#include "record/sha256.h"
#include "support/catch.h"
#include "value/problem.h"

#include <algorithm>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

// A text that never changes, so that what is drawn for it never may.
const std::string kStatement = R"({"form":"outturn-statement/1","cohorts":[{"name":"actual"}]})";

Draw draw_of(std::int64_t size, const std::string& by = "", RowsOf of = RowsOf::counted) {
  return {"2026-11", size, "actual", of, by};
}

// "A-03 2014-03-03" and so on, in order.
std::vector<std::string> drawn(const Draw& draw) {
  std::vector<std::string> starts;
  for (const SampledRow& row : draw_sample(kStatement, sample_evidence(), draw).rows) {
    starts.push_back(row.stated[kPersonAt] + " " + row.stated[kIndexDateAt]);
  }
  return starts;
}

std::string refusal_of_draw(const Draw& draw) {
  return refusal_of([&] { draw_sample(kStatement, sample_evidence(), draw); });
}

}  // namespace

TEST_CASE("a start's digest is the SHA-256 that anybody can compute") {
  // printf 'outturn audit sample/1\ns\n%064d\nactual\nA-01\n2014-01-31' 0 | sha256sum
  CHECK(to_hex(draw_digest("s", std::string(64, '0'), "actual", "A-01", "2014-01-31")) ==
        "00e826100698b777f74c8206fadcfc47eabccd4691231d1c594a6e28cdc6192c");
}

TEST_CASE("a seed draws the starts with the smallest digests, today and for ever") {
  // Their digests begin with 0991a211, 22a967d2, 50f66493, 53ddbd1d and fbb3a2c6.
  const std::vector<std::string> all = {"A-03 2014-03-03",
                                        "A-02 2014-02-10",
                                        "A-04 2014-05-20",
                                        "A-01 2014-01-31",
                                        "A-05 2014-06-01"};
  for (std::size_t size = 1; size <= all.size(); ++size) {
    CHECK(drawn(draw_of(static_cast<std::int64_t>(size))) ==
          std::vector<std::string>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)));
  }
}

TEST_CASE("of all starts also those that were left out are drawn") {
  CHECK(drawn(draw_of(9, "", RowsOf::all)) == std::vector<std::string>{"A-03 2014-03-03",
                                                                       "A-02 2014-02-10",
                                                                       "A-04 2014-05-20",
                                                                       "A-01 2014-01-31",
                                                                       "A-08 2014-08-01",
                                                                       "A-07 2014-07-15",
                                                                       "A-06 2014-06-02",
                                                                       "A-03 2014-09-09",
                                                                       "A-05 2014-06-01"});
}

TEST_CASE("another seed, statement or cohort draws others") {
  const Digest one = draw_digest("a", "b", "actual", "A-01", "2014-01-31");
  CHECK(one != draw_digest("c", "b", "actual", "A-01", "2014-01-31"));
  CHECK(one != draw_digest("a", "c", "actual", "A-01", "2014-01-31"));
  CHECK(one != draw_digest("a", "b", "baseline", "A-01", "2014-01-31"));
  Draw draw = draw_of(5);
  draw.seed = "other";
  CHECK(drawn(draw) != drawn(draw_of(5)));
}

TEST_CASE("the order of the evidence draws nothing") {
  const std::string evidence = sample_evidence();
  const std::size_t second = evidence.find('\n') + 1;
  const std::size_t third = evidence.find('\n', second) + 1;
  const std::string turned =
      evidence.substr(0, second) + evidence.substr(third) + evidence.substr(second, third - second);
  const Sample one = draw_sample(kStatement, evidence, draw_of(4));
  const Sample other = draw_sample(kStatement, turned, draw_of(4));
  CHECK(form_of(one) == form_of(other));
}

TEST_CASE("a stratified sample has some of each, each drawn like a sample of its own") {
  const Sample sample = draw_sample(kStatement, sample_evidence(), draw_of(3, "complexity_band"));
  REQUIRE(sample.strata.size() == 3);
  CHECK(sample.strata[0].value == "high");
  CHECK(sample.strata[1].value == "low");
  CHECK(sample.strata[1].rows == 2);
  CHECK(sample.strata[2].drawn == 1);
  CHECK(sample.population() == 5);
  CHECK(drawn(draw_of(3, "complexity_band")) ==
        std::vector<std::string>{"A-01 2014-01-31", "A-03 2014-03-03", "A-02 2014-02-10"});
  CHECK(drawn(draw_of(2, "reoffended")) ==
        std::vector<std::string>{"A-02 2014-02-10", "A-03 2014-03-03"});
  CHECK(drawn(draw_of(3, "age_band")) ==
        std::vector<std::string>{"A-01 2014-01-31", "A-02 2014-02-10", "A-03 2014-03-03"});
  CHECK(
      draw_sample(kStatement, sample_evidence(), draw_of(2, "class", RowsOf::all)).strata.size() ==
      2);
}

TEST_CASE("what can't be drawn is refused, and what there is is said") {
  CHECK(refusal_of_draw(draw_of(6)) ==
        "a sample of 6 can't be drawn from 5 counted starts of \"actual\" [out_of_range]\n"
        "    all that there are, are a sample of that size");
  CHECK_THAT(refusal_of_draw(draw_of(10, "", RowsOf::all)),
             Contains("a sample of 10 can't be drawn from 9 starts of \"actual\""));
  CHECK(refusal_of_draw(draw_of(2, "complexity_band")) ==
        "a sample of 2 can't hold one of each of 3 strata [out_of_range]\n"
        "    draw at least 3");
  CHECK(refusal_of_draw(draw_of(0)) ==
        "a sample of 0 can't be drawn [out_of_range]\n    it has 1 to 2,000 starts");
  CHECK_THAT(refusal_of_draw(draw_of(2'001)), Contains("a sample of 2001 can't be drawn"));
  CHECK(refusal_of_draw(draw_of(2, "shoe_size")) ==
        "no strata can be made by \"shoe_size\" [unknown_reference]\n"
        "    they can by: age_band, class, complexity_band, reoffended");
  Draw draw = draw_of(2);
  draw.cohort = "milestones";
  CHECK(refusal_of_draw(draw) ==
        "statement.json: the statement has no cohort \"milestones\" [not_in_statement]\n"
        "    a sample is drawn from people whose reoffending was measured");
}

TEST_CASE("a seed can be typed, mailed and taken by a spreadsheet as it is") {
  for (const std::string& seed : {std::string(),
                                  std::string("a b"),
                                  std::string("-x"),
                                  std::string("=1"),
                                  std::string("x\n"),
                                  std::string(101, 'x')}) {
    Draw draw = draw_of(2);
    draw.seed = seed;
    CHECK_THAT(refusal_of_draw(draw),
               Contains("can't be a seed [bad_identifier]\n    1 to 100 letters, digits, \".\", "
                        "\"_\" and \"-\", and no \"-\" first"));
  }
}
