#include "support/milestone_text.h"

#include <sstream>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kContract = R"(contract: claims
title: Claims
commissioner: The Ministry
provider: {{name: A Company, code: C01}}
currency: GBP
term: {{from: 2015-01-01, until: 2018-12-31}}
periods: {}
cohort:
  only: [{{attribute: kind, counted: [in], not_counted: [out]}}]
  measurable: [{{attribute: matched, counted: ["yes"], not_counted: ["no"]}}]
  starts_per_person: first
  people_without_provider: listed
milestones:
  price_as_of: {}
{}{}  month_end: {}
  same_day: {}
  anniversary: {}
  other_events: {}
  stages:
{}measures: {{}}
lines:
  claims:
    title: Claims
    pays:
      pay:
{}bounds: []
rounding: {{each: line, to: penny, how: half away from zero}}
payers: {{shares: {{The Ministry: 100%}}, odd_pennies_to: The Ministry}}
)";

std::string indented(const std::string& text, const std::string& blanks) {
  std::istringstream lines(text);
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    all += blanks + line + "\n";
  }
  return all;
}

// £10 for every stage.
std::string plain_pay(const std::string& stages) {
  std::istringstream lines(stages);
  std::string pay = "rate_card:\n";
  for (std::string line; std::getline(lines, line);) {
    pay += "  " + line.substr(0, line.find(':')) + ": £10\n";
  }
  return pay + "each_person_at_most: unlimited\n";
}

std::string optional_line(const std::string& key, const std::string& value) {
  return value.empty() ? "" : fmt::format("  {}: {}\n", key, value);
}

}  // namespace

std::string milestone_text(const MilestoneTerms& terms) {
  return fmt::format(fmt::runtime(kContract),
                     terms.periods,
                     terms.price_as_of,
                     optional_line("group_by", terms.group_by),
                     optional_line("starts_until", terms.starts_until),
                     terms.month_end,
                     terms.same_day,
                     terms.anniversary,
                     terms.other_events,
                     indented(terms.stages, "    "),
                     indented(terms.pay.empty() ? plain_pay(terms.stages) : terms.pay, "        "));
}

}  // namespace outturn
