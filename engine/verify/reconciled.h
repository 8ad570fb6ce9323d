// What a re-settlement says of its difference: what its checks have in common. Private to the
// verify room.
#pragma once

#include "verify/workings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::verify {

// The places of its workings are filled in from above.
struct Reconciled {
  JsonField statement;
  JsonField json;                   // its "reconciliation"
  std::optional<MoneyBefore> then;  // of the statement that is superseded; nothing when not here
  const Workings& workings;
  Findings& findings;

  std::size_t total = 0;
  std::size_t superseded = 0;
  std::size_t before = 0;
  std::optional<std::size_t> agreed{};  // nothing when nothing was
  std::size_t owed = 0;
  std::size_t difference = 0;
  std::optional<std::size_t> new_agreed{};  // what `agreed` is more than before, if it is
  std::optional<std::size_t> material{};    // nothing where a difference of any size is paid
  std::size_t due = 0;
  bool carried = false;  // whether `settled` is what was paid before and now, not what is owed

  bool is(std::size_t at, std::string_view operation, const std::vector<std::size_t>& of) const;
  bool is_nothing(std::size_t at) const;  // a constant 0
  void broken(const JsonField& at, std::string_view why) const;

  // Fails unless a working is taken from the statement that is superseded, where it is called `id`;
  // an empty one isn't known. `from` rests on the working.
  void check_taken(const JsonField& from, std::size_t at, const std::string& id) const;
};

// Each payer pays the difference between its part of what is owed and what counts as paid by it.
void check_reconciled_payers(const Reconciled& again);

// Each cause begins where the one before it ended, the last of those of the rules in the total;
// then come disputes and what was carried forward. Finds `new_agreed`.
void check_causes(Reconciled& again);

}  // namespace outturn::verify
