// People and events as they come in: one row each, checked, not yet in a store.
//
// The canonical columns, which a mapping (cases/mapping.h) fills from somebody's own:
//   starts: person, provider, index_date, disposal, score, and any further attribute
//   events: person, offence_date, proven_date, outcome, offence, severity_class, breach, and any
//           further attribute
#pragma once

#include "value/date.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace outturn {

// Scores, weights and other decimals while streaming: whole millionths.
inline constexpr std::int64_t kScale = 1'000'000;

// Named text values of a row, sorted by name; an absent value is left out, never empty text.
using Attributes = std::vector<std::pair<std::string, std::string>>;

// The values that the rows of a store have, by attribute.
using AttributeValues = std::map<std::string, std::set<std::string>, std::less<>>;

// What a row does to the store. `correct` withdraws the earlier row it names and adds this one;
// the earlier one stays readable as known before.
enum class RowAction { add, withdraw, correct };

// What both kinds of row share.
struct RowHead {
  std::size_t line = 0;  // the line of the source file on which the row begins
  RowAction action = RowAction::add;
  std::string record;  // the source's own reference for the row, or "BATCH/LINE" of an earlier one
  std::string person;  // a pseudonym: letters, digits, '-', '_', '.', at most 64
};

// A person enters a cohort.
struct StartRow {
  RowHead head;
  std::string provider;  // empty: nobody supervises this person
  Date index_date;
  std::optional<std::int64_t> score;  // a probability in millionths, from 0 to kScale
  Attributes attributes;              // disposal, sex, age_band, area, index_class, ...
};

// Something that happened to a person.
struct EventRow {
  RowHead head;
  Date offence_date;
  std::optional<Date> proven_date;
  Attributes attributes;  // outcome, offence, severity_class, breach ("yes"/"no"), ...
};

// The rows one file gave.
struct Rows {
  std::vector<StartRow> starts;
  std::vector<EventRow> events;
  std::size_t data_rows = 0;  // rows of the file, header not counted
};

}  // namespace outturn
