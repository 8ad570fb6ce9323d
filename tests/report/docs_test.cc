// docs/statement.md names everything that a statement and its evidence hold.
#include "record/json.h"
#include "report/sample.h"
#include "support/catch.h"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace outturn {
namespace {

using testing::sample;

std::string page() {
  std::ifstream file(OUTTURN_SOURCE_DIR "/docs/statement.md", std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

void add_names(const Json& json, std::set<std::string>& names) {
  for (const auto& item : json.items()) {
    if (json.is_object()) {
      names.insert(item.key());
      if (item.key() == "op" || item.key() == "unit") {
        names.insert(item.value().get<std::string>());
      }
    }
    if (item.value().is_structured()) {
      add_names(item.value(), names);
    }
  }
}

TEST_CASE("every field, operation and unit of a statement is documented") {
  std::set<std::string> names;
  add_names(parse_json(sample("statement.json"), "statement.json"), names);
  add_names(parse_json(sample("milestones/statement.json"), "statement.json"), names);
  add_names(parse_json(sample("terms/statement.json"), "statement.json"), names);
  REQUIRE(names.size() > 60);
  const std::string text = page();
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(text.find('`' + name + '`') != std::string::npos);
  }
}

TEST_CASE("every fixed column of the evidence is documented") {
  const std::string text = page();
  const std::string rows = sample(GENERATE("evidence.csv", "milestones/evidence.csv"));
  std::istringstream header(rows.substr(0, rows.find('\n')));
  for (std::string name; std::getline(header, name, ',') && name != "age_band";) {
    CAPTURE(name);
    CHECK(text.find("| `" + name + "` |") != std::string::npos);
  }
}

}  // namespace
}  // namespace outturn
