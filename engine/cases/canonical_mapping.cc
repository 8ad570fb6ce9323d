#include "cases/mapping.h"
#include "record/json.h"

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kStarts = R"(title: Starts under our own column names
version: 1
source: a file written for this engine
observed_until: {}
observed_until_because: stated with the import
covers: {}
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
covers: {}
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

// A list of codes in quotes is the same in JSON and in YAML.
std::string yaml_of(const Coverage& covers) {
  return covers.providers.empty() ? to_string(covers) : canonical(Json(covers.providers));
}

}  // namespace

std::string canonical_starts_mapping(Date observed_until, const Coverage& covers) {
  return fmt::format(kStarts, to_string(observed_until), yaml_of(covers));
}

std::string canonical_events_mapping(Date observed_until, const Coverage& covers) {
  return fmt::format(kEvents, to_string(observed_until), yaml_of(covers));
}

}  // namespace outturn
