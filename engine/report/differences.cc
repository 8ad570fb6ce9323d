#include "report/differences.h"

#include "report/figures.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;  // what, and what is said of it

std::optional<std::string> text_of(const Texts& texts, std::string_view what) {
  for (const auto& [name, text] : texts) {
    if (name == what) {
      return text;
    }
  }
  return std::nullopt;
}

std::vector<TextDifference> differing(const Texts& a, const Texts& b) {
  std::vector<TextDifference> found;
  for (const auto& [what, text] : a) {
    const auto other = text_of(b, what);
    if (other != text) {
      found.push_back({what, text, other});
    }
  }
  for (const auto& [what, text] : b) {
    if (!text_of(a, what)) {
      found.push_back({what, std::nullopt, text});
    }
  }
  return found;
}

Texts head_of(const StatementView& statement) {
  return {{"contract", statement.contract.id},
          {"title", statement.contract.title},
          {"commissioner", statement.contract.commissioner},
          {"provider", statement.contract.provider},
          {"period", statement.period.name},
          {"run", statement.run.kind},
          {"engine", statement.engine}};
}

Texts rules_of(const StatementView& statement) {
  Texts texts;
  for (const RuleFileView& file : statement.rules) {
    texts.emplace_back(file.file, file.sha256);
  }
  for (const EarlierView& earlier : statement.earlier) {
    texts.emplace_back(fmt::format("statement of {} {}", earlier.contract, earlier.period),
                       earlier.sha256);
  }
  return texts;
}

Texts data_of(const StatementView& statement) {
  Texts texts;
  for (const BatchView& batch : statement.batches) {
    texts.emplace_back(fmt::format("import {}, {}", batch.number, batch.source), batch.sha256);
  }
  for (const CohortView& cohort : statement.cohorts) {
    texts.emplace_back(fmt::format("rows read for {}", cohort.name), cohort.data_sha256);
  }
  if (statement.milestones) {
    texts.emplace_back("rows read for milestones", statement.milestones->data_sha256);
  }
  return texts;
}

void add_classes(const std::vector<ClassView>& classes, const std::string& of, Texts& texts) {
  for (const ClassView& one : classes) {
    texts.emplace_back(fmt::format("{}: {}", of, one.meaning), fmt::format("{}", one.count));
  }
}

Texts counts_of(const StatementView& statement) {
  Texts texts;
  for (const CohortView& cohort : statement.cohorts) {
    add_classes(cohort.starts_by_class, cohort.name + ", starts", texts);
    add_classes(cohort.events_by_class, cohort.name + ", events", texts);
  }
  if (statement.milestones) {
    add_classes(statement.milestones->starts_by_class, "milestones, starts", texts);
  }
  return texts;
}

// --- amounts ---

using Amounts = std::vector<std::pair<std::string, DueView>>;

Amounts lines_of(const StatementView& statement) {
  Amounts amounts;
  for (const LineView& line : statement.lines) {
    amounts.emplace_back(line.name, line.due);
  }
  return amounts;
}

Amounts payers_of(const StatementView& statement) {
  Amounts amounts;
  for (const PayerView& payer : statement.payers) {
    amounts.emplace_back(payer.name, payer.due);
  }
  return amounts;
}

AmountPair* pair_called(const std::string& name, std::vector<AmountPair>& pairs) {
  const auto found = std::find_if(
      pairs.begin(), pairs.end(), [&](const AmountPair& pair) { return pair.name == name; });
  return found == pairs.end() ? nullptr : &*found;
}

std::vector<AmountPair> pairs_of(const Amounts& a, const Amounts& b) {
  std::vector<AmountPair> pairs;
  for (const auto& [name, due] : a) {
    pairs.push_back({name, due, std::nullopt});
  }
  for (const auto& [name, due] : b) {
    AmountPair* pair = pair_called(name, pairs);
    if (pair == nullptr) {
      pairs.push_back({name, std::nullopt, due});
    } else {
      pair->b = due;
    }
  }
  return pairs;
}

// --- workings ---

std::string with_exact(const WorkingView& working) {
  return working.shown == working.exact ? working.shown
                                        : fmt::format("{} ({})", working.shown, working.exact);
}

class WorkingComparison {
 public:
  WorkingComparison(const StatementView& a, const StatementView& b) : a_(a), b_(b) {}

  std::vector<WorkingDifference> run() {
    for (const WorkingView& working : a_.workings) {
      compare(working, b_.find_working(working.id));
    }
    for (const WorkingView& working : b_.workings) {
      if (a_.find_working(working.id) == nullptr) {
        found_.push_back({working.id,
                          working.label,
                          std::nullopt,
                          working.shown,
                          rests_on_nothing_differing(working, b_)});
        differing_.insert(working.id);
      }
    }
    return std::move(found_);
  }

 private:
  void compare(const WorkingView& a, const WorkingView* b) {
    if (b != nullptr && a.value == b->value && a.op == b->op) {
      return;
    }
    const bool alike = b != nullptr && a.shown == b->shown;
    WorkingDifference difference{a.id,
                                 a.label,
                                 alike ? with_exact(a) : a.shown,
                                 std::nullopt,
                                 rests_on_nothing_differing(a, a_)};
    if (b != nullptr) {
      difference.b = alike ? with_exact(*b) : b->shown;
    }
    found_.push_back(std::move(difference));
    differing_.insert(a.id);
  }

  bool rests_on_nothing_differing(const WorkingView& working,
                                  const StatementView& statement) const {
    return std::none_of(working.of.begin(), working.of.end(), [&](std::size_t operand) {
      return differing_.contains(statement.workings[operand].id);
    });
  }

  const StatementView& a_;
  const StatementView& b_;
  std::set<std::string> differing_;
  std::vector<WorkingDifference> found_;
};

}  // namespace

Ratio AmountPair::difference() const {
  return (b ? b->minor : Ratio(0)) - (a ? a->minor : Ratio(0));
}

bool Differences::empty() const {
  const auto same = [](const AmountPair& pair) {
    return pair.a && pair.b && pair.difference() == 0;
  };
  return std::all_of(lines.begin(), lines.end(), same) && same(total) &&
         std::all_of(payers.begin(), payers.end(), same) && head.empty() && rules.empty() &&
         data.empty() && counts.empty() && workings.empty();
}

Differences differences_between(const StatementView& a, const StatementView& b) {
  return {.lines = pairs_of(lines_of(a), lines_of(b)),
          .total = {"total", a.total, b.total},
          .payers = pairs_of(payers_of(a), payers_of(b)),
          .head = differing(head_of(a), head_of(b)),
          .rules = differing(rules_of(a), rules_of(b)),
          .data = differing(data_of(a), data_of(b)),
          .counts = differing(counts_of(a), counts_of(b)),
          .workings = WorkingComparison(a, b).run()};
}

}  // namespace outturn
