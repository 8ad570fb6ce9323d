// A mapping's rules, each with the column of this file that it reads.
#pragma once

#include "cases/bound_text.h"
#include "cases/header.h"
#include "cases/mapping.h"
#include "cases/spread.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outturn {

// A date rule and what it reads.
struct BoundDays {
  std::size_t column;
};
using BoundDate = std::variant<BoundText, BoundDays, SameAsOffence, Spread>;

struct BoundBlock {
  const BlockRules& rules;
  std::optional<std::size_t> where_column;
  BoundText person;
  std::optional<BoundText> record;
  std::optional<BoundText> action;
  std::vector<BoundText> attributes;  // sorted by name
};

struct BoundStarts {
  BoundBlock block;
  BoundText provider;
  BoundDate index_date;
  std::optional<BoundText> score;
};

struct BoundEvents {
  BoundBlock block;
  BoundDate offence_date;
  BoundDate proven_date;
};

// Each reports the columns that a rule asks for and the header lacks, and other columns that can't
// be attributes where the mapping makes them attributes.
BoundStarts bind_starts(const StartRules& rules, const Header& header, Problems& problems);
BoundEvents bind_events(const EventRules& rules, const Header& header, Problems& problems);

}  // namespace outturn
