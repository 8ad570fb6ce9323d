#include "audit/form.h"

#include "audit/made_sample.h"
#include "support/catch.h"
#include "value/problem.h"

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

Sample sample_of(std::int64_t size, const std::string& by = "") {
  return draw_sample(
      ten_pounds_each(), sample_evidence(), {"2026-11", size, "actual", RowsOf::counted, by});
}

// What becomes of a form: the draw done anew, and the answers.
std::vector<Answer> read(const std::string& text) {
  const FilledForm form = read_form(text, "form.csv");
  return answers_of(form, draw_sample(ten_pounds_each(), sample_evidence(), draw_of(form)));
}

std::string refusal(const std::string& text) {
  return refusal_of([&] { read(text); });
}

std::string filled_with(const std::string& answer) {
  return filled(sample_of(5), [&](const std::string& person, const std::string& stated) {
    return person == "A-01" ? answer : as_stated(person, stated);
  });
}

std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

}  // namespace

TEST_CASE("the form says of each row what it was drawn by and what the statement has") {
  const Sample sample = sample_of(5, "age_band");
  const std::string form = form_of(sample);
  CHECK_THAT(form,
             Catch::Matchers::StartsWith(
                 "seed,statement,sample_size,rows_of,cohort,stratified_by,stratum,person,"
                 "index_date,record,class,reason,complexity_band,weight,follow_up_ends,proven_by,"
                 "reoffended,reoffences,severity,grade,found_in_cohort,found_reoffences,note\n") &&
                 Contains("2026-11," + sample.statement +
                          ",5,counted,actual,age_band,18-24,A-01,2014-01-31,1/2,counted,,high,1.35,"
                          "2015-01-31,2015-07-31,1,2,0,,,,\n"));
}

TEST_CASE("what a spreadsheet would run as a formula is a word in the form, and is read again") {
  std::string evidence = sample_evidence();
  for (std::size_t at = evidence.find("A-01"); at != std::string::npos;
       at = evidence.find("A-01")) {
    evidence.replace(at, 4, "=1+1");
  }
  const Draw draw{"2026-11", 5, "actual", RowsOf::counted, ""};
  const Sample sample = draw_sample(ten_pounds_each(), evidence, draw);
  CHECK_THAT(form_of(sample), Contains(",'=1+1,2014-01-31,"));
  const FilledForm form = read_form(filled(sample, as_stated), "form.csv");
  CHECK(draw_of(form) == draw);
  CHECK(answers_of(form, sample).size() == 5);
}

TEST_CASE("a filled form is read back, in any order and with any line ends") {
  std::string text = filled_with("yes,3,\"the 3rd, in court\"");
  const auto with_crlf = [](std::string lines) {
    for (std::size_t at = lines.find('\n'); at != std::string::npos;
         at = lines.find('\n', at + 2)) {
      lines.insert(at, "\r");
    }
    return lines;
  };
  const std::size_t second = text.find('\n') + 1;
  const std::size_t third = text.find('\n', second) + 1;
  text = text.substr(0, second) + text.substr(third) + text.substr(second, third - second);
  const std::vector<Answer> answers = read(with_crlf(text));
  const Sample sample = sample_of(5);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool first = sample.rows[i].stated[kPersonAt] == "A-01";
    CHECK(answers[i].in_cohort);
    CHECK(answers[i].note == (first ? "the 3rd, in court" : ""));
    CHECK((answers[i].reoffences == 3) == first);
  }
  CHECK_FALSE(read(filled_with("no,,gone")).back().reoffences);
}

TEST_CASE("every answer that isn't one is told with its line") {
  CHECK_THAT(
      refusal(form_of(sample_of(5))),
      Contains("form.csv:2: found_in_cohort is blank [missing_value]\n    write yes or no") &&
          Contains("form.csv:6: found_in_cohort is blank"));
  CHECK_THAT(refusal(filled_with("maybe,0,")),
             Contains("found_in_cohort is \"maybe\" [unknown_word]\n    write yes or no"));
  CHECK_THAT(refusal(filled_with("yes,,")),
             Contains("found_reoffences is blank [missing_value]\n    write how many reoffences "
                      "count by your own finding, 0 for none"));
  for (const char* number : {"two", "-1", "1.5", "1000000", " 1"}) {
    CHECK_THAT(refusal(filled_with(std::string("yes,") + number + ",")),
               Contains("found_reoffences is \"" + std::string(number) +
                        "\" [bad_number]\n    write a whole number of at most six digits"));
  }
  CHECK_THAT(refusal(filled_with("no,2,")),
             Contains("found_reoffences is \"2\" for somebody who isn't in the cohort "
                      "[inconsistent]\n    leave it blank: none of theirs counts"));
}

TEST_CASE("rows that aren't those of the draw are told") {
  const std::string right = filled(sample_of(5), as_stated);
  CHECK_THAT(refusal(replaced(right, ",1.35,", ",1.3,")),
             Contains("weight is \"1.3\", and was drawn as \"1.35\" [inconsistent]\n    only the "
                      "last three columns are filled in; let the spreadsheet take every column "
                      "as text"));
  CHECK_THAT(refusal(replaced(right, "2014-01-31", "31/01/2014")),
             Contains("the seed doesn't draw \"A-01\" of \"31/01/2014\" [inconsistent]") &&
                 Contains("form.csv: lacks \"A-01\" of \"2014-01-31\", which the seed draws "
                          "[missing_value]\n    every start of the sample is answered for; one "
                          "that can't be checked is no answer"));
  const std::size_t last = right.rfind('\n', right.size() - 2) + 1;
  CHECK_THAT(refusal(right.substr(0, last)), Contains("which the seed draws [missing_value]"));
  CHECK_THAT(refusal(right + right.substr(last)),
             Contains("stands here a second time [duplicate_row]"));
}

TEST_CASE("a form of another draw or statement is told") {
  // The seed draws A-05 first, and "another" A-02.
  CHECK_THAT(refusal(replaced(filled(sample_of(1), as_stated), "2026-11,", "another,")),
             Contains("the seed doesn't draw \"A-05\"") && Contains("lacks \"A-02\""));
  const std::string right = filled(sample_of(5), as_stated);
  CHECK_THAT(refusal(replaced(right, "2026-11,", "2026-12,")), Contains("[inconsistent]"));
  const std::string digest = sample_of(5).statement;
  CHECK(refusal(replaced(right, digest, "x")) ==
        "form.csv:2: is of the statement \"x\" [digest_differs]\n    this entry holds the "
        "statement " +
            digest);
  CHECK_THAT(refusal(replaced(right, ",5,counted,actual", ",four,counted,actual")),
             Contains("form.csv:2: sample_size is \"four\" [inconsistent]"));
  CHECK_THAT(refusal(replaced(right, ",5,counted,actual", ",4,some,actual")),
             Contains("form.csv:2: rows_of is \"some\" [inconsistent]"));
}

TEST_CASE("what isn't a form is refused") {
  CHECK(refusal("person,answer\nA,yes\n") ==
        "form.csv:1: these aren't the columns of an audit's form [csv_header]\n    take the form "
        "that \"outturn audit sample\" wrote, and fill in its last three columns");
  CHECK_THAT(refusal(""), Contains("[csv_header]"));
  const std::string form = form_of(sample_of(5));
  CHECK(refusal(form.substr(0, form.find('\n') + 1)) == "form.csv: holds no start [missing_value]");
  CHECK(refusal(form + "a,b\n") == "form.csv:7: 2 values under 23 columns [csv_columns]");
}
