#include "audit/result.h"

#include "audit/made_sample.h"
#include "audit/show.h"
#include "record/file.h"
#include "support/catch.h"

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

std::string full_statement() {
  return read_file(samples() / "statement.json", 1'000'000);
}

// What is found of some people, "yes,2,"; of all others what is stated.
using Found = std::map<std::string, std::string>;

AuditResult audited(const std::string& statement, const Draw& draw, const Found& found) {
  const Sample sample = draw_sample(statement, sample_evidence(), draw);
  const std::string form =
      filled(sample, [&](const std::string& person, const std::string& stated) {
        const auto told = found.find(person);
        return told != found.end() ? told->second
               : stated.empty()    ? "no,,"
                                   : as_stated(person, stated);
      });
  return audit_result(statement, sample, answers_of(read_form(form, "form.csv"), sample));
}

constexpr Look kWide{.width = 300};

Draw all_counted(const std::string& by = "") {
  return {"2026-11", 5, "actual", RowsOf::counted, by};
}

Draw plain(std::int64_t size) {
  return {"2026-11", size, "actual", RowsOf::counted, ""};
}

}  // namespace

TEST_CASE("what was found as stated is no error") {
  const AuditResult result = audited(ten_pounds_each(), all_counted(), {});
  CHECK(result.wrong() == 0);
  CHECK(result.gross() == 0);
  CHECK(result.net() == 0);
  CHECK(result.together.minor == Ratio(0));
  CHECK(result.total == 3000);
}

TEST_CASE("errors of either sign add up in the gross error and cancel in the net one") {
  // £10.00 a person without a reoffence: A-02 has one, A-03 has none after all, and A-04, who has
  // none, isn't in the cohort.
  const AuditResult two =
      audited(ten_pounds_each(), all_counted(), {{"A-02", "yes,1,"}, {"A-03", "yes,0,"}});
  CHECK(two.wrong() == 2);
  CHECK(two.gross() == 2000);
  CHECK(two.net() == 0);
  const AuditResult three = audited(
      ten_pounds_each(), all_counted(), {{"A-02", "yes,1,"}, {"A-03", "yes,0,"}, {"A-04", "no,,"}});
  CHECK(three.wrong() == 3);
  CHECK(three.gross() == 3000);
  CHECK(three.net() == -1000);
  CHECK(three.together.minor == Ratio(-1000));
}

TEST_CASE("another number of reoffences is wrong, whatever it is worth") {
  const AuditResult result = audited(ten_pounds_each(), all_counted(), {{"A-01", "yes,1,"}});
  CHECK(result.wrong() == 1);
  CHECK(result.gross() == 0);
}

TEST_CASE("what the error of a row is worth goes by the whole contract, caps and bands included") {
  // A-01 with three reoffences: 80 per 100 people instead of 60, so £1,000.00 instead of £1,800.05.
  CHECK(audited(full_statement(), all_counted(), {{"A-01", "yes,3,"}}).net() == -80005);
  // A-02 not in the cohort: 0.6 of 3.95 less 2.15 is 0.22 people at £4,000, £880.00 instead of the
  // cap of £2,500.00; 75 reoffences per 100 people, £1,000.00 instead of £1,800.05.
  CHECK(audited(full_statement(), all_counted(), {{"A-02", "no,,"}}).net() == -242005);
  // Under the cap and in the best band as before.
  const AuditResult none = audited(full_statement(), all_counted(), {{"A-03", "yes,0,"}});
  CHECK(none.wrong() == 1);
  CHECK(none.net() == 0);
}

TEST_CASE("an error is brought to all rows by the rows that were checked") {
  // Of two of five checked, A-05 and A-03, one error of £10.00: £25.00 of £30.00.
  const AuditResult result = audited(ten_pounds_each(), plain(2), {{"A-05", "yes,1,"}});
  CHECK(result.net() == -1000);
  CHECK(result.net_of_all() == -2500);
  CHECK(result.gross_of_all() == 2500);
  CHECK_THAT(show_result(result, true, kWide),
             Contains("Net error         -£10.00; over all rows -83.33% of the total") &&
                 Contains("Net error brought to all rows: £25.00 (exactly 2500 minor units), to be "
                          "paid back") &&
                 Contains("The statement has no such rule"));
}

TEST_CASE("an error in a stratum is brought to the rows of that stratum alone") {
  // One of each band: A-01 of one, A-05 of two, A-04 of two.
  const Draw draw{"2026-11", 3, "actual", RowsOf::counted, "complexity_band"};
  const AuditResult result =
      audited(ten_pounds_each(), draw, {{"A-01", "yes,0,"}, {"A-04", "yes,1,"}});
  CHECK(result.net() == 0);
  CHECK(result.net_of_all() == 1000 - 2000);
  CHECK(result.gross_of_all() == 1000 + 2000);
  CHECK(result.strata[0].wrong == 1);
  CHECK(result.strata[1].wrong == 0);
  CHECK_THAT(show_result(result, false, kWide), Contains("complexity_band") && Contains("middle"));
}

TEST_CASE("the interval of a plain sample is Clopper and Pearson's at 95%") {
  const AuditResult result = audited(ten_pounds_each(), plain(4), {{"A-02", "yes,1,"}});
  CHECK(result.wrong_in_all == clopper_pearson(1, 4, Ratio(1) / 20));
  CHECK_THAT(show_result(result, false, kWide),
             Contains("with 95% confidence by the exact binomial interval of"));
}

TEST_CASE("of strata each has a share of the confidence, and those checked whole are known") {
  const Draw draw{"2026-11", 3, "actual", RowsOf::counted, "complexity_band"};
  const AuditResult result = audited(ten_pounds_each(), draw, {{"A-01", "no,,"}});
  // The one of the high band is wrong; of each of two others one of two was checked.
  const Interval each = clopper_pearson(0, 1, Ratio(1) / 40);
  CHECK(result.wrong_in_all.lower == Ratio(1) / 5);
  CHECK(result.wrong_in_all.upper == Ratio(1) / 5 + Ratio(4) / 5 * each.upper);
  const AuditResult whole = audited(ten_pounds_each(), all_counted(), {{"A-01", "no,,"}});
  CHECK(whole.wrong_in_all == Interval{Ratio(1) / 5, Ratio(1) / 5});
  CHECK_THAT(show_result(whole, false, kWide), Contains("20.00%: every row was checked"));
}

TEST_CASE(
    "a row that was left out and belongs to the cohort is wrong, by an amount nobody can tell") {
  const Draw draw{"2026-11", 9, "actual", RowsOf::all, ""};
  const AuditResult result = audited(ten_pounds_each(), draw, {{"A-07", "yes,1,matched"}});
  CHECK(result.wrong() == 1);
  CHECK(result.untold == 1);
  CHECK_FALSE(result.errors[0].stated);
  CHECK_THAT(show_result(result, true, kWide),
             Contains("stated: left out") && Contains("note: matched") &&
                 Contains("no amount: the evidence doesn't weigh or grade somebody who was left "
                          "out") &&
                 Contains("can't be told: the amount of 1 wrong row can't be told"));
  CHECK(audited(ten_pounds_each(), draw, {}).wrong() == 0);
}

TEST_CASE("a total of nothing has no rate") {
  std::string statement = ten_pounds_each();
  const std::string total = "\"minor\": \"3000\"";
  statement.replace(statement.find(total), total.size(), "\"minor\": \"0\"");
  const AuditResult result = audited(statement, plain(2), {});
  CHECK_THAT(
      show_result(result, true, kWide),
      Contains("the total is nothing, so there is no rate") && Contains("nothing, either way"));
  CHECK(result_json(result, false)["net_error"]["rate"].is_null());
}

TEST_CASE("a page is told once: rows that are wrong, with what was stated and found") {
  const AuditResult result = audited(
      full_statement(), all_counted(), {{"A-01", "yes,3,\"a third, in Leeds\""}, {"A-02", "no,,"}});
  CHECK_THAT(
      show_result(result, false, kWide),
      Contains("Checked           5 of 5 counted starts of actual, seed 2026-11") &&
          Contains("Wrong             2, 40.00%") &&
          Contains("A-01, 2014-01-31\n  stated: 2 reoffences\n  found: in the cohort, 3 "
                   "reoffences\n  the total would change by: -£800.05\n  note: a third, in "
                   "Leeds\n") &&
          Contains("A-02, 2014-02-10\n  stated: 0 reoffences\n  found: not in the cohort\n"));
}

TEST_CASE("programs are told the same") {
  const AuditResult result = audited(ten_pounds_each(), plain(2), {{"A-05", "yes,1,"}});
  const Json json = result_json(result, true);
  CHECK(json["wrong"] == 1);
  CHECK(json["drawn"] == 2);
  CHECK(json["rows"] == 5);
  CHECK(json["net_error"]["minor"] == "-1000");
  CHECK(json["net_error"]["rate"] == "-5/6");
  CHECK(json["gross_error"]["of_all"]["minor"] == "2500");
  CHECK(json["wrong_in_all"]["method"] == "Clopper-Pearson");
  CHECK(json["errors"][0]["found_reoffences"] == 1);
  CHECK(json["errors"][0]["change"]["minor"] == "-1000");
  CHECK(json["recovery"]["minor"] == "2500");
  CHECK(result_json(result, false)["recovery"].is_null());
}
