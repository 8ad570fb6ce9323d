// What a contract makes of attributes alone, worked out once for each distinct combination.
// Private to the measure room.
#pragma once

#include "cases/person.h"
#include "measure/classes.h"
#include "rules/contract.h"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace outturn::measuring {

// Problems of single rows, each different one reported once.
class RowProblems {
 public:
  void add(const Place& place,
           Reason reason,
           const std::string& message,
           const std::string& advice);
  void throw_if_any() const { problems_.throw_if_any(); }

 private:
  std::set<std::string> seen_;
  Problems problems_;
};

// A start's profile under a contract.
struct StartJudgement {
  PersonClass scope = PersonClass::counted;  // before tie-break; not_measurable if only that
  std::string detail;                        // "disposal = nps"
  std::vector<std::string> breakdown;        // values of break_down_by; band filled in later
  std::optional<int> index_rank;             // of the index offence on the severity scale
  // Complexity by edition of the weight table: index into its values.
  std::vector<const Complexity*> complexity;
};

// An event's profile under a contract.
struct EventJudgement {
  EventClass kind = EventClass::counted;  // counted, breach or outcome_not_counted
  std::string outcome;
  std::string severity_class;
  const Severity* severity = nullptr;  // when the contract has a scale, and it places the class
};

// Whether an attribute's value is in by a selection; `unknown` stops the settlement.
enum class Standing { in, out, missing, unknown };
Standing standing_of(const Selection& selection, std::string_view value);

// A value from the data for a message: in quotes, or "missing".
std::string shown(std::string_view value);

// Of the kind that the contract takes, whether or not it can be followed up.
bool is_eligible(PersonClass scope);

class Judge {
 public:
  Judge(const Contract& contract, const CaseSource& cases, RowProblems& problems);

  const StartJudgement& start(ProfileId profile);
  const EventJudgement& event(ProfileId profile);

  // The complexity of a person with this profile by the table in force on `day`; reports
  // missing_weight and returns nullptr when the table doesn't name the combination.
  const Complexity* complexity(ProfileId profile, Date day);

  // Reports unknown_severity for a counted event whose class the scale doesn't place.
  void report_unplaced(const EventJudgement& judgement);

  // Whether the measures need the index offence's place on the scale.
  bool grades() const { return grades_; }

 private:
  StartJudgement judge_start(const Attributes& attributes);
  EventJudgement judge_event(const Attributes& attributes);
  bool in_selection(const Selection& selection,
                    const Attributes& attributes,
                    PersonClass outside,
                    StartJudgement& judgement);
  const Severity* severity_of(std::string_view name) const;
  void report_severity(std::string_view name, std::string_view role);

  const Contract& contract_;
  const CaseSource& cases_;
  RowProblems& problems_;
  bool grades_ = false;
  std::unordered_map<ProfileId, StartJudgement> starts_;
  std::unordered_map<ProfileId, EventJudgement> events_;
};

}  // namespace outturn::measuring
