// A register of statements: one file in which every run, approval and issue stands, each entry with
// the hash of the one before, so that nothing can be changed or taken out unseen.
#pragma once

#include "register/entry.h"
#include "register/head.h"
#include "register/ledger.h"
#include "store/register_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace outturn {

// A register as read: its entries, checked against one another but for their signatures.
struct Register {
  std::string path;
  std::vector<Entry> entries;
  std::vector<Digest> hashes;
  Ledger ledger;

  Head head() const { return head_of(ledger.register_id(), hashes); }

  // Throws InputError(not_in_register).
  const Entry& entry(std::int64_t sequence) const;
};

// Reads a register's entries. Throws InputError(corrupt_register) naming the first entry and field
// that can't stand. `path` is what messages call it.
Register read_register(const std::vector<StoredEntry>& entries, const std::string& path);

// The document that an entry names. Throws InputError(corrupt_register) when it isn't there, or has
// another digest.
std::string document_of(const RegisterFile& file, const std::string& sha256);

// The changes.csv of a re-settlement; nothing for a run that re-settled nothing. Throws as
// document_of does.
std::optional<std::string> changes_of(const RegisterFile& file, const Prepared& prepared);

// A signature on the statement of a run, under the name that it has beside it as a file:
// "statement.json.approved.minisig".
struct SignatureFile {
  std::string name;
  std::string text;
  EntryKind by;  // of the entry that it is from
};

// Those of whoever prepared, approved and issued it, in this order as far as it has come.
std::vector<SignatureFile> signature_files(const Register& records, const EnteredRun& run);

}  // namespace outturn
