#include "settle/changed_rows.h"

#include "record/csv.h"
#include "record/evidence_columns.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

namespace outturn::settling {
namespace {

// Places among the columns of changes.csv that are taken from the evidence.
constexpr std::size_t kPerson = 1;
constexpr std::size_t kEvents = 16;

std::vector<std::string_view> columns() {
  std::vector<std::string_view> names(kEvidenceColumns.begin(), kEvidenceColumns.end());
  names.insert(names.end(), {kPatternColumn, kClaimsColumn});
  return names;
}

using Row = std::vector<std::string>;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

// The header, and the lines that the other file doesn't have.
std::string only_in(std::string_view text, std::string_view other) {
  const std::vector<std::string_view> others = lines_of(other);
  const std::unordered_set<std::string_view> known(others.begin(), others.end());
  std::string kept;
  bool header = true;
  for (const std::string_view line : lines_of(text)) {
    if (header || !known.contains(line)) {
      kept.append(line).append("\n");
    }
    header = false;
  }
  return kept;
}

// The rows of a file, each with the columns that every file has.
std::set<Row> rows_of(const std::string& text) {
  csv::Reader reader(text, "evidence.csv");
  std::vector<csv::Field> fields;
  reader.next(fields);
  std::vector<std::size_t> places;
  for (const std::string_view name : columns()) {
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const csv::Field& field) { return field.text == name; });
    places.push_back(static_cast<std::size_t>(found - fields.begin()));
  }
  std::set<Row> rows;
  while (reader.next(fields)) {
    Row row;
    for (const std::size_t place : places) {
      row.emplace_back(place < fields.size() ? fields[place].text : std::string_view());
    }
    rows.insert(std::move(row));
  }
  return rows;
}

std::vector<std::pair<Row, bool>> merged(const std::set<Row>& before, const std::set<Row>& after) {
  std::vector<std::pair<Row, bool>> rows;
  for (const Row& row : before) {
    if (!after.contains(row)) {
      rows.emplace_back(row, false);
    }
  }
  for (const Row& row : after) {
    if (!before.contains(row)) {
      rows.emplace_back(row, true);
    }
  }
  // Cohort, person, day and record of the start: the first four columns.
  const auto key = [](const auto& row) {
    return std::pair(std::vector(row.first.begin(), row.first.begin() + 4), row.second);
  };
  std::sort(
      rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return rows;
}

// Every event of the rows: whose it is, and how it stands there.
std::set<std::pair<std::string, std::string>> events_in(
    const std::vector<std::pair<Row, bool>>& rows, bool after) {
  std::set<std::pair<std::string, std::string>> events;
  for (const auto& [row, is_after] : rows) {
    std::string_view rest = row[kEvents];
    while (is_after == after && !rest.empty()) {
      const std::size_t end = std::min(rest.find("; "), rest.size());
      events.emplace(row[kPerson], rest.substr(0, end));
      rest.remove_prefix(std::min(rest.size(), end + 2));
    }
  }
  return events;
}

// An event is known by the line of its import.
std::int64_t differing_events(const std::vector<std::pair<Row, bool>>& rows) {
  const auto before = events_in(rows, false);
  const auto after = events_in(rows, true);
  std::set<std::string> records;
  const auto keep = [&](const auto& events, const auto& others) {
    for (const auto& event : events) {
      if (!others.contains(event)) {
        records.insert(event.second.substr(event.second.rfind('|') + 1));
      }
    }
  };
  keep(before, after);
  keep(after, before);
  return static_cast<std::int64_t>(records.size());
}

std::string line_of(std::string_view causes, const Row& row, bool after) {
  std::string line;
  csv::append_field(line, causes);
  line += after ? ",after" : ",before";
  for (const std::string& field : row) {
    line += ',';
    csv::append_field(line, field);
  }
  return line + "\n";
}

}  // namespace

std::string changes_header() {
  std::string header = "causes,state";
  for (const std::string_view name : columns()) {
    header.append(",").append(name);
  }
  return header + "\n";
}

ChangedRows changed_rows(std::string_view causes, std::string_view before, std::string_view after) {
  const bool same_columns = lines_of(before).front() == lines_of(after).front();
  const auto rows = merged(rows_of(same_columns ? only_in(before, after) : std::string(before)),
                           rows_of(same_columns ? only_in(after, before) : std::string(after)));
  ChangedRows changed;
  std::set<std::string_view> people;
  for (const auto& [row, is_after] : rows) {
    changed.lines += line_of(causes, row, is_after);
    people.insert(row[kPerson]);
  }
  changed.people = static_cast<std::int64_t>(people.size());
  changed.events = differing_events(rows);
  return changed;
}

}  // namespace outturn::settling
