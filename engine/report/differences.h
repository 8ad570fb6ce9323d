// Two statements side by side: what one says and the other doesn't, and which differences the
// others follow from. For any two: two periods, two runs of one period, two versions of a contract.
#pragma once

#include "record/json.h"
#include "report/statement_view.h"
#include "text/page.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn {

// What both say of one thing, as shown; nothing where one of them doesn't have it.
struct TextDifference {
  std::string what;
  std::optional<std::string> a;
  std::optional<std::string> b;
};

// An amount of money in both, whether it differs or not.
struct AmountPair {
  std::string name;  // of a line, "total", or of a payer
  std::optional<DueView> a;
  std::optional<DueView> b;

  Ratio difference() const;  // b - a in minor units; what isn't there is 0
};

struct WorkingDifference {
  std::string id;
  std::string label;
  std::optional<std::string> a;  // as shown; with the exact value where two are shown alike
  std::optional<std::string> b;
  // No working that it rests on differs: it differs because a rule, a figure, the evidence or the
  // way of reckoning does, and not because of another working.
  bool is_cause = false;
};

struct Differences {
  std::vector<AmountPair> lines;  // of a, then those that only b has
  AmountPair total;
  std::vector<AmountPair> payers;
  std::vector<TextDifference> head;  // parties, period, run, engine
  std::vector<TextDifference> rules;
  std::vector<TextDifference> data;  // imports, and what the cohorts read
  std::vector<TextDifference> counts;
  std::vector<WorkingDifference> workings;  // in the order of a, then those that only b has

  bool empty() const;  // nothing differs
};

// Compares everything that two statements say.
Differences differences_between(const StatementView& a, const StatementView& b);

// For a person: the amounts, then what the difference comes from.
std::string show_differences(const StatementView& a,
                             const StatementView& b,
                             const Differences& differences,
                             const Look& look);
Json differences_json(const StatementView& a,
                      const StatementView& b,
                      const Differences& differences);

}  // namespace outturn
