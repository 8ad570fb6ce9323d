#include "cases/import.h"

#include "support/catch.h"

#include <algorithm>
#include <string>

namespace outturn {
namespace {

const Date kUntil = Date::of(2020, 12, 31);

Rows starts_of(std::string_view csv) {
  return import_rows(csv, "s.csv", read_mapping(canonical_starts_mapping(kUntil, {true}), "m"));
}

Rows events_of(std::string_view csv) {
  return import_rows(csv, "e.csv", read_mapping(canonical_events_mapping(kUntil, {true}), "m"));
}

template <typename Import>
std::string refusal(Import import) {
  try {
    import();
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

constexpr std::string_view kStarts =
    "person,provider,index_date,disposal,score,record,action,sex\n";
constexpr std::string_view kEvents =
    "person,offence_date,proven_date,outcome,breach,record,action,severity_class\n";

std::string starts_said(const std::string& rows) {
  return refusal([&] { starts_of(std::string(kStarts) + rows); });
}

std::string events_said(const std::string& rows) {
  return refusal([&] { events_of(std::string(kEvents) + rows); });
}

TEST_CASE("Starts under our own column names are read as they stand") {
  const Rows rows = starts_of(std::string(kStarts) +
                              "P1,C01,2014-10-01,custody,0.4375,r1,,Male\n"
                              "P2,,2014-10-02,order,,,add,\n");
  CHECK(rows.data_rows == 2);
  REQUIRE(rows.starts.size() == 2);
  const StartRow& first = rows.starts[0];
  CHECK(first.head.line == 2);
  CHECK(first.head.person == "P1");
  CHECK(first.head.record == "r1");
  CHECK(first.provider == "C01");
  CHECK(first.index_date == Date::of(2014, 10, 1));
  CHECK(first.score == 437'500);
  CHECK(first.attributes == Attributes{{"disposal", "custody"}, {"sex", "Male"}});
  const StartRow& second = rows.starts[1];
  CHECK(second.provider.empty());
  CHECK_FALSE(second.score);
  CHECK(second.attributes == Attributes{{"disposal", "order"}});
}

TEST_CASE("Score, record and action are columns that a file may do without") {
  const Rows rows = starts_of("person,provider,index_date,disposal\nP1,C01,2014-10-01,custody\n");
  REQUIRE(rows.starts.size() == 1);
  CHECK(rows.starts[0].head.action == RowAction::add);
  CHECK(rows.starts[0].head.record.empty());
  CHECK_FALSE(rows.starts[0].score);
}

TEST_CASE("Events under our own column names are read as they stand") {
  const Rows rows = events_of(std::string(kEvents) +
                              "P1,2015-01-02,2015-03-04,conviction,no,e1,,C\n"
                              "P1,2015-01-02,,charge,yes,,,\n"
                              ",,,,,e0,withdraw,\n"
                              "P1,2015-01-03,2015-03-04,conviction,no,e1,correct,D\n");
  REQUIRE(rows.events.size() == 4);
  CHECK(rows.events[0].proven_date == Date::of(2015, 3, 4));
  CHECK(rows.events[0].attributes ==
        Attributes{{"breach", "no"}, {"outcome", "conviction"}, {"severity_class", "C"}});
  CHECK_FALSE(rows.events[1].proven_date);
  CHECK(rows.events[2].head.action == RowAction::withdraw);
  CHECK(rows.events[2].head.record == "e0");
  CHECK(rows.events[3].head.action == RowAction::correct);
}

TEST_CASE("A header without rows gives none, and a text without a header is refused") {
  CHECK(starts_of(kStarts).starts.empty());
  CHECK(refusal([] { starts_of(""); }) ==
        "s.csv: an empty file [csv_header]\n    the first row names the columns");
}

TEST_CASE("Columns without a name of their own are refused, all at once") {
  CHECK(refusal([] { starts_of("person,provider,provider,index_date,,disposal\n"); }) ==
        "s.csv:1:17: the column \"provider\" is there twice [csv_header]\n"
        "s.csv:1:37: a column without a name [csv_header]");
}

TEST_CASE("A sheet with other marks between its columns is told from one that lacks them") {
  const auto [header, message] = GENERATE(table<std::string, std::string>({
      {"person;provider;index_date;disposal\n",
       "s.csv:1:1: the columns are parted by semicolons, not by commas [csv_header]\n"
       "    save the sheet as CSV with commas between columns"},
      {"person\tprovider\tindex_date\tdisposal\n",
       "s.csv:1:1: the columns are parted by tabs, not by commas [csv_header]\n"
       "    save the sheet as CSV with commas between columns"},
  }));
  CHECK(refusal([header = header] { starts_of(header); }) == message);
}

TEST_CASE("Columns that the mapping asks for are named with the nearest there is") {
  CHECK(refusal([] { starts_of("persn,provider,index_date,Sex\n"); }) ==
        "s.csv:1: no column \"person\" for person [csv_header]\n"
        "    did you mean \"persn\"?\n"
        "s.csv:1: no column \"disposal\" for disposal [csv_header]\n"
        "    the columns are: \"persn\", \"provider\", \"index_date\", \"Sex\"\n"
        "s.csv:1:27: the column \"Sex\" can't be an attribute [csv_header]\n"
        "    use small letters, digits and '_', and no name of a field that isn't an attribute of "
        "this file");
}

TEST_CASE("A file of events isn't taken for a file of starts") {
  CHECK(refusal([] { starts_of("person,provider,index_date,disposal,offence_date\n"); }) ==
        "s.csv:1:37: the column \"offence_date\" can't be an attribute [csv_header]\n"
        "    use small letters, digits and '_', and no name of a field that isn't an attribute of "
        "this file");
}

TEST_CASE("A bad value is reported at its line and column, with what to do") {
  const auto [row, message] = GENERATE(table<std::string, std::string>({
      {",C01,2014-10-01,custody,,,,",
       "s.csv:2:1: person is blank [missing_value]\n"
       "    fill it in, or state under \"person:\" in the mapping what a blank means"},
      {"../etc,C01,2014-10-01,custody,,,,",
       "s.csv:2:1: person: \"../etc\" can't identify a person [bad_identifier]\n"
       "    use 1 to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit"},
      {"P1,C01,01/10/2014,custody,,,,",
       "s.csv:2:8: index_date: \"01/10/2014\" isn't a date written YYYY-MM-DD [bad_date]"},
      {"P1,C01,2021-01-01,custody,,,,",
       "s.csv:2: index_date is 2021-01-01, and the source saw events until 2020-12-31 "
       "[out_of_range]\n"
       "    correct the date, or how far the source is said to have seen"},
      {"P1,C01,2014-10-01,,,,,",
       "s.csv:2:19: disposal is blank [missing_value]\n"
       "    fill it in, or state under \"disposal:\" in the mapping what a blank means"},
      {"P1,C01,2014-10-01,custody,0.1234567,,,",
       "s.csv:2:27: score: \"0.1234567\" isn't a score [bad_number]\n"
       "    write a decimal of at most 6 places, such as 0.4375"},
      {"P1,C01,2014-10-01,custody,96,,,",
       "s.csv:2:27: score: \"96\" is above 1 [out_of_range]\n"
       "    a score is a probability from 0 to 1: write 0.96 for 96%"},
      {"P1,C01,2014-10-01,custody,-0.2,,,",
       "s.csv:2:27: score: \"-0.2\" is below 0 [out_of_range]\n"
       "    a score is a probability from 0 to 1: write 0.96 for 96%"},
      {"P1,C01,2014-10-01,custody,,,,=HYPERLINK(1)",
       "s.csv:2:30: sex: \"=HYPERLINK(1)\" begins like a formula [bad_identifier]\n"
       "    a spreadsheet would run a value that begins with = + - or @"},
      {"P1,C01,2014-10-01,custody,,r,delete,",
       "s.csv:2:30: action: \"delete\" isn't an action [unknown_word]\n"
       "    write add, withdraw or correct"},
      {",,,,,,withdraw,",
       "s.csv:2:6: record is blank: this row names no earlier row to withdraw or correct "
       "[missing_value]\n"
       "    give the record of the earlier row"},
      {"P1,C01",
       "s.csv:2: 2 values in a file of 8 columns [csv_columns]\n"
       "    a value that holds a comma stands in quotes"},
      {"", "s.csv:2: an empty line [csv_columns]\n    remove it"},
  }));
  CAPTURE(row);
  CHECK(starts_said(row + "\n") == message);
}

TEST_CASE("Proof before the offence is refused") {
  CHECK(refusal([] {
          events_of(std::string(kEvents) + "P1,2015-03-04,2015-03-03,conviction,no,,,\n");
        }) ==
        "e.csv:2: proven on 2015-03-03, before the offence on 2015-03-04 [out_of_order]\n"
        "    correct one of the two dates");
}

TEST_CASE("A breach is yes or no, in so many words") {
  CHECK(events_said("P1,2015-01-02,,conviction,Y,,,\n") ==
        "e.csv:2:27: breach: \"Y\" isn't yes or no [unknown_word]");
}

TEST_CASE("Two equal events are refused unless each has its own record") {
  const std::string event = "P1,2015-01-02,,conviction,no,";
  CHECK(events_said(event + "a,,\n" + event + "b,,\n") == "accepted");
  CHECK(events_said(event + ",,\n" + event + ",,C\n") == "accepted");
  CHECK(events_said(event + ",,\n\"P2\",2015-01-02,,conviction,no,,,\n" + event + ",,\n") ==
        "e.csv:4: the same event as on line 2 [duplicate_row]\n"
        "    remove one of them; if both are meant, give each a record of its own");
  const std::string start = "P1,C01,2014-10-01,custody,,,,\n";
  CHECK(starts_said(start + start) ==
        "s.csv:3: the same start as on line 2 [duplicate_row]\n"
        "    remove one of them; if both are meant, give each a record of its own");
}

TEST_CASE("Every bad row is counted, and the first hundred problems are kept in full") {
  std::string rows;
  for (int i = 0; i < 1300; ++i) {
    rows += "P1,C01,never,custody,,,,\n";
  }
  rows += ",C01,2014-10-01,custody,,,,\n,C01,2014-10-01,custody,,,,\n";
  const std::string said = starts_said(rows);
  CHECK(std::count(said.begin(), said.end(), '\n') == 100);
  const std::string end =
      "s.csv:101:8: index_date: \"never\" isn't a date written YYYY-MM-DD [bad_date]\n"
      "    ... and 1,202 more: 1,200 bad_date, 2 missing_value";
  REQUIRE(said.size() > end.size());
  CHECK(said.substr(said.size() - end.size()) == end);
}

constexpr std::string_view kReleases =
    "title: Releases\n"
    "version: 1\n"
    "source: a prison\n"
    "observed_until: 2017-06-30\n"
    "observed_until_because: three years\n"
    "covers: everyone\n"
    "starts:\n"
    "  person: {column: id}\n"
    "  provider: {column: area, words: {N: North, North: North, \"?\": nobody}}\n"
    "  index_date:\n"
    "    spread_evenly: {over_year: {column: year, year_ends: 30 June}, in: row order}\n"
    "  disposal: {always: custody}\n"
    "  identical_rows: keep\n"
    "events:\n"
    "  rows_where: {column: back, is: [New], is_not: [\"\"]}\n"
    "  person: {column: id}\n"
    "  offence_date: {days_after_index: {column: days}}\n"
    "  proven_date: {always: not_proven}\n"
    "  outcome: {column: back, words: {New: conviction}}\n"
    "  breach: {always: \"no\"}\n"
    "  identical_rows: keep\n";

Rows releases_of(const std::string& rows) {
  return import_rows("id,area,year,back,days\n" + rows, "r.csv", read_mapping(kReleases, "m"));
}

std::string releases_said(const std::string& rows) {
  return refusal([&] { releases_of(rows); });
}

TEST_CASE("Rows of a year are spread evenly over it, in row order") {
  const Rows rows = releases_of(
      "a,N,2012,,\n"
      "b,North,2013,,\n"
      "c,N,2012,New,10\n"
      "d,?,2012,,\n");
  REQUIRE(rows.starts.size() == 4);
  CHECK(rows.starts[0].index_date == Date::of(2011, 7, 1));
  CHECK(rows.starts[1].index_date == Date::of(2012, 7, 1));
  CHECK(rows.starts[2].index_date == Date::of(2011, 7, 1) + 366 / 3);
  CHECK(rows.starts[3].index_date == Date::of(2011, 7, 1) + 2 * 366 / 3);
  CHECK(rows.starts[0].provider == "North");
  CHECK(rows.starts[3].provider.empty());
  REQUIRE(rows.events.size() == 1);
  CHECK(rows.events[0].offence_date == rows.starts[2].index_date + 10);
  CHECK_FALSE(rows.events[0].proven_date);
  CHECK(rows.events[0].attributes == Attributes{{"breach", "no"}, {"outcome", "conviction"}});
}

TEST_CASE("However many rows a year has, each date lies in it and none goes back") {
  const int count = GENERATE(1, 2, 364, 365, 366, 367, 1000);
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "p" + std::to_string(i) + ",N,2013,,\n";
  }
  const Rows rows = releases_of(text);
  CHECK(rows.starts.front().index_date == Date::of(2012, 7, 1));
  CHECK(rows.starts.back().index_date <= Date::of(2013, 6, 30));
  CHECK(std::is_sorted(
      rows.starts.begin(), rows.starts.end(), [](const StartRow& a, const StartRow& b) {
        return a.index_date < b.index_date;
      }));
}

TEST_CASE("Words, kinds, years and days that the mapping doesn't know stop the import") {
  CHECK(releases_said("a,Nroth,2012,,\n") ==
        "r.csv:2:3: provider: \"Nroth\" isn't one of the words in the mapping [unknown_word]\n"
        "    did you mean \"North\"?");
  CHECK(releases_said("a,West,2012,,\n") ==
        "r.csv:2:3: provider: \"West\" isn't one of the words in the mapping [unknown_word]\n"
        "    they are: ?, N, North");
  CHECK(releases_said("a,N,2012,Absconded,3\n") ==
        "r.csv:2:10: rows_where: \"Absconded\" is a kind of row the mapping doesn't know "
        "[unknown_word]\n"
        "    it knows: \"New\", \"\"");
  CHECK(releases_said("a,N,12,,\nb,N,,,\n") ==
        "r.csv:2:5: index_date: \"12\" isn't a year [bad_date]\n"
        "    write the year in which the source's year ends, such as 2014\n"
        "r.csv:3:5: index_date: \"\" isn't a year [missing_value]\n"
        "    write the year in which the source's year ends, such as 2014");
  CHECK(releases_said("a,N,2012,New,-3\nb,N,2012,New,\nc,N,2012,New,36526\n") ==
        "r.csv:2:14: offence_date: \"-3\" isn't a number of days [bad_number]\n"
        "    write a whole number from 0 to 36525\n"
        "r.csv:3:14: offence_date: \"\" isn't a number of days [missing_value]\n"
        "    write a whole number from 0 to 36525\n"
        "r.csv:4:14: offence_date: \"36526\" isn't a number of days [bad_number]\n"
        "    write a whole number from 0 to 36525");
}

}  // namespace
}  // namespace outturn
