#include "verify/evidence.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

std::optional<std::string> text_in(const JsonField& details, std::string_view name) {
  const auto found = details.find(name);
  return found ? std::optional(found->text()) : std::nullopt;
}

std::set<std::string> columns_asked(const JsonField& statement) {
  std::set<std::string> columns;
  for (const JsonField& working : statement.at("workings").list()) {
    if (working.at("op").text() == "evidence") {
      columns.insert(sum_asked(working).sum_of);
    }
  }
  return columns;
}

}  // namespace

SumAsked sum_asked(const JsonField& working) {
  const JsonField details = working.at("details");
  return {details.at("cohort").text(),
          text_in(details, "grade"),
          text_in(details, "pattern"),
          text_in(details, "sum_of").value_or("")};
}

Evidence::Evidence(const JsonField& statement, Seen seen)
    : seen_(seen), sums_(columns_asked(statement)) {
  for (const JsonField& cohort : statement.at("cohorts").list()) {
    const JsonField name = cohort.at("name");
    if (!cohorts_.try_emplace(name.text(), cohort, statement.at("breakdown")).second) {
      name.refuse("a name of its own: an earlier cohort has the same");
    }
  }
  if (const auto milestones = statement.find("milestones")) {
    milestones_name_ = milestones->at("name").text();
    milestones_.emplace(*milestones);
    if (cohorts_.contains(milestones_name_)) {
      milestones->at("name").refuse("a name of its own: a cohort has the same");
    }
  }
}

bool Evidence::knows(std::string_view cohort) const {
  return cohorts_.contains(cohort) || (milestones_ && cohort == milestones_name_);
}

void Evidence::read(const File& file, Findings& findings) {
  Rows row(file.text, file.name);
  while (row.next()) {
    ++rows_;
    check_order(row, findings);
    add(row, findings);
  }
}

void Evidence::check_order(const Rows& row, Findings& findings) {
  const std::string_view cohort = row[Column::cohort];
  auto now = std::pair{std::string(row[Column::person]), std::string(row[Column::index_date])};
  const bool begins = rows_ == 1 || cohort != cohort_;
  if (begins && rows_ > 1) {
    closed_.insert(cohort_);
  }
  if (begins ? closed_.contains(cohort) : now < last_) {
    findings.fail_in(
        row.name(),
        place_in(row, "cohort"),
        fmt::format("line {}: rows go cohort by cohort, in order of person and day", row.line()));
  }
  cohort_ = cohort;
  last_ = std::move(now);
}

void Evidence::add(const Rows& row, Findings& findings) {
  const std::string_view cohort = row[Column::cohort];
  const auto found = cohorts_.find(cohort);
  if (found != cohorts_.end()) {
    found->second.add(row, findings);
  } else if (milestones_ && cohort == milestones_name_) {
    milestones_->add(row, findings);
  } else {
    findings.fail_in(
        row.name(),
        place_in(row, "cohort"),
        fmt::format("line {}: the statement has no cohort {}", row.line(), shown(cohort)));
  }
  sums_.add(row);
}

void Evidence::finish(Findings& findings) const {
  for (const auto& [name, cohort] : cohorts_) {
    cohort.finish(seen_, findings);
  }
  if (milestones_) {
    milestones_->finish(seen_, findings);
  }
}

}  // namespace outturn::verify
