#include "record/csv.h"

#include "support/catch.h"

#include <random>
#include <string>

namespace outturn::csv {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(std::string_view text) {
  Reader reader(text, "f.csv");
  std::vector<Row> rows;
  std::vector<Field> fields;
  while (reader.next(fields)) {
    Row row;
    for (const Field& field : fields) {
      row.emplace_back(field.text);
    }
    rows.push_back(row);
  }
  return rows;
}

std::string refusal(std::string_view text) {
  try {
    rows_of(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST_CASE("Rows are read as RFC 4180 writes them") {
  const auto [text, expected] = GENERATE(table<std::string, std::vector<Row>>({
      {"", {}},
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"\xEF\xBB\xBF"
       "a\n",
       {{"a"}}},
      {"a,,\n", {{"a", "", ""}}},
      {"\n", {{""}}},
      {"a\n\nb\n", {{"a"}, {""}, {"b"}}},
      {"\"a,b\",c\n", {{"a,b", "c"}}},
      {"\"a\"\"b\",\"\"\n", {{"a\"b", ""}}},
      {"\"\"\"\"", {{"\""}}},
      {"x,\"two\nlines\",y\nz,1,2\n", {{"x", "two\nlines", "y"}, {"z", "1", "2"}}},
      {"\"a\"\r\n\"b\r\n\"\r\n", {{"a"}, {"b\r\n"}}},
      {"\"a\",", {{"a", ""}}},
      {"é,\"ü\"\n", {{"é", "ü"}}},
  }));
  CAPTURE(text);
  CHECK(rows_of(text) == expected);
}

TEST_CASE("A field knows its line and its character column, past quoted line ends too") {
  Reader reader("é,\"a\n\nb\",ü,x\nlast\n", "f.csv");
  std::vector<Field> fields;
  REQUIRE(reader.next(fields));
  CHECK(to_string(reader.place_of(fields[1])) == "f.csv:1:3");
  CHECK(to_string(reader.place_of(fields[2])) == "f.csv:3:4");
  CHECK(to_string(reader.place_of(fields[3])) == "f.csv:3:6");
  CHECK(reader.line() == 1);
  REQUIRE(reader.next(fields));
  CHECK(reader.line() == 4);
  CHECK(to_string(reader.place_of(fields[0])) == "f.csv:4:1");
}

TEST_CASE("What breaks the form is refused where it stands") {
  const std::string quoting =
      " [csv_quote]\n    a value that holds a comma, a quote or a line end stands in quotes, with "
      "quotes inside it doubled";
  const std::string saving = "\n    save the sheet as CSV (UTF-8)";
  CHECK(refusal("a\nb\"c\n") ==
        "f.csv:2:2: a quote inside a value that doesn't begin with one" + quoting);
  CHECK(refusal("a\n\"b\"c\n") == "f.csv:2:4: text after the closing quote" + quoting);
  CHECK(refusal("a\nx,\"b\nc\n") == "f.csv:2:3: this quote is never closed" + quoting);
  CHECK(refusal("a\nb\rc\n") == "f.csv:2:2: a carriage return without a line feed" + quoting);
  CHECK(refusal("a\n\"b\",c\rd\n") == "f.csv:2:6: a carriage return without a line feed" + quoting);
  CHECK(refusal("a\nb\r") == "f.csv:2:2: a carriage return without a line feed" + quoting);
  CHECK(refusal("a\n\"b\"\r") == "f.csv:2:4: a carriage return without a line feed" + quoting);
  CHECK(refusal(std::string("a\nb\0", 4)) ==
        "f.csv:2:2: a NUL byte: this isn't a text file [nul_byte]" + saving);
  CHECK(refusal("a\né\xC3\n") == "f.csv:2:2: the byte 0xC3 isn't UTF-8 here [not_utf8]" + saving);
}

TEST_CASE("The longest row is read and a byte more is refused") {
  const std::string refused =
      "f.csv:1: a row of more than 1000000 bytes [csv_line_too_long]\n"
      "    look for a quote that is never closed";
  const std::string longest(kLongestRow, 'a');
  CHECK(rows_of(longest + "\r\nb\n").size() == 2);
  CHECK(rows_of(longest).size() == 1);
  CHECK(refusal(longest + "a\n") == refused);
  CHECK(refusal(longest + "a") == refused);
  CHECK(rows_of("\"" + longest.substr(2) + "\"\r\nb\n").size() == 2);
  CHECK(refusal("\"" + longest.substr(1) + "\"\n") == refused);
  CHECK(refusal("\"" + longest + longest) == refused);
  CHECK(refusal("\"a\"," + longest + longest) == refused);
}

TEST_CASE("A row has at most a thousand values") {
  CHECK(rows_of(std::string(kMostColumns - 1, ',')).at(0).size() == kMostColumns);
  CHECK(refusal(std::string(kMostColumns, ',')) ==
        "f.csv:1: more than 1000 values in one row [csv_columns]");
}

TEST_CASE("What is written is read back as it was") {
  std::mt19937 random(20141001);
  constexpr std::string_view kLetters = "a,\"\n\r é";
  for (int round = 0; round < 500; ++round) {
    std::vector<Row> rows(1 + random() % 4, Row(1 + random() % 4));
    std::string text;
    for (Row& row : rows) {
      for (std::string& field : row) {
        for (auto length = random() % 6; length > 0; --length) {
          const std::size_t letter = random() % 7;
          field += letter == 6 ? kLetters.substr(6) : kLetters.substr(letter, 1);
        }
        append_field(text, field);
        text += &field == &row.back() ? '\n' : ',';
      }
    }
    CAPTURE(text);
    CHECK(rows_of(text) == rows);
  }
}

}  // namespace
}  // namespace outturn::csv
