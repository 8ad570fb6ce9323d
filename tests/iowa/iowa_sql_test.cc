// Real releases through import, store and measuring, against the counts of their own readme and
// against one SQL query over the store's views.
#include "cases/import.h"
#include "measure/measure.h"
#include "record/sha256.h"
#include "rules/load.h"
#include "settle/settle.h"
#include "settle/statement.h"
#include "store/store.h"
#include "support/catch.h"
#include "support/rule_texts.h"
#include "support/temp_folder.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include <sqlite3.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = OUTTURN_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream.good()) {
    throw std::runtime_error("can't read " + path.string());
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A store with the whole extract in it, made once.
struct IowaStore {
  IowaStore() {
    const std::string csv = text_of(kSource / "data/iowa/releases.csv");
    const std::string yaml = text_of(kSource / "data/iowa/mapping.yaml");
    const Mapping mapping = read_mapping(yaml, "mapping.yaml");
    Store store(path(), Store::Open::write_create);
    store.import({{"releases.csv",
                   sha256(csv),
                   sha256(yaml),
                   mapping.observed_until,
                   mapping.covers,
                   mapping.covers,
                   import_rows(csv, "releases.csv", mapping)}});
  }

  fs::path path() const { return folder / "iowa.sqlite"; }

  TempFolder folder;
};

const IowaStore& iowa() {
  static const IowaStore made;
  return made;
}

std::unique_ptr<CaseSource> cases(const Store& store) {
  return store.cases_as_known_at(1);
}

// --- the engine's counts ---

struct Counts {
  std::int64_t people = 0;
  std::int64_t convicted_within_365_days = 0;
  std::int64_t convicted_within_1095_days = 0;
  std::int64_t returned = 0;

  friend bool operator==(const Counts&, const Counts&) = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << counts.people << " people, " << counts.convicted_within_365_days << ", "
             << counts.convicted_within_1095_days << ", " << counts.returned;
}

// The shipped contract of a district, with edits made to its tariff.
Contract contract_with(const std::vector<Edit>& tariff_edits) {
  const fs::path path = kSource / "data/contracts/iowa/iowa-5jd.yaml";
  const FindRules beside = rules_beside(path, {});
  return load_contract({path.string(), text_of(path)},
                       [&](std::string_view kind, std::string_view name) {
                         RuleText file = beside(kind, name);
                         if (kind == "tariff") {
                           file.text = edited(file.text, tariff_edits);
                         }
                         return file;
                       });
}

const Edit kThreeYears = {"follow_up: 365 days", "follow_up: 1095 days"};

// Returns of every kind count; nothing is graded, for a technical return has no class.
const std::vector<Edit> kAnyReturn = {
    kThreeYears,
    {"counted: [conviction]\n    not_counted: [technical_return]",
     "counted: [conviction, technical_return]\n    not_counted: []"},
    {"breaches: not counted", "breaches: counted"},
    {"severity:\n  clause: \"2.5\"\n  scale: iowa-offence-classes\n", ""},
    {"kind: graded rate\n    weighted: yes\n    grades:                    # by the most serious "
     "new "
     "conviction against the index offence\n      less_serious: 0.5\n      as_serious: 1\n      "
     "more_serious: 1.5\n",
     "kind: binary rate\n    weighted: yes\n"}};

Tally measured(const Contract& contract,
               CaseSource& people,
               const std::string& provider,
               int year) {
  const Date first = Date::of(year - 1, 7, 1);
  return measure_cohort(contract, people, {"actual", provider, first, Date::of(year, 6, 30), first})
      .total;
}

class EngineCounts {
 public:
  Counts of(const std::string& provider, int year) {
    const Tally one_year = measured(one_year_, *people_, provider, year);
    return {one_year.people,
            one_year.reoffenders,
            measured(three_years_, *people_, provider, year).reoffenders,
            measured(any_return_, *people_, provider, year).reoffenders};
  }

 private:
  Store store_{iowa().path(), Store::Open::read};
  std::unique_ptr<CaseSource> people_ = cases(store_);
  Contract one_year_ = contract_with({});
  Contract three_years_ = contract_with({kThreeYears});
  Contract any_return_ = contract_with(kAnyReturn);
};

// --- the same by SQL ---

// Fiscal years are named by the calendar year in which they end, on 30 June.
constexpr const char* kQuery = R"(
SELECT ifnull(s.provider, ''),
  strftime('%Y', s.index_date) + (strftime('%m', s.index_date) >= '07') AS fiscal_year,
  count(DISTINCT s.person),
  count(DISTINCT CASE WHEN e.attributes LIKE '%outcome=conviction%'
    AND julianday(e.offence_date) - julianday(s.index_date) <= 365 THEN s.person END),
  count(DISTINCT CASE WHEN e.attributes LIKE '%outcome=conviction%'
    AND julianday(e.offence_date) - julianday(s.index_date) <= 1095 THEN s.person END),
  count(DISTINCT e.person)
FROM v_starts AS s LEFT JOIN v_events AS e ON e.person = s.person
GROUP BY 1, 2)";

using ByCohort = std::map<std::pair<std::string, int>, Counts>;

ByCohort counts_by_sql() {
  sqlite3* database = nullptr;
  sqlite3_stmt* query = nullptr;
  REQUIRE(sqlite3_open_v2(iowa().path().c_str(), &database, SQLITE_OPEN_READONLY, nullptr) ==
          SQLITE_OK);
  REQUIRE(sqlite3_prepare_v2(database, kQuery, -1, &query, nullptr) == SQLITE_OK);
  ByCohort counts;
  while (sqlite3_step(query) == SQLITE_ROW) {
    const auto* provider = reinterpret_cast<const char*>(sqlite3_column_text(query, 0));
    counts[{provider, sqlite3_column_int(query, 1)}] = {sqlite3_column_int64(query, 2),
                                                        sqlite3_column_int64(query, 3),
                                                        sqlite3_column_int64(query, 4),
                                                        sqlite3_column_int64(query, 5)};
  }
  sqlite3_finalize(query);
  sqlite3_close(database);
  return counts;
}

TEST_CASE("Iowa's releases, stored and measured, give the counts of their own readme") {
  EngineCounts engine;
  CHECK(engine.of("5JD", 2012) == Counts{848, 84, 217, 379});
  CHECK(engine.of("1JD", 2013) == Counts{545, 62, 152, 223});
  CHECK(engine.of("3JD", 2014) == Counts{196, 23, 47, 89});
  CHECK(engine.of("", 2010) == Counts{1790, 102, 364, 413});
}

TEST_CASE("every district and year of Iowa is counted as one SQL query counts it") {
  EngineCounts engine;
  const ByCohort by_sql = counts_by_sql();
  CHECK(by_sql.size() == 47);  // another state has nobody in three of the five years
  std::int64_t people = 0;
  for (const auto& [cohort, counts] : by_sql) {
    CAPTURE(cohort.first, cohort.second);
    CHECK(engine.of(cohort.first, cohort.second) == counts);
    people += counts.people;
  }
  CHECK(people == 21'646);
}

TEST_CASE("a settlement of Iowa ties: its totals, its evidence and those under nobody") {
  const Contract contract = contract_with({});
  const Store store(iowa().path(), Store::Open::read);
  const auto people = cases(store);
  const Period period = {Date::of(2011, 7, 1), Date::of(2012, 6, 30), "2011/12"};
  std::vector<MeasuredCohort> cohorts;
  for (const CohortSpec& spec : cohorts_needed(contract, period)) {
    cohorts.push_back(measure_cohort(contract, *people, spec));
  }
  const Date observed = Date::of(2017, 6, 30);
  const Settlement settlement = settle(contract, period, cohorts, {observed, observed});
  CHECK_NOTHROW(check_ties(contract, settlement));
  CHECK(settlement.finality.final);
  CHECK(cohorts.at(0).total.people == 848);
  const auto nobody = static_cast<std::size_t>(PersonClass::no_provider);
  CHECK(cohorts.at(0).starts() == 848 + cohorts.at(0).starts_by_class.at(nobody));
  CHECK(cohorts.at(0).starts_by_class.at(nobody) == counts_by_sql().at({"", 2012}).people);
}

}  // namespace
}  // namespace outturn
