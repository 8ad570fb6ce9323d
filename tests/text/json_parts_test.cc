// Pieces that every JSON answer has.
#include "text/json_parts.h"

#include "support/catch.h"
#include "text/xml_text.h"

namespace outturn {
namespace {

TEST_CASE("text that isn't UTF-8, as of a file's name, is shown and not passed on") {
  CHECK(utf8_of("caf\xe9.yaml") == "caf?.yaml");
  CHECK(utf8_of("café.yaml") == "café.yaml");
}

TEST_CASE("a problem is given with its place, and null where nothing is known") {
  CHECK(
      canonical(json_of(Problem{{"c.yaml", 3, 0}, Reason::bad_date, "no date", ""})) ==
      R"({"column":null,"file":"c.yaml","hint":null,"line":3,"message":"no date","reason":"bad_date"})");
  CHECK(canonical(json_of(Source{{"c.yaml", 3, 7}, "4.2"})) ==
        R"({"clause":"4.2","column":7,"file":"c.yaml","line":3})");
}

TEST_CASE("text inside XML can't end its element or attribute") {
  CHECK(xml_text("a < b & \"c\" > d\n\x01") == "a &lt; b &amp; &quot;c&quot; &gt; d&#10;?");
}

}  // namespace
}  // namespace outturn
