#include "trial/render.h"
#include "value/counted.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kBelowCase = 10;
constexpr std::size_t kHang = 4;

std::string cited(const Source& source) {
  return source.clause.empty()
             ? to_string(source.place)
             : fmt::format("{}, clause {}", to_string(source.place), source.clause);
}

void show(const Explanation& explanation, Page& page) {
  for (const std::string& sentence : explanation.why) {
    page.paragraph(sentence, kBelowCase + 2, Paint::plain, 2);
  }
  page.paragraph(cited(explanation.rule), kBelowCase + 2, Paint::faint, 2);
}

void show(const Check& check, const std::string& prefix, Page& page) {
  page.paragraph(fmt::format("{}{}, {}: expected {}, found {}",
                             prefix,
                             check.of,
                             check.what,
                             check.expected,
                             check.found),
                 kBelowCase,
                 Paint::strong,
                 2);
}

void show(const Problem& problem, Page& page) {
  page.paragraph(to_string({problem.place, problem.reason, problem.message, ""}),
                 kBelowCase + 2,
                 Paint::plain,
                 2);
  if (!problem.advice.empty()) {
    page.paragraph(problem.advice, kBelowCase + 4, Paint::plain, 2);
  }
}

// What differs, each with how it came about below it; what explains the total comes last.
void show_failed(const PeriodOutcome& period, const std::string& prefix, Page& page) {
  std::set<std::string> said;
  for (const Check& check : period.checks) {
    if (check.holds) {
      continue;
    }
    show(check, prefix, page);
    const bool last = std::none_of(
        &check + 1, period.checks.data() + period.checks.size(), [&](const Check& later) {
          return !later.holds && later.of == check.of;
        });
    for (const Explanation& explanation : period.explanations) {
      if (last && explanation.of == check.of && said.insert(check.of).second) {
        show(explanation, page);
      }
    }
  }
  for (const Explanation& explanation : period.explanations) {
    if (said.count(explanation.of) == 0) {
      page.paragraph(explanation.of, kBelowCase);
      show(explanation, page);
    }
  }
  for (const Problem& problem : period.refusal) {
    show(problem, page);
  }
}

// "a fall of 4.9 points (cohort-1)".
std::string named(const CaseOutcome& one) {
  const std::string& first = one.periods.front().period;
  const std::string& last = one.periods.back().period;
  return fmt::format("{} ({})", one.name, first == last ? first : first + " to " + last);
}

void show(const CaseOutcome& one, Page& page) {
  if (one.passed()) {
    page.paragraph("ok      " + named(one), 2, Paint::plain, kBelowCase - 2);
    return;
  }
  page.paragraph("FAILED  " + named(one), 2, Paint::alarm, kBelowCase - 2);
  page.paragraph(fmt::format("{}:{}", one.place.file, one.place.line), kBelowCase, Paint::faint, 2);
  for (const PeriodOutcome& period : one.periods) {
    if (!period.passed()) {
      show_failed(period, one.periods.size() > 1 ? period.period + ", " : "", page);
    }
  }
}

void show(const RuleCoverage& coverage, Page& page) {
  const std::size_t of = coverage.points().size();
  page.blank();
  if (coverage.reached() < of) {
    page.paragraph("No case reached:");
  }
  for (const RulePoint& point : coverage.points()) {
    if (!point.reached) {
      const std::string clause =
          point.source.clause.empty() ? "" : fmt::format(" (clause {})", point.source.clause);
      page.paragraph(fmt::format("{}: {}{}", to_string(point.source.place), point.text, clause),
                     2,
                     Paint::plain,
                     kHang);
    }
  }
}

void show(const ContractOutcome& outcome, Page& page) {
  for (const FileOutcome& file : outcome.files) {
    page.paragraph(fmt::format("{}: contract {}", file.path, file.contract));
    for (const CaseOutcome& one : file.cases) {
      show(one, page);
    }
  }
  show(outcome.coverage, page);
  const auto cases = static_cast<std::int64_t>(outcome.cases());
  page.paragraph(fmt::format("{}, {} failed; they reached {} of {} things that the rules can do",
                             counted(cases, "case", "cases"),
                             outcome.failed(),
                             outcome.coverage.reached(),
                             outcome.coverage.points().size()));
}

}  // namespace

std::size_t ContractOutcome::cases() const {
  std::size_t count = 0;
  for (const FileOutcome& file : files) {
    count += file.cases.size();
  }
  return count;
}

std::size_t ContractOutcome::failed() const {
  std::size_t count = 0;
  for (const FileOutcome& file : files) {
    count += file.failed();
  }
  return count;
}

std::string show_trial(const std::vector<ContractOutcome>& outcomes, const Look& look) {
  Page page(look);
  bool first = true;
  for (const ContractOutcome& outcome : outcomes) {
    if (!first) {
      page.blank();
    }
    first = false;
    show(outcome, page);
  }
  return page.take();
}

}  // namespace outturn
