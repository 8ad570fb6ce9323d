#include "report/sample.h"

#include "support/catch.h"
#include "value/problem.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace outturn::testing {
namespace {

constexpr const char* kFolder = OUTTURN_SOURCE_DIR "/tests/report/";

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string sample(const std::string& name) {
  return content_of(kFolder + ("samples/" + name));
}

StatementView sample_statement() {
  return read_statement(sample("statement.json"), "statement.json");
}

StatementView changed_statement(const std::function<void(Json&)>& change) {
  Json json = parse_json(sample("statement.json"), "statement.json");
  change(json);
  return read_statement(canonical(json), "statement.json");
}

Evidence sample_evidence(std::string_view person) {
  return read_evidence(sample("evidence.csv"), "evidence.csv", sample_statement(), person);
}

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  FAIL("nothing was refused");
  return {};
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = kFolder + ("golden/" + name);
  if (std::getenv("OUTTURN_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    SUCCEED("recorded");
    return;
  }
  INFO(path);
  CHECK(text == content_of(path));
}

}  // namespace outturn::testing
