// What earlier statements of a contract say: all that a settlement knows of the periods before it.
//
// A contract that accumulates (a cap over the term, a pooled test) reads it from statements that
// are given to the run, each pinned by its digest; never from a state kept somewhere.
#pragma once

#include "rules/contract.h"
#include "settle/workings.h"
#include "value/period.h"
#include "value/ratio.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// A quantity of an earlier statement, and the working it stands under there.
struct EarlierQuantity {
  std::string working;
  Ratio value;
};

struct EarlierLine {
  std::string name;
  EarlierQuantity due;  // minor units, exact
  // What it compared; none without rates, as for nobody or a supplied effect.
  std::optional<EarlierQuantity> actual, baseline, people, reduction;
  std::optional<EarlierQuantity> measure;  // what it read without comparing it
};

struct EarlierPayer {
  std::string name;
  EarlierQuantity settled;  // minor units
};

// What a statement says of the money of its period beyond its rules, for a re-settlement to go on
// from. Minor units. Of a statement that re-settles nothing, `owed` and `settled` are its total.
struct EarlierMoney {
  std::optional<EarlierQuantity> agreed;  // added for disputes
  EarlierQuantity owed;                   // by the rules and by what was agreed
  EarlierQuantity settled;                // what of it counts as paid
  std::vector<EarlierPayer> payers;       // and by whom
};

struct EarlierStatement {
  std::string file;    // as named to the reader
  std::string sha256;  // of its bytes
  std::string contract;
  std::string currency;  // code
  Period period;
  bool payable;
  std::vector<EarlierLine> lines;
  EarlierQuantity total;  // minor units
  std::string text{};     // all of it, where it was read from a file
  EarlierMoney money{};

  // Throws InputError(inconsistent) when it has no such line.
  const EarlierLine& line(std::string_view name) const;
};

// Reads a statement. Throws InputError(not_a_statement) naming the field that isn't as it should
// be.
EarlierStatement read_earlier_statement(std::string_view text, const std::string& file);

// The periods before `period` whose statements settling it needs, in order of time; none for a
// contract that looks back on nothing.
std::vector<Period> periods_looked_back_on(const Contract& contract, const Period& period);

// What of other contracts' statements for the same days a contract is paid from, in order of lines;
// and those contracts, each once.
std::vector<OfStatement> sums_built_on(const Contract& contract);
std::vector<std::string> contracts_built_on(const Contract& contract);

}  // namespace outturn
