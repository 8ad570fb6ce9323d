// Evidence rows: the CSV in which every start stands with what became of it.
// Private to the measure room; the columns are documented in docs/statement.md.
#pragma once

#include "cases/person.h"
#include "measure/classes.h"
#include "measure/judgement.h"
#include "measure/measure.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::measuring {

// An event of a counted person and what became of it.
struct JudgedEvent {
  const Event* event;
  const EventJudgement* judgement;
  EventClass result;
};

// A counted person's outcome.
struct Outcome {
  Date follow_up_ends;  // the first day that is too late
  Date proven_by;       // the first day that is too late
  std::int64_t weight = kScale;
  std::string_view band;
  std::int64_t reoffences = 0;
  std::int64_t severity = 0;   // millionths
  std::optional<Grade> grade;  // when the contract grades
  std::vector<JudgedEvent> events;

  bool reoffended() const { return reoffences > 0; }
};

// The code of a grade in the evidence: "less_serious", "none" without a reoffence.
std::string_view code_of(Grade grade);

// One row; `outcome` is nullptr for an excluded start.
EvidenceRow evidence_row(std::string_view cohort,
                         std::string_view pseudonym,
                         const Start& start,
                         PersonClass result,
                         const StartJudgement& judgement,
                         const Outcome* outcome);

// The order of an evidence file: by person, then index date.
void sort_by_person(std::vector<EvidenceRow>& rows);

}  // namespace outturn::measuring
