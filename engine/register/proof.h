// What of a register shows that a statement stands in it, for somebody who hasn't the register:
// the entries about it, and the way from each to the register's root. Its form: docs/register.md.
#pragma once

#include "register/register.h"

#include <cstdint>
#include <optional>
#include <string>

namespace outturn {

inline constexpr const char* kProofForm = "outturn-proof/1";

// The proof of the run prepared in an entry: its decisions, and where the keys that signed them
// come from or were revoked. With `since`, also that the register begins with what had that head.
// Canonical JSON and a line break. Throws InputError(not_in_register) for an entry in which no
// statement was prepared, digest_differs for a head that isn't of this register's beginning.
std::string proof_of(const Register& records, std::int64_t entry, const std::optional<Head>& since);

}  // namespace outturn
