// The evidence of a statement: one row a start.
#pragma once

#include "report/statement_view.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

// One event of a row; texts as written.
struct EvidenceEvent {
  std::string offence;
  std::string proven;  // empty: never
  std::string outcome;
  std::string severity_class;
  std::string result;  // a class of events_by_class
  std::string record;  // BATCH/LINE
};

// One claim of a row; texts as written.
struct EvidenceClaim {
  std::string stage;
  std::string day;
  std::string result;  // a class of claims_by_class
  std::string times;
  std::string record;  // BATCH/LINE; empty where time alone decides
};

// One row. Every text as written; what was not measured is empty.
struct EvidenceRowView {
  std::string cohort;
  std::string person;
  std::string index_date;
  std::string record;  // BATCH/LINE
  bool counted = false;
  std::string reason;  // a class of starts_by_class, when not counted
  std::string detail;
  std::string score;
  std::string band;
  std::string weight;
  std::string follow_up_ends;  // the first day too late for an offence
  std::string proven_by;       // the first day too late for its proof
  std::string reoffences;
  std::string grade;
  std::vector<EvidenceEvent> events;
  std::vector<std::pair<std::string, std::string>> attributes;  // what is broken down by
  std::string pattern;                                          // of milestones, if followed
  std::vector<EvidenceClaim> claims;

  // A column that can be added up ("reoffended", "weight"), as a number; 0 where it is empty.
  Ratio number(std::string_view column) const;
  std::vector<std::pair<std::string, Ratio>> numbers;
};

struct Evidence {
  std::vector<EvidenceRowView> rows;  // of one person
};

// The rows of one person. Throws InputError(digest_differs) when the text isn't what the statement
// was made with, and InputError(csv_*, bad_number) when it is and still can't be read. `name` is
// used in places only.
Evidence read_evidence(std::string_view text,
                       const std::string& name,
                       const StatementView& statement,
                       std::string_view person);

// What these rows add to a working of op "evidence": their part of its sum.
Ratio part_in(const Evidence& evidence, const WorkingView& sum);

// Throws InputError(not_in_statement) when the person has no row.
void require_rows(const StatementView& statement,
                  const Evidence& evidence,
                  std::string_view person);

}  // namespace outturn
