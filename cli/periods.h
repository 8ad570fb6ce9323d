// Which periods of which contracts a run settles.
#pragma once

#include "rules/contract.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn::cli {

// One settlement to make.
struct Task {
  const Contract* contract;
  Period period;
};

struct Tasks {
  std::vector<Task> tasks;            // by contract, then first day; at least one
  std::vector<std::string> left_out;  // a sentence for each contract without a task
};

// Every period of the contracts that lies wholly within what was asked; all of them when nothing
// was. A contract reads "2015/16" by its own `year_starts`. Throws InputError(bad_period), with all
// the reasons, when there is no task at all, and for words that name no period of any contract.
Tasks tasks_of(const std::vector<Contract>& contracts, const std::optional<std::string>& asked);

}  // namespace outturn::cli
