// What of a register shows that a statement stands in it, for somebody who hasn't the register:
// the entries about it, and the way from each to the register's root. Its form: docs/register.md.
#pragma once

#include "register/register.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace outturn {

inline constexpr const char* kProofForm = "outturn-proof/1";

// The numbers of the entries that the proof of a run holds, rising: the run, its decisions, what
// superseded it, and where the keys that signed these come from or were revoked.
std::set<std::int64_t> entries_about(const Register& records, const EnteredRun& run);

// The proof of the run prepared in an entry: the entries about it, each with the way to the
// register's root. With `since`, also that the register begins with what had that head. Canonical
// JSON and a line break. Throws InputError(not_in_register) for an entry in which no
// statement was prepared, digest_differs for a head that isn't of this register's beginning.
std::string proof_of(const Register& records, std::int64_t entry, const std::optional<Head>& since);

}  // namespace outturn
