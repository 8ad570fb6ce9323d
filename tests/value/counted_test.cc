#include "value/counted.h"

#include "support/catch.h"

namespace outturn {
namespace {

TEST_CASE("one is singular, and every other count plural") {
  CHECK(counted(0, "row", "rows") == "0 rows");
  CHECK(counted(1, "row", "rows") == "1 row");
  CHECK(counted(2, "person", "people") == "2 people");
  CHECK(counted(21646, "row", "rows") == "21,646 rows");
  CHECK(form_for(1, "is", "are") == "is");
  CHECK(form_for(0, "is", "are") == "are");
}

}  // namespace
}  // namespace outturn
