// One random contract, settled period by period by the engine and by the naive reading.
#pragma once

#include "settle/drawn.h"
#include "settle/settle.h"
#include "settle/statement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

// A naive contract as the engine reads it.
Contract loaded(const naive::Contract& drawn);

// Everything follows from the seed. The term is settled up to some period, or to the first that is
// refused.
struct OpinionCase {
  explicit OpinionCase(std::uint64_t seed);

  std::optional<naive::Contract> prime;  // that the contract is paid from, if it is
  naive::Contract drawn;
  naive::CaseData people;
  std::vector<naive::Period> periods;

  // For a reader: the files of both.
  std::string text() const;
};

// What the naive reading says of each period.
std::vector<naive::Result> naive_results(const OpinionCase& one);

// A period as the engine settled it, or why it did not.
struct EnginePeriod {
  std::optional<Settlement> settlement{};
  Documents documents{};  // only where it is built on, or was asked for
  std::string reason{};   // the code of a refusal
  std::string message{};
};
std::vector<EnginePeriod> engine_results(const OpinionCase& one, bool with_documents = false);

// Where the two differ on a period, by the names of what differs; none when they agree.
std::vector<std::string> differences(const naive::Result& expected, const EnginePeriod& actual);

}  // namespace outturn
