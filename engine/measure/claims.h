// One person's claims: which stages were reached, when, and why others were not.
// Private to the measure room.
#pragma once

#include "cases/person.h"
#include "measure/classes.h"
#include "measure/judgement.h"
#include "rules/milestones.h"
#include "value/period.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace outturn::measuring {

// What an event means to one stage, by its attributes alone.
struct StageUse {
  bool read = false;        // it is of an outcome that the stage reads
  bool accepted = true;     // its evidence is
  std::int64_t number = 1;  // how often it claims, or what it adds to a sum
};

// What events mean to the stages, worked out once a profile.
class StageUses {
 public:
  StageUses(const MilestonesRule& rule, const CaseSource& cases, RowProblems& problems)
      : rule_(rule), cases_(cases), problems_(problems) {}

  // One a stage.
  const std::vector<StageUse>& of(ProfileId profile);

 private:
  std::vector<StageUse> uses_of(const Attributes& attributes);
  StageUse use_of(const StageRule& stage, const Attributes& attributes);
  std::int64_t number_in(const StageRule& stage,
                         std::string_view name,
                         const Attributes& attributes);

  const MilestonesRule& rule_;
  const CaseSource& cases_;
  RowProblems& problems_;
  std::unordered_map<ProfileId, std::vector<StageUse>> known_;
};

// A stage that a person may have reached, and what became of it.
struct Claim {
  std::size_t stage;
  Date day;  // reached or decided on
  ClaimClass result;
  std::optional<RowOrigin> record;  // the event that decided; none for time alone
  std::int64_t times = 1;           // how often it counts, when it does
};

// Every claim of a person with this start, stage by stage, as of the end of `period`. Without a day
// until which events are observed, nobody is known to have stayed clear of them.
std::vector<Claim> claims_of(const MilestonesRule& rule,
                             Date index_date,
                             std::span<const Event> events,
                             StageUses& uses,
                             const Period& period,
                             std::optional<Date> observed_until);

}  // namespace outturn::measuring
