// People and events -> counts and weighted sums, and one evidence row a start.
//
// Measuring knows nothing of prices. Sums are exact: counts are integers, weights and scores whole
// millionths, and the products of two of them are kept in 128 bits.
#pragma once

#include "cases/person.h"
#include "measure/classes.h"
#include "rules/contract.h"
#include "value/period.h"
#include "value/ratio.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A sum that outgrows 64 bits: products of millionths over millions of people.
__extension__ using Wide = __int128;

inline constexpr std::size_t kGrades = 4;  // of enum Grade: none, less, as, more serious

// What is added up over counted people. A weighted sum takes each person with their complexity
// weight; without a weights block every weight is 1.
struct Tally {
  std::int64_t people = 0;
  std::int64_t reoffenders = 0;
  std::int64_t reoffences = 0;
  std::int64_t severity = 0;                            // millionths
  std::array<std::int64_t, kGrades> by_grade{};         // people
  std::int64_t weight = 0;                              // millionths
  std::int64_t weighted_reoffenders = 0;                // millionths
  Wide weighted_reoffences = 0;                         // millionths
  Wide weighted_severity = 0;                           // millionths of millionths
  std::array<std::int64_t, kGrades> weight_by_grade{};  // millionths
  Wide score = 0;                                       // millionths

  Tally& operator+=(const Tally& other);
};

// One start and what became of it: a row of the evidence.
struct EvidenceRow {
  std::string person;
  Date index_date;
  std::string line;  // the row as CSV, without the line break
};

// Which people to measure.
struct CohortSpec {
  std::string name;      // in the evidence: "actual", or "baseline 2009-07-01..2011-06-30"
  std::string provider;  // code in the store
  Date first;
  Date last;         // included
  Date weights_day;  // for weights looked up by the period: the first day of the one settled
  // The stretches in each of which one start a person counts, in order and without gaps; empty: the
  // whole of it.
  std::vector<Period> one_per_person_in{};
};

struct BreakdownKey {
  std::string attribute;
  std::string value;  // empty: the record doesn't have it

  friend auto operator<=>(const BreakdownKey&, const BreakdownKey&) = default;
};

// One cohort, measured.
struct MeasuredCohort {
  CohortSpec spec;
  Tally total;
  std::map<BreakdownKey, Tally> breakdown;
  std::array<std::int64_t, kPersonClasses> starts_by_class{};
  std::array<std::int64_t, kEventClasses> events_by_class{};  // of counted people
  std::int64_t people_seen = 0;       // different people with a start, under the provider or nobody
  std::int64_t without_score = 0;     // counted people whose start has no score
  std::vector<EvidenceRow> evidence;  // by person, then index date
  std::string data_sha256;            // of every row read, in order of person

  std::int64_t starts() const;    // every start seen
  std::int64_t eligible() const;  // counted or not measurable
};

// The header of an evidence file for `contract`: fixed columns, then what it breaks down by, then
// with milestones the pattern and claims of a person (blank in the rows of cohorts).
std::string evidence_header(const Contract& contract);

// Measures one cohort. `contract` must read people. Throws InputError with every problem met: a
// complexity combination without a weight, a severity class not on the scale, an outcome or
// attribute value in neither list, a missing score.
MeasuredCohort measure_cohort(const Contract& contract, CaseSource& cases, const CohortSpec& spec);

}  // namespace outturn
