// Everything that an auditor from outside needs of one statement, as files that read with a browser
// and a spreadsheet and are checked with sha256sum and minisign.
#pragma once

#include "register/register.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace outturn {

// The folders in a pack.
inline constexpr const char* kPackRules = "rules";
inline constexpr const char* kPackEarlier = "earlier";
inline constexpr const char* kPackEntries = "entries";

struct PackedFile {
  std::string text;
  std::string what;  // for a reader of the index
};

// By name: "statement.json", "rules/x.yaml".
using Pack = std::map<std::string, PackedFile>;

// The pack of the run prepared in an entry: statement, evidence and what the register keeps that
// they were made from; signatures, entries, head and proof; payments and workings as CSV; an
// index.html, and SHA256SUMS of all others. Names are made of letters, digits, ".", "_" and "-"
// alone. Throws InputError: not_in_register, corrupt_register, not_a_statement.
Pack pack_of(const RegisterFile& file, const Register& records, std::int64_t entry);

}  // namespace outturn
