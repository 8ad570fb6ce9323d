// The sums that can be added up over counted people, each with the way to redo it from the
// evidence. Private to the settle room.
#pragma once

#include "measure/measure.h"
#include "settle/workings.h"
#include "value/ratio.h"

#include <string_view>

namespace outturn::settling {

// How one sum over counted people is called, found in a tally, and redone from the evidence.
struct Column {
  std::string_view id;
  std::string_view label;
  Unit unit;
  Ratio (*value)(const Tally&);
  std::string_view of;     // evidence columns whose product is added up; empty: rows are counted
  std::string_view grade;  // only rows of this grade
};

// The sum of that name: "people", "weighted_reoffenders", ... Throws Defect for another.
const Column& column_of(std::string_view id);

}  // namespace outturn::settling
