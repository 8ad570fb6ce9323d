// The statement of a settlement: the only source of everything a reader is shown.
// Its fields: docs/statement.md.
#pragma once

#include "cases/coverage.h"
#include "record/json.h"
#include "rules/contract.h"
#include "settle/settle.h"

#include <cstdint>
#include <string>
#include <vector>

namespace outturn {

// The form of statements written here; a reader refuses another.
inline constexpr const char* kStatementForm = "outturn-statement/1";

// One import whose rows the run could see.
struct PinnedBatch {
  std::int64_t number;
  std::string source;
  std::string sha256;
  std::string mapping_sha256;  // empty for canonical columns
  Date observed_until;
  Coverage starts_of;  // whose starts and events it shows until then
  Coverage events_of;
};

// What a statement pins besides the rules and the rows read.
struct Pins {
  std::string engine;                // version of this program
  std::vector<PinnedBatch> batches;  // up to the one known at; empty when no store is read
};

// A statement and its evidence, ready to be written.
struct Documents {
  std::string statement;  // canonical JSON and a line break
  std::string evidence;   // CSV; only a header when no people are read
  std::string changes;    // CSV: which rows of the evidence a re-settlement changes; else empty
};

// Writes a settlement down. The evidence's digest stands in the statement.
Documents write_documents(const Contract& contract, const Settlement& settlement, const Pins& pins);

// Settles no money: checks that every total of a settlement ties (classes add up to people seen,
// breakdowns to totals, payers to the total). Throws Defect naming the one that doesn't.
void check_ties(const Contract& contract, const Settlement& settlement);

}  // namespace outturn
