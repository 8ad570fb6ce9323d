#include "cases/identical.h"

#include <functional>
#include <string>
#include <unordered_set>

#include <fmt/format.h>

namespace outturn {
namespace {

bool same_head(const RowHead& a, const RowHead& b) {
  return a.person == b.person && a.record == b.record && a.action == b.action;
}

bool same(const StartRow& a, const StartRow& b) {
  return same_head(a.head, b.head) && a.index_date == b.index_date && a.provider == b.provider &&
         a.score == b.score && a.attributes == b.attributes;
}

bool same(const EventRow& a, const EventRow& b) {
  return same_head(a.head, b.head) && a.offence_date == b.offence_date &&
         a.proven_date == b.proven_date && a.attributes == b.attributes;
}

Date day_of(const StartRow& row) {
  return row.index_date;
}

Date day_of(const EventRow& row) {
  return row.offence_date;
}

template <typename Row>
struct Hash {
  std::size_t operator()(const Row* row) const {
    const std::hash<std::string> text;
    const auto day = static_cast<std::size_t>(day_of(*row).days());
    return (text(row->head.person) * 31 + text(row->head.record)) * 31 + day;
  }
};

template <typename Row>
struct Equal {
  bool operator()(const Row* a, const Row* b) const { return same(*a, *b); }
};

template <typename Row>
void report(const std::vector<Row>& rows,
            std::string_view file,
            std::string_view what,
            ImportProblems& problems) {
  std::unordered_set<const Row*, Hash<Row>, Equal<Row>> seen;
  seen.reserve(rows.size());
  for (const Row& row : rows) {
    const auto [first, is_new] = seen.insert(&row);
    if (!is_new) {
      problems.add({std::string(file), row.head.line, 0},
                   Reason::duplicate_row,
                   fmt::format("the same {} as on line {}", what, (*first)->head.line),
                   "remove one of them; if both are meant, give each a record of its own");
    }
  }
}

}  // namespace

void report_identical(const std::vector<StartRow>& rows,
                      std::string_view file,
                      ImportProblems& problems) {
  report(rows, file, "start", problems);
}

void report_identical(const std::vector<EventRow>& rows,
                      std::string_view file,
                      ImportProblems& problems) {
  report(rows, file, "event", problems);
}

}  // namespace outturn
