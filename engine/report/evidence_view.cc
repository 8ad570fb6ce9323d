#include "report/evidence_view.h"

#include "record/csv.h"
#include "record/sha256.h"
#include "value/problem.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::array<std::string_view, 17> kFixedColumns = {
    "cohort",
    "person",
    "index_date",
    "record",
    "class",
    "reason",
    "detail",
    "score",
    "complexity_band",
    "weight",
    "follow_up_ends",
    "proven_by",
    "reoffended",
    "reoffences",
    "severity",
    "grade",
    "events",
};
constexpr std::array<std::string_view, 5> kNumbers = {
    "score", "weight", "reoffended", "reoffences", "severity"};
constexpr std::size_t kPersonColumn = 1;
constexpr std::string_view kBetweenEvents = "; ";
constexpr std::size_t kDateLength = 10;

using Fields = std::vector<csv::Field>;

// --- events: OFFENCE|PROVEN|OUTCOME|SEVERITY CLASS|RESULT|BATCH/LINE, parted by "; " ---

bool begins_event(std::string_view text) {
  return text.size() > kDateLength && text[kDateLength] == '|' &&
         parse_date(text.substr(0, kDateLength)).has_value();
}

// Where the first event of a list ends: a "; " inside an outcome ends nothing.
std::size_t end_of_event(std::string_view text) {
  std::size_t at = text.find(kBetweenEvents);
  while (at != std::string_view::npos && !begins_event(text.substr(at + kBetweenEvents.size()))) {
    at = text.find(kBetweenEvents, at + 1);
  }
  return std::min(at, text.size());
}

// Takes the part before the next '|' off the front, or the part after the last one off the end.
std::string take_first(std::string_view& text) {
  const std::size_t bar = std::min(text.find('|'), text.size());
  std::string part(text.substr(0, bar));
  text.remove_prefix(std::min(bar + 1, text.size()));
  return part;
}

std::string take_last(std::string_view& text) {
  const std::size_t bar = text.rfind('|');
  std::string part(bar == std::string_view::npos ? text : text.substr(bar + 1));
  text = bar == std::string_view::npos ? std::string_view() : text.substr(0, bar);
  return part;
}

EvidenceEvent event_of(std::string_view text) {
  EvidenceEvent event;
  event.offence = take_first(text);
  event.proven = take_first(text);
  event.record = take_last(text);
  event.result = take_last(text);
  event.outcome = take_first(text);
  event.severity_class = text;
  return event;
}

std::vector<EvidenceEvent> events_of(std::string_view text) {
  std::vector<EvidenceEvent> events;
  while (!text.empty()) {
    const std::size_t end = end_of_event(text);
    events.push_back(event_of(text.substr(0, end)));
    text.remove_prefix(std::min(end + kBetweenEvents.size(), text.size()));
  }
  return events;
}

// --- claims: STAGE|DAY|CLASS|TIMES|BATCH/LINE, parted by "; "; no stage's name holds either ---

std::vector<EvidenceClaim> claims_of(std::string_view text) {
  std::vector<EvidenceClaim> claims;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBetweenEvents), text.size());
    std::string_view one = text.substr(0, end);
    EvidenceClaim claim;
    for (std::string* part :
         {&claim.stage, &claim.day, &claim.result, &claim.times, &claim.record}) {
      *part = take_first(one);
    }
    claims.push_back(std::move(claim));
    text.remove_prefix(std::min(end + kBetweenEvents.size(), text.size()));
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
    row.events = events_of(text("events"));
    for (const std::string_view column : kNumbers) {
      row.numbers.emplace_back(column, number(field(fields, column)));
    }
    for (std::size_t i = kFixedColumns.size(); i < fields.size(); ++i) {
      add_further(names_.at(i), std::string(fields[i].text), row);
    }
    return row;
  }

 private:
  static void add_further(const std::string& name, std::string text, EvidenceRowView& row) {
    if (name == "milestone_pattern") {
      row.pattern = std::move(text);
    } else if (name == "milestone_claims") {
      row.claims = claims_of(text);
    } else {
      row.attributes.emplace_back(name, std::move(text));
    }
  }

  const csv::Field& field(const Fields& fields, std::string_view column) const {
    const auto* const found = std::find(kFixedColumns.begin(), kFixedColumns.end(), column);
    return fields.at(static_cast<std::size_t>(found - kFixedColumns.begin()));
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
  if (header.size() < kFixedColumns.size() ||
      !std::equal(
          kFixedColumns.begin(),
          kFixedColumns.end(),
          header.begin(),
          [&](std::string_view column, const csv::Field& field) { return same(field, column); })) {
    throw InputError(Place{name, 1, 0},
                     Reason::csv_header,
                     "these aren't the columns of an evidence file",
                     "use the version of outturn that wrote it");
  }
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
      throw InputError(Place{name, reader.line(), 0},
                       Reason::csv_columns,
                       fmt::format("{} values under {} columns", fields.size(), columns));
    }
    if (fields[kPersonColumn].text == person) {
      evidence.rows.push_back(rows.read(fields));
    }
  }
  return evidence;
}

}  // namespace outturn
