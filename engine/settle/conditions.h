// Whether the conditions of a line hold. Private to the settle room.
#pragma once

#include "settle/line.h"

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

}  // namespace outturn::settling
