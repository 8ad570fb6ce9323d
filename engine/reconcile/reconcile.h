// A provider's own records against the evidence of a statement, person by person, and what each
// difference is worth.
#pragma once

#include "reconcile/own_records.h"
#include "value/money.h"
#include "value/ratio.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// What became of one start. "They" are whoever made the statement, "we" are the provider.
enum class Agreed {
  agreed,
  they_count,       // a reoffence, and we know of none
  we_count,         // a reoffence, and they count none
  other_offences,   // both count some, on other days or another number
  only_we_know,     // the evidence doesn't have this start
  they_exclude,     // the evidence has it and didn't measure it
  only_they_count,  // it is measured, and we have no such start
};
inline constexpr std::size_t kAgreed = 7;
std::string_view code_of(Agreed agreed);
std::string_view sentence_of(Agreed agreed);

// What the provider would be due more (or less, below 0) if the statement went by our records.
struct Stake {
  std::optional<Ratio> minor;  // exact; nothing when the workings can't say
  std::string why_not;         // then
  // A condition or verdict would come out otherwise: then rules may apply that this statement
  // didn't need, and only settling again tells the amount.
  bool turns_a_condition = false;
};

struct StartFinding {
  StartKey start;
  Agreed agreed;
  std::vector<std::string> theirs;  // days of the offences that they count
  std::vector<std::string> ours;
  std::string reason;  // of they_exclude: the class in the evidence
  Stake stake;         // nothing to say where agreed
};

struct Reconciliation {
  std::vector<StartFinding> starts;  // by person, then index date
  std::map<Agreed, std::size_t> counts;
  Stake all;  // if the statement went by our records for everybody whose stake can be told
  Currency currency = Currency::gbp;
};

// Compares the counted and excluded rows of one cohort with the provider's records. `statement` and
// `evidence` are the texts of the two files, which the caller has seen to belong together. Throws
// InputError: not_a_statement, csv_* for what can't be read, not_in_statement for a cohort that
// isn't there.
Reconciliation reconcile(const std::string& statement,
                         const std::string& evidence,
                         const std::string& cohort,
                         const OwnRecords& ours);

}  // namespace outturn
