// Which rows of the evidence differ between two settlements of a period.
#include "settle/changed_rows.h"

#include "record/evidence_columns.h"
#include "support/catch.h"

#include <string>

namespace outturn::settling {
namespace {

// Evidence with one breakdown and these rows.
std::string evidence(const std::string& rows, const std::string& breakdown = "area") {
  std::string text;
  for (const std::string_view column : kEvidenceColumns) {
    text.append(column).append(",");
  }
  return text + breakdown + "\n" + rows;
}

// A row of a person with events; its breakdown is the last column.
std::string row(const std::string& person,
                const std::string& reoffences,
                const std::string& events,
                const std::string& area = "North") {
  return "actual," + person + ",2015-10-05,1/2,counted,,,,,1,2016-10-05,2017-04-05,1," +
         reoffences + ",0,," + events + "," + area + "\n";
}

constexpr const char* kOne = "2015-12-01|2016-01-15|conviction||counted|2/2";
constexpr const char* kOther = "2015-12-02|2016-01-15|conviction||counted|3/2";

TEST_CASE("a changed row stands as it was and as it is, whatever the others are") {
  const std::string before = evidence(row("P1", "1", kOne) + row("P2", "0", ""));
  const std::string after = evidence(row("P1", "1", kOther) + row("P2", "0", ""));
  const ChangedRows changed = changed_rows("late_events", before, after);
  CHECK(changed.lines ==
        "late_events,before,actual,P1,2015-10-05,1/2,counted,,,,,1,2016-10-05,2017-04-05,1,1,0,,"
        "2015-12-01|2016-01-15|conviction||counted|2/2,,\n"
        "late_events,after,actual,P1,2015-10-05,1/2,counted,,,,,1,2016-10-05,2017-04-05,1,1,0,,"
        "2015-12-02|2016-01-15|conviction||counted|3/2,,\n");
  CHECK(changed.people == 1);
  CHECK(changed.events == 2);
}

TEST_CASE("an event that stands in both rows alike is none of those that differ") {
  const std::string both = std::string(kOne) + "; " + kOther;
  const ChangedRows changed =
      changed_rows("x", evidence(row("P1", "1", kOne)), evidence(row("P1", "2", both)));
  CHECK(changed.people == 1);
  CHECK(changed.events == 1);
}

TEST_CASE("rows are told apart by what every evidence has, not by breakdowns") {
  const std::string before = evidence(row("P1", "1", kOne, "North"), "area");
  CHECK(
      changed_rows("x", before, evidence(row("P1", "1", kOne, "women"), "segment")).lines.empty());
  CHECK(changed_rows("x", before, evidence(row("P1", "1", kOne, "South"), "area")).lines.empty());
  CHECK(changed_rows("x", before, before).lines.empty());
}

TEST_CASE("a row that is gone has no after, and one that is new no before") {
  const std::string none = evidence("");
  const std::string one = evidence(row("P1", "0", ""));
  CHECK(changed_rows("cohort", none, one).lines.starts_with("cohort,after,"));
  CHECK(changed_rows("cohort", one, none).lines.starts_with("cohort,before,"));
}

TEST_CASE("the header names the causes, the state and the columns of every evidence") {
  CHECK(changes_header() ==
        "causes,state,cohort,person,index_date,record,class,reason,detail,score,complexity_band,"
        "weight,follow_up_ends,proven_by,reoffended,reoffences,severity,grade,events,"
        "milestone_pattern,milestone_claims\n");
}

}  // namespace
}  // namespace outturn::settling
