#include "value/date.h"
#include "value/period.h"
#include "verify/parts.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

Date day_of(const JsonField& json) {
  const auto day = parse_date(json.text());
  if (!day) {
    json.refuse("a day such as 2014-07-01");
  }
  return *day;
}

void check_run(const JsonField& statement, Findings& findings) {
  const JsonField run = statement.at("run");
  findings.expect("run.kind",
                  run.at("kind").text(),
                  run.at("payable").flag() ? "final" : "interim",
                  "run.payable");
  run.at("reason").text();
}

// Only a name that says days can be compared with them: "2013/14", "2011-10-01..2012-09-30".
void check_name(const JsonField& period, Date first, Findings& findings) {
  const std::string& name = period.at("name").text();
  const bool says_days =
      name.find('/') != std::string::npos || name.find("..") != std::string::npos;
  const auto named = says_days ? parse_period_range(name, calendar_of(first).month) : std::nullopt;
  if (named) {
    findings.expect(
        "period.first", period.at("first").text(), to_string(named->first), "period.name");
    findings.expect("period.last", period.at("last").text(), to_string(named->last), "period.name");
  }
}

void check_period(const JsonField& statement, Findings& findings) {
  const JsonField period = statement.at("period");
  const JsonField term = statement.at("contract").at("term");
  const Date first = day_of(period.at("first"));
  const Date last = day_of(period.at("last"));
  if (first > last || first < day_of(term.at("from")) || last > day_of(term.at("until"))) {
    findings.fail("period",
                  fmt::format("period goes from {} to {}, and contract.term from {} to {}",
                              period.at("first").text(),
                              period.at("last").text(),
                              term.at("from").text(),
                              term.at("until").text()));
  }
  check_name(period, first, findings);
}

void check_batches(const JsonField& pins, Findings& findings) {
  std::int64_t last = 0;
  for (const JsonField& batch : pins.at("batches").list()) {
    const JsonField number = batch.at("number");
    if (number.integer() <= last) {
      number.refuse("above that of the batch before it");
    }
    last = number.integer();
  }
  const auto known_at = pins.find("known_at_batch");
  findings.expect("pins.known_at_batch",
                  known_at ? fmt::format("{}", known_at->integer()) : "",
                  last == 0 ? "" : fmt::format("{}", last),
                  "the last of pins.batches");
}

// Absent in statements of before there were any.
void check_statements(const JsonField& pins) {
  const auto statements = pins.find("statements");
  for (const JsonField& one : statements ? statements->list() : std::vector<JsonField>{}) {
    for (const char* field : {"contract", "period", "sha256"}) {
      one.at(field).text();
    }
  }
}

// A set of figures is one of the rule files.
void check_figures(const JsonField& statement, Findings& findings) {
  for (const JsonField& set : statement.at("figures").list()) {
    bool found = false;
    for (const JsonField& file : statement.at("pins").at("rules").list()) {
      if (file.at("file").text() == set.at("file").text()) {
        found = true;
        findings.expect(set.at("sha256").path(),
                        set.at("sha256").text(),
                        file.at("sha256").text(),
                        "pins.rules");
      }
    }
    if (!found) {
      set.at("file").refuse("one of pins.rules");
    }
  }
}

// The file in which a rule stands is one of those that are pinned.
void check_rule(const JsonField& rule, const std::set<std::string>& files) {
  const auto file = rule.find("file");
  if (file && !files.contains(file->text())) {
    file->refuse("one of pins.rules");
  }
}

void check_rules_of_lines(const JsonField& statement) {
  std::set<std::string> files;
  for (const JsonField& file : statement.at("pins").at("rules").list()) {
    files.insert(file.at("file").text());
  }
  for (const JsonField& line : statement.at("lines").list()) {
    check_rule(line.at("rule"), files);
    for (const char* list : {"paid_when", "reduction_when", "increase_when", "termination_when"}) {
      const auto conditions = line.find(list);
      for (const JsonField& one : conditions ? conditions->list() : std::vector<JsonField>{}) {
        check_rule(one.at("rule"), files);
      }
    }
  }
}

// The cohort of this period is that of its days and its provider.
void check_actual(const JsonField& statement, Findings& findings) {
  const JsonField period = statement.at("period");
  const std::string& code = statement.at("contract").at("provider").at("code").text();
  const auto expect = [&](const JsonField& field, const std::string& right, std::string_view by) {
    findings.expect(field.path(), field.text(), right, by);
  };
  for (const JsonField& cohort : statement.at("cohorts").list()) {
    expect(cohort.at("provider"), code, "contract.provider.code");
    if (cohort.at("name").text() == "actual") {
      expect(cohort.at("first"), period.at("first").text(), "period.first");
      expect(cohort.at("last"), period.at("last").text(), "period.last");
    }
  }
  if (const auto milestones = statement.find("milestones")) {
    expect(milestones->at("provider"), code, "contract.provider.code");
  }
}

}  // namespace

void check_head(const JsonField& statement, Findings& findings) {
  check_run(statement, findings);
  check_period(statement, findings);
  check_batches(statement.at("pins"), findings);
  check_statements(statement.at("pins"));
  check_figures(statement, findings);
  check_rules_of_lines(statement);
  check_actual(statement, findings);
}

}  // namespace outturn::verify
