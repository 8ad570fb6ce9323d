#include "text/page.h"

#include "support/catch.h"
#include "value/utf8.h"

namespace outturn {
namespace {

TEST_CASE("text is wrapped at blanks, and inside a word only when it must be") {
  const auto [text, width, lines] =
      GENERATE(table<std::string, std::size_t, std::vector<std::string>>({
          {"", 10, {""}},
          {"short", 10, {"short"}},
          {"exactly ten", 11, {"exactly ten"}},
          {"one two three", 8, {"one two", "three"}},
          {"one two three", 7, {"one two", "three"}},
          {"abcdefghij", 4, {"abcd", "efgh", "ij"}},
          {"£££ €€€", 4, {"£££", "€€€"}},
          {"a b", 0, {"a", "b"}},
      }));
  CHECK(wrapped(text, width) == lines);
}

TEST_CASE("widths count characters, not bytes") {
  CHECK(padded("£1", 4) == "£1  ");
  CHECK(padded_left("£1", 4) == "  £1");
  CHECK(padded("long enough", 4) == "long enough");
  CHECK(shortened("Größe", 5) == "Größe");
  CHECK(shortened("Größe!", 5) == "Größ…");
}

TEST_CASE("only what can be printed is printed") {
  const auto [text, clean] = GENERATE(table<std::string, std::string>({
      {"plain £ ß 漢 مرحبا", "plain £ ß 漢 مرحبا"},
      {"a\tb\nc\033[1m", "a?b?c?[1m"},
      {"x\u202Egnp", "x?gnp"},
      {"\u009b1m", "?1m"},
      {"soft\u00adhyphen", "soft?hyphen"},
      {std::string("nul\0!", 5), "nul?!"},
      {"broken \xff\xfe utf-8 \xc3", "broken ?? utf-8 ?"},
  }));
  CHECK(printable(text) == clean);
}

TEST_CASE("a table gives its first column what is left, and cuts others when it must") {
  Page page(Look{30, false});
  page.table({{Align::left, Align::right},
              {{{"a rather long title that wraps", "1,234.50"}}, {{"b", "2"}}},
              0});
  CHECK(page.take() ==
        "a rather long title\n"
        "that wraps            1,234.50\n"
        "b                            2\n");
  page.table({{Align::left, Align::left}, {{{"first", std::string(40, 'x')}}}, 0});
  CHECK(page.take() == "first  xxxxxxxxxxxxxxxxxxxxxx…\n");
}

TEST_CASE("left and right stand at the edges, and a long left wraps before the right") {
  Page page(Look{30, false});
  page.split("Total", "£1.00");
  page.split("A title that needs two lines", "£1.00");
  CHECK(page.take() ==
        "Total                    £1.00\n"
        "A title that needs two\n"
        "lines                    £1.00\n");
}

TEST_CASE("colour stands around the text, never around blanks before it") {
  Page page(Look{30, true});
  page.paragraph("alarm", 2, Paint::alarm);
  page.paragraph("plain", 2);
  CHECK(page.take() == "  \033[1;31malarm\033[0m\n  plain\n");
}

}  // namespace
}  // namespace outturn
