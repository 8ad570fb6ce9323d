// Whether the runs of a contract come in order of time, and after what they are to settle.
#include "rules/consistency.h"
#include "rules/reach.h"
#include "rules/reading.h"

#include <fmt/format.h>

namespace outturn::reading {
namespace {

// Nothing for a day that the table of working days doesn't reach: whoever asks for it is told.
std::optional<Date> first_day_if_covered(const RunsRule& rule,
                                         const Run& run,
                                         const Period& period) {
  try {
    return first_day_of(rule, run, period);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

// The runs, and the closing as if it were one.
std::vector<Run> steps_of(const RunsRule& rule) {
  std::vector<Run> steps = rule.runs;
  if (rule.closed) {
    steps.push_back({RunKind::post_final, "closed", rule.closed->value, rule.closed->source});
  }
  return steps;
}

void check_pair(const Run& before,
                const Run& after,
                const RunsRule& rule,
                const std::vector<Period>& periods,
                Problems& problems) {
  for (const Period& period : periods) {
    const auto first = first_day_if_covered(rule, before, period);
    const auto second = first_day_if_covered(rule, after, period);
    if (first && second && *second <= *first) {
      const std::string when = fmt::format(
          ": for {} they begin on {} and {}", period.name, to_string(*second), to_string(*first));
      report_out_of_order(after.name, after.source, before, when, problems);
      return;
    }
  }
}

}  // namespace

// Two in one unit were compared as they were read.
void check_runs(const Contract& contract, Problems& problems) {
  if (!contract.runs) {
    return;
  }
  const std::vector<Period> periods = contract.periods();
  const std::vector<Run> steps = steps_of(*contract.runs);
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (steps[i - 1].after.unit != steps[i].after.unit) {
      check_pair(steps[i - 1], steps[i], *contract.runs, periods, problems);
    }
  }
}

// A final run that comes too early would settle nothing that can be paid.
void doubt_final_run(const Contract& contract, std::vector<Doubt>& doubts) {
  if (!contract.runs || !contract.window) {
    return;
  }
  for (const Run& run : contract.runs->runs) {
    for (const Period& period : contract.periods()) {
      const auto first = first_day_if_covered(*contract.runs, run, period);
      const Date over = contract.window->proven_before(period.last);
      if (run.kind == RunKind::final && first && *first < over) {
        doubts.push_back(
            {run.source.place,
             fmt::format(
                 "the final run of {} may be made from {}, and what happens until {} counts",
                 period.name,
                 to_string(*first),
                 to_string(over + -1)),
             "a statement can't be paid before the follow-up and the waiting period are over"});
        return;
      }
    }
  }
}

}  // namespace outturn::reading
