// The operations of workings, as docs/statement.md says under "Redoing a working by hand". For
// this room, and for those that ask what other rows would come to.
#pragma once

#include "record/json_field.h"
#include "value/ratio.h"

#include <string_view>
#include <vector>

namespace outturn::verify {

// One operation: what it rests on.
struct Operation {
  std::string_view name;
  std::size_t operands;  // exactly, or at least
  bool or_more = false;
  bool has_bands = false;
  std::vector<std::string_view> asks_for{};  // details that must be there
  std::vector<std::string_view> takes{};     // details that may be
};

// Nothing for an operation that isn't on that page.
const Operation* find_operation(std::string_view name);

// The value of a working whose operands are `of`, by its own `details` and `bands`. `json` is the
// working. Not for what rests on no operands. Throws InputError(not_a_statement) naming the path
// for a division by 0, bands that don't rise, a step or a way of rounding that there isn't.
Ratio redone(const Operation& operation, const std::vector<Ratio>& of, const JsonField& json);

}  // namespace outturn::verify
