#include "verify/cohort_rows.h"

#include "value/date.h"
#include "value/utf8.h"

#include <array>
#include <functional>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::size_t kPartsOfEvent = 6;

// What is blank in the row of a start that wasn't measured.
constexpr std::array kMeasured = {Column::complexity_band,
                                  Column::weight,
                                  Column::follow_up_ends,
                                  Column::proven_by,
                                  Column::reoffended,
                                  Column::reoffences,
                                  Column::severity,
                                  Column::grade,
                                  Column::events};

std::string_view column_name(Column column) {
  return kEvidenceColumns.at(static_cast<std::size_t>(column));
}

// The class of an event that its days decide, by docs/measures.md; nothing where its outcome does.
std::optional<std::string_view> class_by_days(const Rows& row,
                                              std::string_view offence,
                                              std::string_view proven,
                                              std::string_view said) {
  if (offence < row[Column::index_date]) {
    return "before_index_date";
  }
  if (offence >= row[Column::follow_up_ends]) {
    return "after_follow_up";
  }
  if (said != "counted" && said != "not_proven" && said != "proven_too_late" &&
      said != "before_index_date" && said != "after_follow_up") {
    return std::nullopt;
  }
  if (proven.empty()) {
    return "not_proven";
  }
  return proven < row[Column::proven_by] ? "counted" : "proven_too_late";
}

void require_day(const Rows& row, std::string_view text, std::string_view what) {
  if (!parse_date(text)) {
    row.refuse(Column::events, fmt::format("{} {} is no day", what, shown(text)));
  }
}

void check_grade(const Rows& row, bool reoffended, Findings& findings) {
  const std::string_view grade = row[Column::grade];
  if (!grade.empty() && (grade == "none") == reoffended) {
    findings.fail_in(row.name(),
                     place_in(row, "grade"),
                     fmt::format("line {}: the grade {} isn't one of a person with {} reoffences",
                                 row.line(),
                                 shown(grade),
                                 row[Column::reoffences]));
  }
}

}  // namespace

CohortRows::CohortRows(const JsonField& cohort, const JsonField& breakdown)
    : cohort_(cohort), breakdown_(breakdown), starts_(cohort) {}

void CohortRows::add(const Rows& row, Findings& findings) {
  starts_.add(row, findings);
  if (!row.pattern().empty() || !row.claims().empty()) {
    findings.fail_in(row.name(),
                     place_in(row, kClaimsColumn),
                     fmt::format("line {}: a row of a cohort has no milestones", row.line()));
  }
  if (!row.is_counted()) {
    check_blank(row, findings);
    return;
  }
  add_events(row, findings);
  add_to_breakdown(row);
}

void CohortRows::check_blank(const Rows& row, Findings& findings) const {
  for (const Column column : kMeasured) {
    findings.expect_in(row.name(),
                       place_in(row, column_name(column)),
                       std::string(row[column]),
                       "",
                       "its class, which isn't measured,");
  }
}

void CohortRows::add_events(const Rows& row, Findings& findings) {
  require_day(row, row[Column::follow_up_ends], "follow_up_ends");
  require_day(row, row[Column::proven_by], "proven_by");
  std::int64_t counts = 0;
  for (const auto& parts : parts_of(row[Column::events], kPartsOfEvent, row, "events")) {
    const std::string_view offence = parts[0];
    const std::string_view proven = parts[1];
    const std::string_view said = parts[4];
    require_day(row, offence, "the offence on");
    if (!proven.empty()) {
      require_day(row, proven, "proven on");
    }
    if (const auto right = class_by_days(row, offence, proven, said)) {
      findings.expect_in(row.name(),
                         place_in(row, fmt::format("events, offence of {}", offence)),
                         std::string(said),
                         std::string(*right),
                         "its days");
    }
    ++events_[std::string(said)];
    counts += said == "counted" ? 1 : 0;
  }
  const auto expect = [&](Column column, std::int64_t right, std::string_view source) {
    findings.expect_in(row.name(),
                       place_in(row, column_name(column)),
                       std::string(row[column]),
                       fmt::format("{}", right),
                       source);
  };
  expect(Column::reoffences, counts, "its events");
  expect(Column::reoffended, counts > 0 ? 1 : 0, "its reoffences");
  check_grade(row, counts > 0, findings);
}

void CohortRows::add_to_breakdown(const Rows& row) {
  const Ratio weight = row.number("weight");
  const Ratio reoffended = row.number("reoffended");
  const Ratio reoffences = row.number("reoffences");
  for (std::size_t i = 0; i < row.attributes().size(); ++i) {
    Tally& tally = tallies_[{row.attributes()[i], std::string(row.attribute(i))}];
    tally.people += 1;
    tally.reoffenders += reoffended;
    tally.reoffences += reoffences;
    tally.weight += weight;
    tally.weighted_reoffenders += weight * reoffended;
  }
}

std::map<CohortRows::Key, JsonField> CohortRows::said_of_breakdown() const {
  std::map<Key, JsonField> said;
  for (const JsonField& entry : breakdown_.list()) {
    if (entry.at("cohort").text() == cohort_.at("name").text() &&
        !said.emplace(Key{entry.at("by").text(), entry.at("value").text()}, entry).second) {
      entry.at("value").refuse("a value of its own: it is broken down twice");
    }
  }
  return said;
}

void CohortRows::compare_breakdown(Seen seen, Findings& findings) const {
  static const std::array<std::pair<std::string_view, Ratio Tally::*>, 3> kCounts = {
      {{"people", &Tally::people},
       {"reoffenders", &Tally::reoffenders},
       {"reoffences", &Tally::reoffences}}};
  static const std::array<std::pair<std::string_view, Ratio Tally::*>, 2> kWeights = {
      {{"weight", &Tally::weight}, {"weighted_reoffenders", &Tally::weighted_reoffenders}}};
  const std::map<Key, JsonField> said = said_of_breakdown();
  for (const auto& [key, entry] : said) {
    const auto found = tallies_.find(key);
    const Tally tally = found == tallies_.end() ? Tally{} : found->second;
    for (const auto& [name, count] : kCounts) {
      compare(entry.at(name), ratio_of(entry.at(name).count()), tally.*count, seen, findings);
    }
    for (const auto& [name, weight] : kWeights) {
      const auto value = parse_decimal(entry.at(name).text());
      if (!value || to_plain(*value) != entry.at(name).text()) {
        entry.at(name).refuse("a plain decimal number");
      }
      compare(entry.at(name), *value, tally.*weight, seen, findings);
    }
  }
  for (const auto& [key, tally] : tallies_) {
    if (!said.contains(key)) {
      findings.fail(breakdown_.path(),
                    fmt::format("{} of {} by {} lacks {}, which is in the evidence",
                                breakdown_.path(),
                                shown(cohort_.at("name").text()),
                                shown(key.first),
                                shown(key.second)));
    }
  }
}

void CohortRows::finish(Seen seen, Findings& findings) const {
  starts_.finish(seen, findings);
  compare_classes(cohort_.at("events_by_class"), "events", events_, seen, findings);
  compare_breakdown(seen, findings);
}

}  // namespace outturn::verify
