#include "settle/columns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::settling {
namespace {

// A 128-bit sum of millionths, or of millionths of millionths, as an exact fraction.
Ratio from_wide(Wide value, std::int64_t scale) {
  return Ratio(Integer(value), Integer(scale));
}

Ratio scaled(std::int64_t value) {
  return Ratio(value, kScale);
}

constexpr std::array kColumns = {
    Column{"people",
           "people in the cohort",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.people); },
           "",
           ""},
    Column{"weighted_people",
           "people, each with their complexity weight",
           Unit::people,
           [](const Tally& t) { return scaled(t.weight); },
           "weight",
           ""},
    Column{"reoffenders",
           "people with at least one proven reoffence",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.reoffenders); },
           "reoffended",
           ""},
    Column{"weighted_reoffenders",
           "reoffenders, each with their complexity weight",
           Unit::people,
           [](const Tally& t) { return scaled(t.weighted_reoffenders); },
           "weight*reoffended",
           ""},
    Column{"reoffences",
           "proven reoffences",
           Unit::events,
           [](const Tally& t) { return ratio_of(t.reoffences); },
           "reoffences",
           ""},
    Column{"weighted_reoffences",
           "reoffences, each with the person's complexity weight",
           Unit::events,
           [](const Tally& t) { return from_wide(t.weighted_reoffences, kScale); },
           "weight*reoffences",
           ""},
    Column{"severity",
           "severity of proven reoffences",
           Unit::severity,
           [](const Tally& t) { return scaled(t.severity); },
           "severity",
           ""},
    Column{"weighted_severity",
           "severity of reoffences, each with the person's complexity weight",
           Unit::severity,
           [](const Tally& t) { return from_wide(t.weighted_severity, kScale) / Ratio(kScale); },
           "weight*severity",
           ""},
    Column{"no_reoffence",
           "people without a proven reoffence",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.by_grade[0]); },
           "",
           "none"},
    Column{"less_serious",
           "reoffenders whose worst reoffence is less serious than the index offence",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.by_grade[1]); },
           "",
           "less_serious"},
    Column{"weighted_less_serious",
           "less serious reoffenders, each with their complexity weight",
           Unit::people,
           [](const Tally& t) { return scaled(t.weight_by_grade[1]); },
           "weight",
           "less_serious"},
    Column{"as_serious",
           "reoffenders whose worst reoffence is as serious as the index offence",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.by_grade[2]); },
           "",
           "as_serious"},
    Column{"weighted_as_serious",
           "as serious reoffenders, each with their complexity weight",
           Unit::people,
           [](const Tally& t) { return scaled(t.weight_by_grade[2]); },
           "weight",
           "as_serious"},
    Column{"more_serious",
           "reoffenders whose worst reoffence is more serious than the index offence",
           Unit::people,
           [](const Tally& t) { return ratio_of(t.by_grade[3]); },
           "",
           "more_serious"},
    Column{"weighted_more_serious",
           "more serious reoffenders, each with their complexity weight",
           Unit::people,
           [](const Tally& t) { return scaled(t.weight_by_grade[3]); },
           "weight",
           "more_serious"},
    Column{"score",
           "sum of scores",
           Unit::score,
           [](const Tally& t) { return from_wide(t.score, kScale); },
           "score",
           ""},
};

}  // namespace

const Column& column_of(std::string_view id) {
  const auto* const found =
      std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& c) { return c.id == id; });
  if (found == kColumns.end()) {
    throw Defect(fmt::format("no sum is called {}", id));
  }
  return *found;
}

}  // namespace outturn::settling
