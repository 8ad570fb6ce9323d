#include "cases/mapping.h"

#include "support/catch.h"

#include <string>

namespace outturn {
namespace {

constexpr std::string_view kHead =
    "title: Releases\n"
    "version: 1\n"
    "source: a prison\n"
    "observed_until: 2017-06-30\n"
    "observed_until_because: three years\n"
    "covers: everyone\n";

constexpr std::string_view kStarts =
    "starts:\n"
    "  person: {column: id}\n"
    "  provider: {column: cpa, blank: nobody}\n"
    "  index_date: {column: released}\n"
    "  disposal: {column: type}\n"
    "  identical_rows: refuse\n";

std::string whole(std::string_view rest) {
  return std::string(kHead) + std::string(rest);
}

std::string refusal(const std::string& text) {
  try {
    read_mapping(text, "m.yaml");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

// What is said of starts with one line added.
std::string with_line(const std::string& line) {
  return refusal(whole("dates: DD/MM/YYYY\n" + std::string(kStarts) + line + "\n"));
}

TEST_CASE("A mapping that states everything is read without a word") {
  const Mapping mapping = read_mapping(whole("dates: DD/MM/YYYY\n" + std::string(kStarts)), "m");
  CHECK(mapping.observed_until == Date::of(2017, 6, 30));
  CHECK(mapping.date_pattern == "DD/MM/YYYY");
  REQUIRE(mapping.starts);
  CHECK_FALSE(mapping.events);
  CHECK(mapping.starts->provider.column == "cpa");
  REQUIRE(mapping.starts->provider.blank);
  CHECK_FALSE(mapping.starts->provider.blank->ours);
  CHECK_FALSE(mapping.starts->block.person.blank);
  CHECK(mapping.starts->block.attributes.count("disposal") == 1);
}

TEST_CASE("The mappings for our own columns are mappings like any other") {
  const Date until = Date::of(2020, 12, 31);
  const Mapping starts = read_mapping(canonical_starts_mapping(until, {true}), "starts");
  const Mapping events = read_mapping(canonical_events_mapping(until, {true}), "events");
  CHECK(starts.observed_until == until);
  CHECK(starts.starts);
  CHECK(events.events);
  CHECK(events.events->block.identical_rows == IdenticalRows::refuse);
}

TEST_CASE("A key that decides anything must be stated") {
  CHECK(refusal("title: x\n") ==
        "m.yaml:1:1: the mapping lacks the key \"version\" [missing_key]\n"
        "    add \"version:\" here; no value is assumed for it\n"
        "m.yaml:1:1: the mapping lacks the key \"source\" [missing_key]\n"
        "    add \"source:\" here; no value is assumed for it\n"
        "m.yaml:1:1: the mapping lacks the key \"observed_until\" [missing_key]\n"
        "    add the last day on which the source would have seen an event\n"
        "m.yaml:1:1: the mapping lacks the key \"observed_until_because\" [missing_key]\n"
        "    add \"observed_until_because:\" here; no value is assumed for it\n"
        "m.yaml:1:1: the mapping lacks the key \"covers\" [missing_key]\n"
        "    say of whom everything is known until that day: everyone, a list of providers' codes, "
        "or nobody for a file of single rows\n"
        "m.yaml:1:1: the mapping has neither \"starts:\" nor \"events:\" [missing_key]\n"
        "    add one of them, or both");
  CHECK(refusal(whole(kStarts)) ==
        "m.yaml:1:1: the mapping lacks the key \"dates\" [missing_key]\n"
        "    state how the file writes dates, such as \"dates: DD/MM/YYYY\"");
  CHECK(refusal(whole("starts: {person: {column: id}}\n")) ==
        "m.yaml:7:9: starts lacks the key \"identical_rows\" [missing_key]\n"
        "    add \"identical_rows: refuse\", or \"keep\" where two equal rows are two things that "
        "happened\n"
        "m.yaml:7:9: starts lacks the key \"provider\" [missing_key]\n"
        "    add \"provider:\" here; no value is assumed for it\n"
        "m.yaml:7:9: starts lacks the key \"index_date\" [missing_key]\n"
        "    add \"index_date:\" here; no value is assumed for it\n"
        "m.yaml:7:9: starts lacks the key \"disposal\" [missing_key]\n"
        "    add \"disposal:\" here; no value is assumed for it");
  CHECK(refusal(whole("events: {}\n")) ==
        "m.yaml:7:9: events lacks the key \"person\" [missing_key]\n"
        "    add \"person:\" here; no value is assumed for it\n"
        "m.yaml:7:9: events lacks the key \"identical_rows\" [missing_key]\n"
        "    add \"identical_rows: refuse\", or \"keep\" where two equal rows are two things that "
        "happened\n"
        "m.yaml:7:9: events lacks the key \"offence_date\" [missing_key]\n"
        "    add \"offence_date:\" here; no value is assumed for it\n"
        "m.yaml:7:9: events lacks the key \"proven_date\" [missing_key]\n"
        "    add a column, \"same_as: offence_date\" or \"always: not_proven\"\n"
        "m.yaml:7:9: events lacks the key \"outcome\" [missing_key]\n"
        "    add \"outcome:\" here; no value is assumed for it\n"
        "m.yaml:7:9: events lacks the key \"breach\" [missing_key]\n"
        "    add \"breach:\" here; no value is assumed for it");
}

Coverage coverage_said(const std::string& covers) {
  std::string text = whole("dates: DD/MM/YYYY\n" + std::string(kStarts));
  text.replace(text.find("everyone"), 8, covers);
  return read_mapping(text, "m.yaml").covers;
}

TEST_CASE("A mapping says of whom its source shows everything") {
  CHECK(coverage_said("everyone").covers("C01"));
  CHECK_FALSE(coverage_said("nobody").covers("C01"));
  const Coverage two = coverage_said("[C02, C01]");
  CHECK(two.covers("C01"));
  CHECK_FALSE(two.covers("C03"));
  CHECK(to_string(two) == "C01, C02");
  CHECK(read_mapping(canonical_events_mapping(Date::of(2020, 12, 31), two), "m").covers == two);
  const Coverage odd = {false, {"a \"b\"", "é, c"}};
  CHECK(read_mapping(canonical_starts_mapping(Date::of(2020, 12, 31), odd), "m").covers == odd);
}

TEST_CASE("A coverage that is no word and no list of codes is refused") {
  const auto [covers, message] = GENERATE(table<std::string, std::string>({
      {"all", "m.yaml:6:9: unknown word \"all\" [unknown_word]\n    one of: everyone, nobody"},
      {"[]",
       "m.yaml:6:9: expected everyone, nobody or a list of providers' codes here, found an empty "
       "list "
       "[wrong_shape]"},
      {"[C01, C01]", "m.yaml:6:15: \"C01\" stands in this list twice [duplicate_row]"},
  }));
  std::string text = whole("dates: DD/MM/YYYY\n" + std::string(kStarts));
  text.replace(text.find("everyone"), 8, covers);
  CHECK(refusal(text) == message);
}

TEST_CASE("A rule that says too little, too much or nonsense is refused where it stands") {
  const auto [line, message] = GENERATE(table<std::string, std::string>({
      {"  score: {blank: leave_out}",
       "m.yaml:14:10: score lacks the key \"column\" [missing_key]\n"
       "    name the column, or use \"always:\""},
      {"  score: {column: s, blank: 0}",
       "m.yaml:14:29: score can't be \"0\" [unknown_word]\n"
       "    only \"leave_out\" can be written here"},
      {"  score: s",
       "m.yaml:14:10: expected a map of keys for score here, found \"s\" [wrong_shape]"},
      {"  attributes: {sex: {column: s, word: {M: Male}}}",
       "m.yaml:14:33: unknown key \"word\" in sex [unknown_key]\n    did you mean \"words\"?"},
      {"  attributes: {sex: {column: s, words: [M]}}",
       "m.yaml:14:40: expected a map of their words to ours here, found a list [wrong_shape]"},
      {"  attributes: {sex: {always: =1}}",
       "m.yaml:14:30: \"=1\" begins like a formula [bad_identifier]\n"
       "    a spreadsheet would run a value that begins with = + - or @"},
      {"  attributes: {Sex: {column: s}}",
       "m.yaml:14:16: \"Sex\" can't be an attribute [unknown_key]\n"
       "    use small letters, digits and '_', and no field that has a key of its own"},
      {"  attributes: {disposal: {column: s}}",
       "m.yaml:14:16: \"disposal\" can't be an attribute [unknown_key]\n"
       "    use small letters, digits and '_', and no field that has a key of its own"},
      {"  attributes: [sex]",
       "m.yaml:14:15: expected a map of our attribute names here, found a list [wrong_shape]"},
      {"  other_columns: keep",
       "m.yaml:14:18: unknown word \"keep\" [unknown_word]\n    one of: attributes"},
      {"  action: {column: a}",
       "m.yaml:14:11: action without record [inconsistent]\n"
       "    add \"record:\": a row can only withdraw or correct one that it names"},
      {"  rows_where: {column: kind, is: [a]}",
       "m.yaml:14:15: rows_where lacks the key \"is_not\" [missing_key]\n"
       "    add \"is_not: [...]\" with every other text of the column: a text in neither list "
       "stops the import"},
      {"  rows_where: {column: kind, is: [[a]], is_not: [\"\"]}",
       "m.yaml:14:35: expected text (quotes for a blank: \"\") here, found a list [wrong_shape]"},
      {"  colour: red",
       "m.yaml:14:3: unknown key \"colour\" in starts [unknown_key]\n"
       "    keys allowed here: rows_where, person, record, action, identical_rows, other_columns, "
       "provider, index_date, score, disposal, attributes"},
  }));
  CAPTURE(line);
  CHECK(with_line(line) == message);
}

TEST_CASE("A person must come from a column") {
  CHECK(refusal(whole("dates: DD/MM/YYYY\n"
                      "starts:\n"
                      "  person: {column: id, blank: P1}\n"
                      "  provider: {always: C01}\n"
                      "  index_date: {column: released}\n"
                      "  disposal: {column: type}\n"
                      "  identical_rows: keep\n")) ==
        "m.yaml:9:31: person can't be \"P1\" [unknown_word]\n    it must come from a column");
}

TEST_CASE("Spreading over a year states the year's end and the order") {
  const auto said = [](const std::string& rule) {
    return refusal(
        whole("starts:\n"
              "  person: {column: id}\n"
              "  provider: {always: nobody}\n"
              "  disposal: {column: type}\n"
              "  identical_rows: keep\n"
              "  index_date: {spread_evenly: " +
              rule + "}\n"));
  };
  CHECK(said("{over_year: {column: y, year_ends: 30 June}, in: row order}") == "accepted");
  CHECK(said("{over_year: {column: y, year_ends: 31 June}, in: row order}") ==
        "m.yaml:12:66: \"31 June\" isn't a day of every year [bad_date]\n"
        "    write day and month, such as 30 June");
  CHECK(said("{over_year: {column: y, year_ends: 29 February}, in: row order}") ==
        "m.yaml:12:66: \"29 February\" isn't a day of every year [bad_date]\n"
        "    write day and month, such as 30 June");
  CHECK(said("{over_year: {column: y}}") ==
        "m.yaml:12:31: spread_evenly lacks the key \"in\" [missing_key]\n"
        "    add \"in: row order\": which row comes first decides its date\n"
        "m.yaml:12:43: over_year lacks the key \"year_ends\" [missing_key]\n"
        "    add the last day of the source's year, such as 30 June");
}

TEST_CASE("Rules that contradict each other are refused together") {
  CHECK(refusal(whole("starts:\n"
                      "  person: {column: id}\n"
                      "  provider: {always: nobody}\n"
                      "  disposal: {column: type}\n"
                      "  record: {column: r}\n"
                      "  action: {column: a}\n"
                      "  identical_rows: keep\n"
                      "  index_date:\n"
                      "    spread_evenly: {over_year: {column: y, year_ends: 30 June}, in: row "
                      "order}\n")) ==
        "m.yaml:15:20: spread_evenly with action [inconsistent]\n"
        "    a file of corrections holds other rows, so its dates would differ");
  CHECK(refusal(whole("events:\n"
                      "  person: {column: id}\n"
                      "  outcome: {always: conviction}\n"
                      "  breach: {always: \"no\"}\n"
                      "  identical_rows: keep\n"
                      "  offence_date: {days_after_index: {column: days}}\n"
                      "  proven_date: {same_as: offence_date}\n")) ==
        "m.yaml:12:36: days_after_index without starts [inconsistent]\n"
        "    the index date it counts from comes from \"starts:\" of the same mapping");
}

TEST_CASE("Dates are written in one of the ways of a closed list") {
  CHECK(refusal(whole("dates: DD.MM.YYYY\n" + std::string(kStarts))) ==
        "m.yaml:7:8: unknown word \"DD.MM.YYYY\" [unknown_word]\n"
        "    did you mean \"DD/MM/YYYY\"?");
}

// Everybody without a provider would become one provider's cohort.
TEST_CASE("A slip in the word for none is no value of its own") {
  const auto [word, where] = GENERATE(table<std::string, std::string>({
      {"nobdy", "blank: nobdy"},
      {"noboddy", "words: {None: noboddy}"},
      {"nobdoy", "without_column: nobdoy"},
      {"Nobody", "blank: Nobody"},
      {"NOBODY", "blank: NOBODY"},
  }));
  const std::string column = "  provider: {column: cpa, ";
  const std::string text =
      whole("dates: DD/MM/YYYY\nstarts:\n  person: {column: id}\n" + column + where +
            "}\n  index_date: {column: released}\n  disposal: {column: type}\n  identical_rows: "
            "refuse\n");
  const std::size_t at = (column + where).find(word) + 1;
  CHECK(refusal(text) == "m.yaml:10:" + std::to_string(at) + ": \"" + word +
                             "\" would be a provider of that name [unknown_word]\n"
                             "    did you mean \"nobody\"? A name so near to that word can't be "
                             "written here");
  CHECK(with_line("  attributes: {sex: {column: s, blank: leave_ut}}") ==
        "m.yaml:14:40: \"leave_ut\" would be a sex of that name [unknown_word]\n"
        "    did you mean \"leave_out\"? A name so near to that word can't be written here");
  CHECK(with_line("  attributes: {sex: {column: s, blank: nobdy}}") == "accepted");
}

TEST_CASE("What a field must come to is checked before any row is read") {
  CHECK(refusal(whole("events:\n"
                      "  person: {column: id}\n"
                      "  offence_date: {column: o}\n"
                      "  proven_date: {same_as: offence_date}\n"
                      "  outcome: {always: conviction}\n"
                      "  breach: {column: b, words: {J: ys, N: \"no\"}, blank: never}\n"
                      "  record: {column: r}\n"
                      "  action: {column: a, words: {X: withdrw}, blank: add}\n"
                      "  identical_rows: refuse\n"
                      "dates: DD/MM/YYYY\n")) ==
        "m.yaml:12:34: unknown word \"ys\" [unknown_word]\n"
        "    did you mean \"yes\"?\n"
        "m.yaml:12:55: unknown word \"never\" [unknown_word]\n"
        "    one of: yes, no\n"
        "m.yaml:14:34: unknown word \"withdrw\" [unknown_word]\n"
        "    did you mean \"withdraw\"?");
}

TEST_CASE("A day of a year that isn't read is said to be that") {
  std::string text = whole("dates: DD/MM/YYYY\n" + std::string(kStarts));
  text.replace(text.find("2017-06-30"), 10, "1850-06-30");
  CHECK(refusal(text) ==
        "m.yaml:4:17: \"1850-06-30\" is outside the years that are read here, 1900 to 2199 "
        "[bad_date]");
}

}  // namespace
}  // namespace outturn
