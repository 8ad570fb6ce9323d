// Whether the conditions of a line hold. Private to the settle room.
#pragma once

#include "settle/line.h"

#include <string>
#include <string_view>
#include <vector>

namespace outturn::settling {

// What conditions look at: the line, what it compared, and the lines above it.
struct Judged {
  const LineRule& line;
  const Compared& compared;
  const std::vector<LineResult>& above;
};

// Judges each condition of one list, in order; `list` names it in the workings: "reduction_when".
// Throws InputError: a test without the people it needs (missing_figure), rates without variance
// (out_of_range), a value that doesn't cover the period.
std::vector<ConditionResult> judge_conditions(const std::vector<Condition>& conditions,
                                              std::string_view list,
                                              const Judged& judged,
                                              Quantities& quantities);

// Whether all of a list hold, under the id LINE.`id`; a list that is empty ("never") doesn't.
Ref holds(const LineRule& line,
          std::string_view id,
          std::string label,
          const std::vector<ConditionResult>& results,
          Workings& workings);

}  // namespace outturn::settling
