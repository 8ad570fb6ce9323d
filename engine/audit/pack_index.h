// The first page of a pack: what is in it and how to check it. Private to the audit room.
#pragma once

#include "audit/pack.h"
#include "report/statement_view.h"

#include <string>
#include <vector>

namespace outturn {

struct PackIndex {
  const StatementView& statement;
  const EnteredRun& run;
  const std::vector<const Entry*>& about;  // the entries in the pack, in order
  const std::string& register_id;
  const Pack& pack;  // every file but the index and SHA256SUMS
};

// One page of HTML: tables and text, no script, nothing loaded from anywhere, every text from
// outside escaped.
std::string pack_index(const PackIndex& index);

}  // namespace outturn
