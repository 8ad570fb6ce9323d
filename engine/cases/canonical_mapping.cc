#include "cases/mapping.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kStarts = R"(title: Starts under our own column names
version: 1
source: a file written for this engine
observed_until: {}
observed_until_because: stated with the import
dates: YYYY-MM-DD
starts:
  person: {{column: person}}
  provider: {{column: provider, blank: nobody}}
  index_date: {{column: index_date}}
  disposal: {{column: disposal}}
  score: {{column: score, blank: leave_out, without_column: leave_out}}
  record: {{column: record, blank: leave_out, without_column: leave_out}}
  action: {{column: action, blank: add, without_column: add}}
  other_columns: attributes
  identical_rows: refuse
)";

constexpr std::string_view kEvents = R"(title: Events under our own column names
version: 1
source: a file written for this engine
observed_until: {}
observed_until_because: stated with the import
dates: YYYY-MM-DD
events:
  person: {{column: person}}
  offence_date: {{column: offence_date}}
  proven_date: {{column: proven_date, blank: not_proven}}
  outcome: {{column: outcome}}
  breach: {{column: breach}}
  record: {{column: record, blank: leave_out, without_column: leave_out}}
  action: {{column: action, blank: add, without_column: add}}
  other_columns: attributes
  identical_rows: refuse
)";

}  // namespace

std::string canonical_starts_mapping(Date observed_until) {
  return fmt::format(kStarts, to_string(observed_until));
}

std::string canonical_events_mapping(Date observed_until) {
  return fmt::format(kEvents, to_string(observed_until));
}

}  // namespace outturn
