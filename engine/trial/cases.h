// Cases to try a contract on before it is signed: what happened, and what is then expected.
//
// A case needs no store and no figures file: its people and figures stand in it, and are measured
// and settled as any others. What a file of cases can say: docs/testing-contracts.md.
#pragma once

#include "cases/rows.h"
#include "rules/contract.h"
#include "rules/load.h"
#include "value/money.h"
#include "value/period.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace outturn {

struct ExpectedLine {
  std::string name;
  std::optional<Money> due;
  std::optional<Verdict> verdict;
};
struct ExpectedPayer {
  std::string name;
  Money due;
};

// What one period is expected to come to; whatever is left out is not looked at.
struct Expected {
  std::optional<Money> total;
  std::vector<ExpectedLine> lines;
  std::vector<ExpectedPayer> payers;
  std::optional<Reason> refused;  // then nothing else is expected
};

struct TriedPeriod {
  Period period;
  NamedFigures figures;
  Expected expected;
};

// A start and what happened, of so many people. Heads carry the line of the file; people without a
// name are each another.
struct CasePerson {
  StartRow start;
  std::vector<EventRow> events;
  std::int64_t times = 1;
};

struct Case {
  std::string name;  // one of its kind in the file
  Place place;
  std::vector<CasePerson> people;
  // The last day on which anything would have been seen; nothing: everything is known.
  std::optional<Date> observed_until;
  std::vector<TriedPeriod> periods;  // rising; those that a period builds on stand before it
};

struct CaseFile {
  std::string name;
  std::string path;
  std::string contract_path;
  std::shared_ptr<const Contract> contract;  // without figures: each case brings its own
  std::vector<Case> cases;
};

// How rule files are found that the file at a path names.
using FindBeside = std::function<FindRules(const std::string& path)>;

// Reads a file of cases and the contract that it names. Throws InputError with every problem found
// in either.
CaseFile read_cases(const RuleText& text, const FindBeside& beside);

}  // namespace outturn
