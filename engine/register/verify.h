// Everything that can be wrong with a register, derived anew from its first entry.
#pragma once

#include "register/head.h"
#include "register/ledger.h"
#include "store/register_file.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

struct RegisterReport {
  Head head;  // over the bodies as they are
  std::size_t documents = 0;
  std::size_t signatures = 0;      // of entries and on statements, all checked
  std::vector<EntryFault> faults;  // in order of entries; entry 0: of the register as a whole
};

// Redoes every hash, signature and rule of a register: bodies and their hashes, the chain, whose
// keys were good, who approved what, that every document is there with its digest, that the entry
// of a run says what its statement says, that what is disputed stands in its statement, and that
// nothing else is in the file. With `since`, also
// that the register begins with what had that head. `progress` is told how many entries are done.
// Throws InputError only for a file that can't be read at all.
RegisterReport verify_register(const RegisterFile& file,
                               const std::optional<Head>& since,
                               const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace outturn
