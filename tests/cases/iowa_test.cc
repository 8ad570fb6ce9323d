#include "cases/import.h"
#include "cases/person.h"
#include "support/catch.h"

#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace outturn {
namespace {

std::string file(const std::string& name) {
  std::ifstream stream(std::string(OUTTURN_SOURCE_DIR) + "/data/iowa/" + name, std::ios::binary);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

const Rows& iowa() {
  static const Rows rows =
      import_rows(file("releases.csv"), "releases.csv", read_mapping(file("mapping.yaml"), "m"));
  return rows;
}

struct Counts {
  int people = 0;
  int convicted_within_365_days = 0;
  int convicted_within_1095_days = 0;
  int returned = 0;

  friend bool operator==(const Counts&, const Counts&) = default;
};

// The people of one provider whose index date lies in a fiscal year, and their returns by the days
// between two dates.
Counts counts_of(const std::string& provider, int fiscal_year) {
  std::map<std::string, const EventRow*> events;
  for (const EventRow& event : iowa().events) {
    events.emplace(event.head.person, &event);
  }
  Counts counts;
  for (const StartRow& start : iowa().starts) {
    if (start.provider != provider || start.index_date < Date::of(fiscal_year - 1, 7, 1) ||
        start.index_date > Date::of(fiscal_year, 6, 30)) {
      continue;
    }
    ++counts.people;
    const auto found = events.find(start.head.person);
    if (found == events.end()) {
      continue;
    }
    const EventRow& event = *found->second;
    const int days = event.offence_date - start.index_date;
    const bool convicted = attribute(event.attributes, "outcome") == "conviction";
    counts.returned += 1;
    counts.convicted_within_365_days += convicted && days <= 365 ? 1 : 0;
    counts.convicted_within_1095_days += convicted && days <= 1095 ? 1 : 0;
  }
  return counts;
}

TEST_CASE("Iowa's releases give the counts of their own readme") {
  CHECK(iowa().data_rows == 21646);
  CHECK(iowa().starts.size() == 21646);
  CHECK(iowa().events.size() == 7027);
  CHECK(counts_of("5JD", 2012) == Counts{848, 84, 217, 379});
  CHECK(counts_of("1JD", 2013) == Counts{545, 62, 152, 223});
  CHECK(counts_of("3JD", 2014) == Counts{196, 23, 47, 89});
  CHECK(counts_of("", 2010) == Counts{1790, 102, 364, 413});
}

TEST_CASE("510 technical returns of Iowa carry a class all the same, and stay breaches") {
  int breaches_with_class = 0;
  for (const EventRow& event : iowa().events) {
    const bool breach = attribute(event.attributes, "breach") == "yes";
    CHECK(breach == (attribute(event.attributes, "outcome") == "technical_return"));
    breaches_with_class += breach && !attribute(event.attributes, "severity_class").empty() ? 1 : 0;
  }
  CHECK(breaches_with_class == 510);
}

TEST_CASE("A release of Iowa keeps what was published about it") {
  const StartRow& start = iowa().starts.at(0);
  CHECK(start.head.person == "IA00001");
  CHECK(start.head.line == 2);
  CHECK(start.provider == "7JD");
  CHECK(start.index_date == Date::of(2009, 7, 1));
  CHECK(start.attributes == Attributes{{"age_band", "25-34"},
                                       {"area", "7JD"},
                                       {"disposal", "Parole"},
                                       {"index_class", "C Felony"},
                                       {"index_subtype", "Robbery"},
                                       {"index_type", "Violent"},
                                       {"sex", "Male"},
                                       {"target_population", "Yes"}});
  const EventRow& event = iowa().events.at(1);
  CHECK(event.head.person == "IA00002");
  CHECK(event.offence_date - iowa().starts.at(1).index_date == 453);
  CHECK(event.proven_date == event.offence_date);
  CHECK(event.attributes == Attributes{{"breach", "yes"}, {"outcome", "technical_return"}});
}

}  // namespace
}  // namespace outturn
