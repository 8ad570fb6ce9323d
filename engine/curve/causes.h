// Which rules decide otherwise between two settlements of one contract.
#pragma once

#include "settle/settle.h"

#include <string>
#include <vector>

namespace outturn {

// A rule that decides otherwise: a condition that begins or ceases to hold, a cap or floor that is
// reached or left, another row of a table.
struct Cause {
  std::string text;  // "baseline less actual, 10.32%, is at least 10.00%: yes"
  Source rule;
  bool bends_only = false;  // a limit, or a table without steps: it can't make a payment jump

  friend bool operator==(const Cause& a, const Cause& b) { return a.text == b.text; }
};

// What differs between two settlements of one contract and period; empty when the same rules decide
// in both. What follows from another cause (the verdict of a line that a hurdle reads) is left out.
std::vector<Cause> causes_between(const Contract& contract,
                                  const Settlement& before,
                                  const Settlement& after);

// The conditions that keep lines from paying, where some do: they don't hold, and with them their
// line would be a reduction, or be paid.
std::vector<Cause> conditions_not_met(const Settlement& settlement);

}  // namespace outturn
