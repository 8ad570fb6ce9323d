#include "text/xml_text.h"
#include "trial/render.h"

#include <fmt/format.h>

namespace outturn {
namespace {

std::string text_of(const PeriodOutcome& period) {
  std::string text;
  for (const Check& check : period.checks) {
    if (!check.holds) {
      text += fmt::format("{}, {}, {}: expected {}, found {}\n",
                          period.period,
                          check.of,
                          check.what,
                          check.expected,
                          check.found);
    }
  }
  for (const Explanation& explanation : period.explanations) {
    for (const std::string& sentence : explanation.why) {
      text += fmt::format("  {}\n", sentence);
    }
    text += fmt::format("  {}\n", to_string(explanation.rule.place));
  }
  for (const Problem& problem : period.refusal) {
    text += fmt::format("  {}\n", to_string(problem));
  }
  return text;
}

std::string first_difference(const CaseOutcome& one) {
  for (const PeriodOutcome& period : one.periods) {
    for (const Check& check : period.checks) {
      if (!check.holds) {
        return fmt::format(
            "{}, {}: expected {}, found {}", check.of, check.what, check.expected, check.found);
      }
    }
  }
  return "";
}

std::string xml_of(const FileOutcome& file, const CaseOutcome& one) {
  const std::string head =
      fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}")",
                  xml_text(file.contract),
                  xml_text(one.name),
                  xml_text(file.path),
                  one.place.line);
  if (one.passed()) {
    return head + "/>\n";
  }
  std::string text;
  for (const PeriodOutcome& period : one.periods) {
    text += period.passed() ? "" : text_of(period);
  }
  return fmt::format("{}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                     head,
                     xml_text(first_difference(one)),
                     xml_text(text));
}

std::string xml_of(const FileOutcome& file) {
  std::string xml =
      fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                  xml_text(file.name),
                  file.cases.size(),
                  file.failed());
  for (const CaseOutcome& one : file.cases) {
    xml += xml_of(file, one);
  }
  return xml + "  </testsuite>\n";
}

}  // namespace

std::string junit_of_trial(const std::vector<ContractOutcome>& outcomes) {
  std::size_t cases = 0;
  std::size_t failed = 0;
  std::string suites;
  for (const ContractOutcome& outcome : outcomes) {
    cases += outcome.cases();
    failed += outcome.failed();
    for (const FileOutcome& file : outcome.files) {
      suites += xml_of(file);
    }
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
      cases,
      failed,
      suites);
}

}  // namespace outturn
