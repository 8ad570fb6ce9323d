#include "report/evidence_view.h"

#include "record/csv.h"
#include "record/evidence_columns.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::array<std::string_view, 5> kNumbers = {
    "score", "weight", "reoffended", "reoffences", "severity"};
constexpr std::size_t kPersonColumn = 1;
constexpr std::size_t kPartsOfEvent = 6;
constexpr std::size_t kPartsOfClaim = 5;
constexpr std::size_t kMarkLength = 3;  // of "%7C"

using Fields = std::vector<csv::Field>;

// --- events: OFFENCE|PROVEN|OUTCOME|SEVERITY CLASS|RESULT|BATCH/LINE, parted by "; " ---

std::vector<std::string_view> split(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + mark.size());
  }
  parts.push_back(text);
  return parts;
}

// A word of the data as it was, before its marks were written as "%25", "%3B" and "%7C".
std::string unescaped(std::string_view word) {
  static constexpr std::array kMarks = {
      std::pair{"%25", '%'}, std::pair{"%3B", ';'}, std::pair{"%7C", '|'}};
  std::string text;
  while (!word.empty()) {
    const auto mark = std::find_if(
        kMarks.begin(), kMarks.end(), [&](const auto& one) { return word.starts_with(one.first); });
    text += mark == kMarks.end() ? word.front() : mark->second;
    word.remove_prefix(mark == kMarks.end() ? 1 : kMarkLength);
  }
  return text;
}

std::string counted_parts(std::size_t count) {
  return counted(static_cast<std::int64_t>(count), "part", "parts");
}

EvidenceEvent event_of(std::string_view text, const Place& place) {
  const std::vector<std::string_view> parts = split(text, "|");
  if (parts.size() != kPartsOfEvent) {
    throw InputError(
        place,
        Reason::csv_columns,
        fmt::format("an event of {}, not {}", counted_parts(parts.size()), kPartsOfEvent),
        "use the version of outturn that wrote it");
  }
  return {.offence = std::string(parts[0]),
          .proven = std::string(parts[1]),
          .outcome = unescaped(parts[2]),
          .severity_class = unescaped(parts[3]),
          .result = std::string(parts[4]),
          .record = std::string(parts[5])};
}

std::vector<EvidenceEvent> events_of(std::string_view text, const Place& place) {
  std::vector<EvidenceEvent> events;
  if (text.empty()) {
    return events;
  }
  for (const std::string_view event : split(text, "; ")) {
    events.push_back(event_of(event, place));
  }
  return events;
}

// --- claims: STAGE|DAY|CLASS|TIMES|BATCH/LINE, parted by "; "; no stage's name holds either ---

EvidenceClaim claim_of(std::string_view text, const Place& place) {
  const std::vector<std::string_view> parts = split(text, "|");
  if (parts.size() != kPartsOfClaim) {
    throw InputError(
        place,
        Reason::csv_columns,
        fmt::format("a claim of {}, not {}", counted_parts(parts.size()), kPartsOfClaim),
        "use the version of outturn that wrote it");
  }
  return {.stage = std::string(parts[0]),
          .day = std::string(parts[1]),
          .result = std::string(parts[2]),
          .times = std::string(parts[3]),
          .record = std::string(parts[4])};
}

std::vector<EvidenceClaim> claims_of(std::string_view text, const Place& place) {
  std::vector<EvidenceClaim> claims;
  for (const std::string_view claim : split(text, "; ")) {
    claims.push_back(claim_of(claim, place));
  }
  return claims;
}

// --- rows ---

class RowReader {
 public:
  RowReader(const csv::Reader& reader, const Fields& header) : reader_(reader) {
    for (const csv::Field& field : header) {
      names_.emplace_back(field.text);
    }
  }

  EvidenceRowView read(const Fields& fields) const {
    EvidenceRowView row;
    const auto text = [&](std::string_view column) {
      return std::string(field(fields, column).text);
    };
    row.cohort = text("cohort");
    row.person = text("person");
    row.index_date = text("index_date");
    row.record = text("record");
    row.counted = text("class") == "counted";
    row.reason = text("reason");
    row.detail = text("detail");
    row.score = text("score");
    row.band = text("complexity_band");
    row.weight = text("weight");
    row.follow_up_ends = text("follow_up_ends");
    row.proven_by = text("proven_by");
    row.reoffences = text("reoffences");
    row.grade = text("grade");
    const csv::Field& events = field(fields, "events");
    row.events = events_of(events.text, reader_.place_of(events));
    for (const std::string_view column : kNumbers) {
      row.numbers.emplace_back(column, number(field(fields, column)));
    }
    for (std::size_t i = kEvidenceColumns.size(); i < fields.size(); ++i) {
      add_further(names_.at(i), fields[i], row);
    }
    return row;
  }

 private:
  void add_further(const std::string& name, const csv::Field& field, EvidenceRowView& row) const {
    if (name == kPatternColumn) {
      row.pattern = field.text;
    } else if (name != kClaimsColumn) {
      row.attributes.emplace_back(name, field.text);
    } else if (!field.text.empty()) {
      row.claims = claims_of(field.text, reader_.place_of(field));
    }
  }

  const csv::Field& field(const Fields& fields, std::string_view column) const {
    const auto* const found = std::find(kEvidenceColumns.begin(), kEvidenceColumns.end(), column);
    return fields.at(static_cast<std::size_t>(found - kEvidenceColumns.begin()));
  }

  Ratio number(const csv::Field& field) const {
    if (field.text.empty()) {
      return 0;
    }
    const auto value = parse_decimal(field.text);
    if (!value) {
      throw InputError(reader_.place_of(field),
                       Reason::bad_number,
                       "this column of the evidence holds numbers, and this is none");
    }
    return *value;
  }

  const csv::Reader& reader_;
  std::vector<std::string> names_;
};

void check_digest(std::string_view text, const std::string& name, const StatementView& statement) {
  if (sha256(text) != statement.evidence.sha256) {
    throw InputError(Place{name},
                     Reason::digest_differs,
                     "this isn't the evidence that the statement was made with",
                     fmt::format("its SHA-256 should be {}", statement.evidence.sha256));
  }
}

void check_header(const Fields& header, const std::string& name) {
  const auto same = [](const csv::Field& field, std::string_view column) {
    return field.text == column;
  };
  if (header.size() < kEvidenceColumns.size() ||
      !std::equal(
          kEvidenceColumns.begin(),
          kEvidenceColumns.end(),
          header.begin(),
          [&](std::string_view column, const csv::Field& field) { return same(field, column); })) {
    throw InputError(Place{name, 1, 0},
                     Reason::csv_header,
                     "these aren't the columns of an evidence file",
                     "use the version of outturn that wrote it");
  }
}

// What a row adds to a sum: the product of the columns that the sum names.
Ratio part_in(const EvidenceRowView& row, const WorkingView& sum) {
  const std::string_view grade = sum.detail("grade");
  const std::string_view pattern = sum.detail("pattern");
  if (!row.counted || sum.detail("cohort") != row.cohort ||
      (!grade.empty() && grade != row.grade) || (!pattern.empty() && pattern != row.pattern)) {
    return 0;
  }
  Ratio part = 1;
  std::string_view columns = sum.detail("sum_of");
  while (!columns.empty()) {
    const std::size_t star = std::min(columns.find('*'), columns.size());
    part *= row.number(columns.substr(0, star));
    columns.remove_prefix(std::min(star + 1, columns.size()));
  }
  return part;
}

}  // namespace

Ratio EvidenceRowView::number(std::string_view column) const {
  for (const auto& [name, value] : numbers) {
    if (name == column) {
      return value;
    }
  }
  return 0;
}

Ratio part_in(const Evidence& evidence, const WorkingView& sum) {
  Ratio part = 0;
  for (const EvidenceRowView& row : evidence.rows) {
    part += part_in(row, sum);
  }
  return part;
}

void require_rows(const StatementView& statement,
                  const Evidence& evidence,
                  std::string_view person) {
  if (evidence.rows.empty()) {
    throw InputError(Place{statement.evidence.file},
                     Reason::not_in_statement,
                     fmt::format("nobody called {} is in the evidence", shown(person)),
                     "people under another provider, and starts outside the cohorts' dates, were "
                     "not read");
  }
}

Evidence read_evidence(std::string_view text,
                       const std::string& name,
                       const StatementView& statement,
                       std::string_view person) {
  check_digest(text, name, statement);
  csv::Reader reader(text, name);
  Fields fields;
  reader.next(fields);
  check_header(fields, name);
  const std::size_t columns = fields.size();
  const RowReader rows(reader, fields);
  Evidence evidence;
  while (reader.next(fields)) {
    if (fields.size() != columns) {
      throw InputError(
          Place{name, reader.line(), 0},
          Reason::csv_columns,
          fmt::format("{} under {} columns",
                      counted(static_cast<std::int64_t>(fields.size()), "value", "values"),
                      columns));
    }
    if (fields[kPersonColumn].text == person) {
      evidence.rows.push_back(rows.read(fields));
    }
  }
  return evidence;
}

}  // namespace outturn
