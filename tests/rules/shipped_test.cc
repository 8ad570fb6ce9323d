#include "rules/load.h"
#include "support/catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace outturn {
namespace {

namespace fs = std::filesystem;

RuleText file_at(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return {path.string(), text.str()};
}

std::vector<fs::path> rule_files_in(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(OUTTURN_SOURCE_DIR) / folder)) {
    if (entry.path().extension() == ".yaml") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Contract shipped(const std::string& name) {
  const fs::path path = fs::path(OUTTURN_SOURCE_DIR) / "data/contracts" / name;
  return load_contract(file_at(path), rules_beside(path, {}));
}

TEST_CASE("every tariff, table and contract that is shipped checks clean") {
  std::vector<fs::path> paths = rule_files_in("tariffs");
  const std::vector<fs::path> contracts = rule_files_in("data/contracts");
  paths.insert(paths.end(), contracts.begin(), contracts.end());
  CHECK(paths.size() >= 20);
  for (const fs::path& path : paths) {
    CAPTURE(path.string());
    CHECK_NOTHROW(check_rule_file(file_at(path), rules_beside(path, {})));
  }
}

TEST_CASE("a contract pins every file it was read from, itself first") {
  const Contract iowa = shipped("iowa/iowa-5jd.yaml");
  std::vector<std::string> names;
  for (const RuleFile& file : iowa.files) {
    names.push_back(file.name);
    CHECK(file.sha256.size() == 64);
  }
  CHECK(names == std::vector<std::string>{"iowa-5jd.yaml",
                                          "iowa-new-convictions.yaml",
                                          "iowa-complexity.yaml",
                                          "iowa-offence-classes.yaml"});
}

TEST_CASE("a value that a contract fills in keeps the contract's place and clause") {
  const Contract iowa = shipped("iowa/iowa-5jd.yaml");
  const auto& price =
      std::get<PerUnitPrice>(iowa.find_line("reoffenders")->on_reduction.price->how);
  const DatedValue<Money>& amount = price.amount.at(iowa.first);
  CHECK(amount.value == Money::of_minor(400'000));
  CHECK(fs::path(amount.source.place.file).filename() == "iowa-5jd.yaml");
  CHECK(amount.source.clause == "Schedule 1, 1");
  CHECK(iowa.find_line("reoffenders")->source.clause == "4.1");
}

TEST_CASE("what a shipped contract says is invented is kept, each statement once") {
  CHECK(shipped("iowa/iowa-5jd.yaml").illustrative.size() == 3);
  CHECK(shipped("doncaster/doncaster-cohort-1.yaml").illustrative.size() == 1);
}

TEST_CASE("a name that could leave the folders is not looked for") {
  const FindRules find = rules_beside(fs::path(OUTTURN_SOURCE_DIR) / "x.yaml", {});
  const std::string name = GENERATE("", "../secret", "a/b", ".hidden", "..", "a\\b");
  CAPTURE(name);
  CHECK_THROWS_WITH(find("tariff", name),
                    "\"" + name +
                        "\" is not the name of a tariff file [bad_identifier]\n"
                        "    write the file's name without folder and without .yaml");
}

TEST_CASE("a rule file that isn't found says where it was looked for") {
  const FindRules find = rules_beside(fs::path(OUTTURN_SOURCE_DIR) / "x.yaml", {});
  CHECK_THROWS_WITH(
      find("weights", "absent"),
      "there is no weights file absent.yaml [file_missing]\n"
      "    looked beside the contract, in --tariffs folders, and in the folder tariffs of every "
      "folder above");
}

}  // namespace
}  // namespace outturn
