// A period settled again: what is paid now, and what each part of the difference comes from.
#pragma once

#include "pinned_run.h"
#include "settle/reconciliation.h"
#include "settling.h"
#include "value/date.h"

#include <filesystem>
#include <string>

namespace outturn::cli {

// Whether a run of a contract's calendar settles again what was settled finally.
bool settles_again(const Run& run);

// What the register says that a re-settlement of a period made on some day starts from. `asked` is
// the name of one of the contract's runs, or "reconciliation" for the one whose time has come.
// Throws InputError: nothing_issued where no payable statement of the period was, wrong_run for one
// that the contract's calendar doesn't have then.
PinnedResettlement resettlement_of(const Task& task,
                                   const std::string& asked,
                                   Date today,
                                   const RegisterFile& file,
                                   const Register& records);

// Adds to a settlement of `task` what is paid now and why: it is settled again with the rules and
// data of the statement before, and what is new is let in cause by cause. `data` is what it was
// settled on, nullptr without people. Throws InputError: not_final, digest_differs for another
// store than the one of the statement before, unknown_batch for one that knew more.
void resettle(const Task& task,
              const Data* data,
              const std::filesystem::path& store,
              const PinnedResettlement& pinned,
              Settlement& settlement);

}  // namespace outturn::cli
