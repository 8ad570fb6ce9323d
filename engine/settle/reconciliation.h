// Re-settlement: a period that was settled before is settled again, the difference is paid, and
// every penny of it is put down to a cause.
//
// The statement keeps the whole amount that the rules come to; what is paid now is the difference
// to what counts as paid already. The causes are let in one after another, in the order of the
// enum below, and each is put down what the total moves by when it comes in. So the parts add up to
// the difference exactly, whatever the rules do.
#pragma once

#include "settle/settle.h"
#include "value/money.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// Why a period comes to another amount than before; the order in which causes are let in.
enum class DifferenceCause {
  engine,              // another version of this program
  late_events,         // events recorded since, and the time that has passed
  corrected_events,    // events withdrawn or corrected since
  cohort,              // starts added, withdrawn or corrected since
  earlier_statements,  // other statements of earlier periods or of other contracts
  rules,               // the contract or its tariff
  tables,              // weights, scales of severity, bank holidays
  figures,             // supplied figures
  disputes,            // amounts agreed when disputes were upheld
  carried_forward,     // differences that were too small to be paid before
};

std::span<const DifferenceCause> all_causes();
std::string_view code_of(DifferenceCause cause);      // "late_events"
std::string_view sentence_of(DifferenceCause cause);  // "events recorded since, and time passed"

// An amount that was agreed when a dispute was upheld, beyond what the rules come to.
struct AgreedAmount {
  std::int64_t entry;  // of the register, in which the dispute was answered
  Money amount;        // above 0: to the provider
  std::string reason;
};

// What the period comes to when everything up to some causes is as it is now, and the rest as it
// was. More than one where the rules can't settle what is between them.
struct SettledState {
  std::vector<DifferenceCause> causes;
  Ratio total;           // minor units
  std::string evidence;  // evidence.csv as settled so
};

// What a re-settlement rests on besides the settlement itself.
struct Resettlement {
  std::string run;                   // which of the contract's runs it is
  EarlierStatement superseded;       // the statement of the same period that was issued last
  std::string evidence_before;       // its evidence
  std::vector<AgreedAmount> agreed;  // all of the period, those of earlier re-settlements too
  std::vector<SettledState> states;  // rising by cause; the last is what was settled now
};

// Adds what is paid now, and why, to a settlement of the same contract and period. Throws
// InputError(not_final) when either statement isn't payable: nothing is settled by a forecast;
// Defect for states that don't end in the settlement.
void reconcile(const Contract& contract, const Resettlement& resettlement, Settlement& settlement);

}  // namespace outturn
