// A run as the register holds it, ready to be made again: its rules, and what it knew of the data.
#pragma once

#include "register/register.h"
#include "rules/load.h"
#include "settle/earlier.h"
#include "settle/reconciliation.h"
#include "settle/statement.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace outturn::cli {

struct PinnedRun {
  std::string name;       // "entry 7", for messages
  std::string statement;  // as entered
  std::string evidence;
  Contract contract;
  Period period;
  std::vector<EarlierStatement> earlier;
  std::optional<std::uint32_t> known_at;  // none when no people were read
  std::string engine;                     // version of the program that made it
};

// What a re-settlement started from.
struct PinnedResettlement {
  std::string run;                   // which of the contract's runs it is
  PinnedRun superseded;              // the run whose statement was issued before
  std::vector<AgreedAmount> agreed;  // in disputes of the period
};

// What was agreed in disputes of a period, by any of its statements, beyond what the rules come to.
std::vector<AgreedAmount> agreed_amounts(const Ledger& ledger,
                                         const std::string& contract,
                                         const std::string& period);

// A contract by the texts that a run pinned, the contract's own first. Throws what loading a
// contract throws.
Contract load_pinned(const std::vector<RuleFile>& files);

// The period of that name. Throws InputError(bad_period).
Period period_called(const std::string& name, const Contract& contract);

// The contract of a run, loaded from the texts that the register keeps. Throws
// InputError(corrupt_register), and what loading a contract throws.
Contract pinned_contract(const RegisterFile& file, const Prepared& run);

// The run prepared in an entry, its rules loaded from the texts that the register keeps. Throws
// InputError: not_in_register, corrupt_register, and what loading a contract throws.
PinnedRun pinned_run(const RegisterFile& file, const Register& records, std::int64_t entry);

// What the run of an entry re-settled; nothing for one that re-settled nothing. Throws as
// pinned_run does.
std::optional<PinnedResettlement> pinned_resettlement(const RegisterFile& file,
                                                      const Register& records,
                                                      std::int64_t entry);

}  // namespace outturn::cli
