#include "measure/evidence.h"

#include "record/csv.h"
#include "record/evidence_columns.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace outturn {
namespace measuring {
namespace {

// A word of the data without the marks that part events and their fields: "%7C" for '|'. However
// it is chosen, it can't end its event and begin another.
std::string escaped(std::string_view word) {
  std::string text;
  for (const char c : word) {
    if (c == '%' || c == ';' || c == '|') {
      text += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      text += c;
    }
  }
  return text;
}

// One event as the evidence shows it: OFFENCE|PROVEN|OUTCOME|SEVERITY CLASS|RESULT|BATCH/LINE.
std::string event_text(const JudgedEvent& judged) {
  const Event& event = *judged.event;
  return fmt::format("{}|{}|{}|{}|{}|{}/{}",
                     to_string(event.offence_date),
                     event.proven_date ? to_string(*event.proven_date) : "",
                     escaped(judged.judgement->outcome),
                     escaped(judged.judgement->severity_class),
                     code_of(judged.result),
                     event.origin.batch,
                     event.origin.line);
}

std::string events_text(const std::vector<JudgedEvent>& events) {
  std::string text;
  for (const JudgedEvent& judged : events) {
    if (!text.empty()) {
      text += "; ";
    }
    text += event_text(judged);
  }
  return text;
}

std::string millionths(std::int64_t value) {
  return to_plain(Ratio(value, kScale));
}

class RowText {
 public:
  void add(std::string_view field) {
    if (!first_) {
      text_ += ',';
    }
    first_ = false;
    csv::append_field(text_, field);
  }
  void add_blanks(int count) {
    for (int i = 0; i < count; ++i) {
      add("");
    }
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool first_ = true;
};

constexpr int kOutcomeColumns = 8;

void add_outcome(RowText& row, const Outcome& outcome) {
  row.add(outcome.band);
  row.add(millionths(outcome.weight));
  row.add(to_string(outcome.follow_up_ends));
  row.add(to_string(outcome.proven_by));
  row.add(outcome.reoffended() ? "1" : "0");
  row.add(fmt::format("{}", outcome.reoffences));
  row.add(millionths(outcome.severity));
  row.add(outcome.grade ? code_of(*outcome.grade) : "");
}

}  // namespace

std::string_view code_of(Grade grade) {
  switch (grade) {
    case Grade::none:
      return "none";
    case Grade::less_serious:
      return "less_serious";
    case Grade::as_serious:
      return "as_serious";
    case Grade::more_serious:
      return "more_serious";
  }
  throw Defect("unknown grade");
}

EvidenceRow evidence_row(std::string_view cohort,
                         std::string_view pseudonym,
                         const Start& start,
                         PersonClass result,
                         const StartJudgement& judgement,
                         const Outcome* outcome) {
  RowText row;
  row.add(cohort);
  row.add(pseudonym);
  row.add(to_string(start.index_date));
  row.add(fmt::format("{}/{}", start.origin.batch, start.origin.line));
  row.add(result == PersonClass::counted ? "counted" : "excluded");
  row.add(result == PersonClass::counted ? "" : code_of(result));
  row.add(judgement.detail);
  row.add(start.score ? millionths(*start.score) : "");
  if (outcome != nullptr) {
    add_outcome(row, *outcome);
    row.add(events_text(outcome->events));
  } else {
    row.add_blanks(kOutcomeColumns + 1);
  }
  for (const std::string& value : judgement.breakdown) {
    row.add(value);
  }
  return {std::string(pseudonym), start.index_date, row.take()};
}

void sort_by_person(std::vector<EvidenceRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const EvidenceRow& a, const EvidenceRow& b) {
    return std::tie(a.person, a.index_date, a.line) < std::tie(b.person, b.index_date, b.line);
  });
}

}  // namespace measuring

std::string evidence_header(const Contract& contract) {
  measuring::RowText header;
  for (const std::string_view column : kEvidenceColumns) {
    header.add(column);
  }
  for (const std::string& name : contract.break_down_by) {
    header.add(name == kBandBreakdown ? kBandBreakdownColumn : name);
  }
  if (contract.milestones) {
    header.add(kPatternColumn);
    header.add(kClaimsColumn);
  }
  return header.take();
}

}  // namespace outturn
