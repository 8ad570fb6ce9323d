// How somebody's own columns, date formats and code words become ours, and by what stated rule a
// date the extract lacks is set, so that an extract is imported as it came.
#pragma once

#include "cases/rows.h"
#include "value/problem.h"
#include "yaml/document.h"

#include <string>
#include <string_view>

namespace outturn {

class Mapping;  // a checked mapping file

// The rows of a file that already has our column names: see cases/rows.h.
enum class CanonicalKind { starts, events };

// (signatures: see mapping.cc's owner)

}  // namespace outturn
