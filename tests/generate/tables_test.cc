// The tables compiled in, against the reference files they were taken from.
#include "generate/offences.h"
#include "generate/ogrs3.h"
#include "generate/providers.h"
#include "generate/read_table.h"
#include "support/catch.h"
#include "value/problem.h"
#include "value/ratio.h"

#include <algorithm>
#include <map>
#include <string>

namespace outturn {
namespace {

std::map<std::string, std::string> groups_by_code() {
  std::map<std::string, std::string> groups;
  for (const test::Row& row : test::read_table("offences/ho_offence_codes.csv")) {
    groups[row.at(0)] = row.at(4);
  }
  return groups;
}

bool is_class(std::string_view name) {
  const auto classes = severity_classes();
  return std::any_of(
      classes.begin(), classes.end(), [name](const SeverityClass& c) { return c.name == name; });
}

TEST_CASE("every offence is a Home Office code with the OGRS3 group that the Ministry gives it") {
  const auto groups = groups_by_code();
  for (const Offence& offence : offences()) {
    INFO(offence.code);
    CHECK(groups.at(std::string(offence.code)) == offence.group);
    CHECK(is_class(offence.severity_class));
    CHECK_NOTHROW(ogrs3_offence_weight(offence.group));
  }
  CHECK(groups.at(std::string(breach_of_order().code)) == breach_of_order().group);
  CHECK(is_class(breach_of_order().severity_class));
}

TEST_CASE("severity classes have the published weights, the least grave first") {
  std::map<std::string, std::string> days;
  for (const test::Row& row : test::read_table("severity/severity-weights.csv")) {
    if (row.at(0) == "Cambridge CHI" && row.at(1) == "2026 update") {
      days[row.at(2)] = row.at(3);
    }
  }
  int before = 0;
  for (const SeverityClass& severity : severity_classes()) {
    INFO(severity.name);
    CHECK(ratio_of(severity.hundredths_of_days) / 100 ==
          parse_decimal(days.at(std::string(severity.published))).value());
    CHECK(severity.hundredths_of_days >= before);
    before = severity.hundredths_of_days;
  }
}

TEST_CASE("providers are the 21 companies of the published list, each with areas") {
  std::map<std::string, std::string> names;
  for (const test::Row& row : test::read_table("crc_provider_codes.csv")) {
    if (row.at(1) == "CRC" && row.at(0) != "C00") {
      names[row.at(0)] = row.at(2);
    }
  }
  CHECK(providers().size() == 21);
  CHECK(names.size() == 21);
  for (const Provider& provider : providers()) {
    CHECK(names.at(std::string(provider.code)) == provider.name);
    CHECK_FALSE(provider.areas.empty());
  }
}

TEST_CASE("providers are named one by one or all together") {
  const auto two = parse_providers("C05,C01", "--providers");
  REQUIRE(two.size() == 2);
  CHECK(two[0]->code == "C05");
  CHECK(two[1]->code == "C01");
  CHECK(parse_providers("all", "--providers").size() == 21);
  CHECK(find_provider("C00") == nullptr);
}

}  // namespace
}  // namespace outturn
