#include "rules/consistency.h"

#include "rules/line_check.h"
#include "rules/reading.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn::reading {
namespace {

void check_measure(const MeasureRule& measure, const Contract& contract, Problems& problems) {
  const auto needs = [&](bool present, std::string_view block, std::string_view why) {
    if (!present) {
      problems.add(
          measure.source.place,
          Reason::inconsistent,
          fmt::format("the measure \"{}\" {}, and there is no {} block", measure.name, why, block));
    }
  };
  if (measure.figure) {
    return;
  }
  needs(contract.cohort.has_value(), "cohort", "is measured on people");
  needs(contract.window.has_value(), "window", "is measured on people");
  needs(contract.counts.has_value(), "counts", "is measured on people");
  const bool severe = is_severity(measure.kind) || measure.kind == MeasureKind::graded_rate;
  needs(!measure.weighted || contract.weights, "weights", "is weighted");
  needs(!severe || contract.severity, "severity", "needs offence severity");
}

// A cohort is counted even when every measure is supplied.
void check_cohort(const Contract& contract, Problems& problems) {
  const bool measured = std::any_of(contract.measures.begin(),
                                    contract.measures.end(),
                                    [](const MeasureRule& m) { return !m.figure; });
  const bool followed = contract.window || contract.counts;
  if (!contract.cohort || measured || (contract.milestones && !followed)) {
    return;  // each measure says what it needs, and milestones need neither
  }
  for (const auto& [present, block] : {std::pair{contract.window.has_value(), "window"},
                                       {contract.counts.has_value(), "counts"}}) {
    if (!present) {
      problems.add(contract.cohort->source.place,
                   Reason::inconsistent,
                   fmt::format("there is a cohort block and no {} block", block),
                   "add it, or leave the cohort out: every measure is supplied as a figure");
    }
  }
}

// The words under which a statement's workings stand.
void check_name(std::string_view name, const Source& source, Problems& problems) {
  static constexpr std::array<std::string_view, 11> kTaken = {"total",
                                                              "reconciliation",
                                                              "payer",
                                                              "payer_share",
                                                              "payer_exact",
                                                              "payers",
                                                              "constant",
                                                              "actual",
                                                              "baseline",
                                                              "milestones",
                                                              "before"};
  const bool taken = std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
  if (taken || name.find('.') != std::string_view::npos) {
    problems.add(source.place,
                 Reason::bad_identifier,
                 fmt::format("nothing can be called \"{}\"", name),
                 fmt::format("a measure or line has a name without '.', and not one of {}",
                             fmt::join(kTaken, ", ")));
  }
}

}  // namespace

void check_consistency(const Contract& contract, Problems& problems) {
  check_cohort(contract, problems);
  for (const MeasureRule& measure : contract.measures) {
    check_name(measure.name, measure.source, problems);
    check_measure(measure, contract, problems);
  }
  for (const LineRule& line : contract.lines) {
    check_name(line.name, line.source, problems);
    check_basis(line, contract, problems);
    check_conditions(line, contract, problems);
    check_prices(line, contract, problems);
  }
  check_bounds(contract, problems);
  check_figures(contract, problems);
  check_milestones(contract, problems);
  check_runs(contract, problems);
}

}  // namespace outturn::reading
