// The two kinds of table that contracts refer to: complexity weights and the severity scale.
#pragma once

#include "value/dated.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A person's complexity: how much harder than an ordinary person to keep from reoffending.
struct Complexity {
  std::int64_t weight;  // millionths, above 0
  std::string band;     // what statements call people of this weight: "high"
};

// Complexity weights over any attributes of a start, in dated editions. Rows are keyed by the
// values of `by`, in that order; a combination that no row names is an error when it is met.
struct WeightTable {
  using Rows = std::map<std::vector<std::string>, Complexity>;

  std::string name;
  std::string version;
  std::vector<std::string> by;
  Dated<Rows> editions;
};

// How serious an offence of some class is: a place in the order, and a weight.
struct Severity {
  int rank;             // higher is more serious; classes of one step share it
  std::int64_t weight;  // millionths, 0 or more
};

// Offence classes from least to most serious. A class not on the scale is an error when it is met.
struct SeverityScale {
  std::string name;
  std::string version;
  std::map<std::string, Severity, std::less<>> classes;
  Source source;
};

}  // namespace outturn
