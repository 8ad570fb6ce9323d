// How somebody's columns become our fields: a YAML file with one stated rule a field.
//
// Nothing that can decide money has a default: what a blank means, which words stand for ours,
// which rows are events and whether identical rows are one event are all stated, or the import
// stops. docs/mapping.md describes the keys.
#pragma once

#include "cases/coverage.h"
#include "value/date.h"
#include "value/problem.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace outturn {

// What a source's text stands for: a value of ours, or nothing (the field is absent).
struct Meaning {
  std::optional<std::string> ours;
};

// `{column: NAME}` with what its texts mean, or `{always: VALUE}`.
struct TextRule {
  Place place;         // in the mapping
  std::string column;  // empty: every row gets `always`
  Meaning always;
  std::map<std::string, Meaning, std::less<>> words;
  bool keeps_other_words = true;          // false: a text that isn't in `words` is a problem
  std::optional<Meaning> blank;           // not stated: a blank is a problem
  std::optional<Meaning> without_column;  // not stated: a file without the column is refused
};

// `{spread_evenly: ...}`: of the n rows of the file that name one year, the k-th (from 0, in row
// order) is given the year's first day + floor(k * days of the year / n).
struct SpreadEvenly {
  Place place;
  std::string column;  // names the calendar year in which the source's year ends
  int ends_month;
  int ends_day;
};

// `{days_after_index: {column: NAME}}`.
struct DaysAfterIndex {
  Place place;
  std::string column;
};

// `{same_as: offence_date}`.
struct SameAsOffence {};

using DateRule = std::variant<TextRule, SpreadEvenly, DaysAfterIndex, SameAsOffence>;

// Which rows give a start or an event. A text in neither list is a problem: a kind of row that the
// mapping's author never saw must not vanish.
struct RowsWhere {
  Place place;
  std::string column;
  std::vector<std::string> is;
  std::vector<std::string> is_not;
};

enum class IdenticalRows { refuse, keep };

// What starts and events share.
struct BlockRules {
  std::optional<RowsWhere> rows_where;
  TextRule person;
  std::optional<TextRule> record;
  std::optional<TextRule> action;              // gives "add", "withdraw" or "correct"
  std::map<std::string, TextRule> attributes;  // disposal, outcome and breach among them
  bool other_columns_are_attributes = false;   // under their own names, blanks left out
  IdenticalRows identical_rows = IdenticalRows::refuse;
};

struct StartRules {
  BlockRules block;
  TextRule provider;
  DateRule index_date;  // TextRule or SpreadEvenly
  std::optional<TextRule> score;
};

struct EventRules {
  BlockRules block;
  DateRule offence_date;  // TextRule or DaysAfterIndex
  DateRule proven_date;   // TextRule or SameAsOffence
};

struct Mapping {
  std::string title;
  std::string version;
  std::string source;
  Date observed_until;  // the last day on which the source would have seen an event
  std::string observed_until_because;
  Coverage covers;
  std::string date_pattern;  // one of kDatePatterns; empty when no date comes from a column
  std::optional<StartRules> starts;
  std::optional<EventRules> events;
};

// Reads a mapping; `name` is used in places only. Throws InputError with everything wrong in it.
Mapping read_mapping(std::string_view text, std::string_view name);

// The mappings for files with our own column names (cases/rows.h), as YAML that read_mapping reads:
// ISO dates, a blank attribute left out, a blank provider nobody, a blank score or proven date
// none. Such a file can't say how far it saw and whom, so whoever imports it does.
std::string canonical_starts_mapping(Date observed_until, const Coverage& covers);
std::string canonical_events_mapping(Date observed_until, const Coverage& covers);

}  // namespace outturn
