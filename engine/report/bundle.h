// What one party is sent of a settlement: the statement, their own people's rows, and salted hashes
// that stand for all other rows, so that they see that theirs are part of what the statement pins
// and learn nothing of anybody else's. Its form: docs/verify.md.
#pragma once

#include "report/statement_view.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace outturn {

inline constexpr const char* kBundleForm = "outturn-bundle/1";

// Fewer people than this behind the hidden rows, and the totals of the statement would tell of
// them.
inline constexpr std::size_t kFewestHidden = 10;

struct Bundle {
  std::string own_evidence;  // CSV: the header and the party's rows, in the order of the evidence
  std::string leaves;        // bundle.json: canonical JSON and a line break
  std::size_t own_rows = 0;
  std::size_t hidden_rows = 0;
};

// The bundle for a party: the code of the provider, or COLUMN=VALUE for those of its people in
// whose rows a column that the contract breaks down by has this value ("subcontractor=Shelter").
// `evidence` is the statement's, whose digest the caller has checked; `name` is used in places
// only. Rows under no provider are nobody's. Throws InputError: unknown_provider (another code, or
// nobody in the evidence), unknown_reference (no such column), too_few_hidden.
Bundle bundle_for(std::string_view party,
                  const StatementView& statement,
                  const std::string& statement_sha256,
                  std::string_view evidence,
                  const std::string& name);

}  // namespace outturn
