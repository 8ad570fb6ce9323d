#include "trial/trial.h"

#include "measure/measure.h"
#include "measure/milestones.h"
#include "settle/statement.h"
#include "trial/case_people.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr int kHalf = 2;

std::string word_of(Verdict verdict) {
  return shown(Ratio(1 - static_cast<int>(verdict)), Unit::verdict, Currency::gbp);
}

// Until when everything is known of a case that doesn't say: as long as any contract may ask.
Date always() {
  return Date::of(2199, 12, 31);
}

// Everything known of one case, and what its earlier periods came to.
class CaseTrial {
 public:
  CaseTrial(const CaseFile& file, const Case& one)
      : contract_(*file.contract), one_(one), people_(one.people) {
    const std::string base = file.path.substr(file.path.find_last_of('/') + 1);
    FigureSet set{file.name, "the case", "", true, base, "", {}};
    for (const TriedPeriod& tried : one.periods) {
      set.periods.push_back({tried.period, tried.figures});
    }
    contract_.figures = {std::move(set)};
  }

  // Throws InputError where settling refuses.
  Settlement settle_period(const Period& period) {
    const Date known = one_.observed_until.value_or(always());
    std::vector<MeasuredCohort> cohorts;
    for (const CohortSpec& spec : cohorts_needed(contract_, period)) {
      cohorts.push_back(measure_cohort(contract_, people_, spec));
    }
    std::optional<MeasuredMilestones> milestones;
    if (const auto spec = milestones_needed(contract_, period, known)) {
      milestones = measure_milestones(contract_, people_, *spec);
    }
    Settlement settlement = settle(
        contract_, period, std::move(cohorts), {known, known}, std::move(milestones), earlier_);
    const Documents written = write_documents(contract_, settlement, {});
    if (period != one_.periods.back().period) {
      earlier_.push_back(read_earlier_statement(written.statement, "the period before"));
    }
    return settlement;
  }

 private:
  Contract contract_;
  const Case& one_;
  trying::CasePeople people_;
  std::vector<EarlierStatement> earlier_;
};

// Compares one settlement with what was expected, and says how what differs came about.
class Comparison {
 public:
  Comparison(const Contract& contract, const Settlement& settlement)
      : contract_(contract), s_(settlement), w_(settlement.workings) {}

  PeriodOutcome with(const TriedPeriod& tried) {
    outcome_.period = tried.period.name;
    if (tried.expected.refused) {
      outcome_.checks.push_back({"refused",
                                 "reason",
                                 std::string(code_of(*tried.expected.refused)),
                                 fmt::format("settled, and {} is due", w_.shown(s_.total)),
                                 false});
    }
    for (const ExpectedLine& line : tried.expected.lines) {
      check(line);
    }
    if (tried.expected.total && !amount("total", *tried.expected.total, s_.total)) {
      explain_total();
    }
    for (const ExpectedPayer& payer : tried.expected.payers) {
      check(payer);
    }
    check_figures(tried);
    return std::move(outcome_);
  }

 private:
  // A line that isn't rounded by itself has no whole pennies: then the nearest penny is looked at.
  bool amount(const std::string& of, Money expected, Ref due) {
    const Ratio apart = w_.value(due) - Ratio(expected.minor());
    const bool whole = w_[due].unit == Unit::money;
    const bool holds = whole ? apart == 0 : abs(apart) * kHalf < 1;
    outcome_.checks.push_back(
        {of, "due", to_string(expected, contract_.currency), w_.shown(due), holds});
    return holds;
  }

  void check(const ExpectedLine& expected) {
    const LineResult& line =
        *std::find_if(s_.lines.begin(), s_.lines.end(), [&](const LineResult& one) {
          return one.name == expected.name;
        });
    const std::string of = "line " + line.name;
    bool holds = !expected.due || amount(of, *expected.due, line.due);
    if (expected.verdict) {
      const bool same = line.verdict == expected.verdict;
      outcome_.checks.push_back({of,
                                 "verdict",
                                 word_of(*expected.verdict),
                                 line.verdict ? word_of(*line.verdict) : "none in this period",
                                 same});
      holds = holds && same;
    }
    if (!holds) {
      explain(of, line);
    }
  }

  void check(const ExpectedPayer& expected) {
    const PayerResult& payer =
        *std::find_if(s_.payers.begin(), s_.payers.end(), [&](const PayerResult& one) {
          return one.name == expected.name;
        });
    const std::string of = "payer " + payer.name;
    if (!amount(of, expected.due, payer.due)) {
      outcome_.explanations.push_back({of,
                                       {fmt::format("{} of {}; odd pennies go to {}.",
                                                    w_.shown(payer.share),
                                                    w_.shown(s_.total),
                                                    contract_.odd_pennies_to)},
                                       w_[payer.share].rule});
    }
  }

  // A figure that nothing reads was meant for something.
  void check_figures(const TriedPeriod& tried) {
    for (const auto& [name, figure] : tried.figures) {
      const bool read = std::any_of(
          w_.list().begin(), w_.list().end(), [place = figure.source.place](const Working& one) {
            return one.rule.place == place;
          });
      if (!read) {
        outcome_.checks.push_back(
            {"figure " + name, "use", "read by a rule", "no rule reads it in this period", false});
      }
    }
  }

  void explain(const std::string& of, const LineResult& line) {
    Explanation explanation{of, line.why, line.rule};
    explanation.why.push_back(how(line.gross));
    add_bounds(line.bounds, explanation.why);
    outcome_.explanations.push_back(std::move(explanation));
  }

  // Where no line was found to differ, any of them may be what is wrong with the total.
  void explain_total() {
    const bool by_lines = !outcome_.explanations.empty();
    std::vector<std::string> lines;
    for (const LineResult& line : s_.lines) {
      lines.push_back(fmt::format("{} {}", line.name, w_.shown(line.due)));
    }
    Explanation explanation{
        "total", {fmt::format("Lines: {}.", fmt::join(lines, ", "))}, contract_.rounding.source};
    add_bounds(s_.total_bounds, explanation.why);
    outcome_.explanations.push_back(std::move(explanation));
    for (const LineResult& line : s_.lines) {
      if (!by_lines) {
        explain("line " + line.name, line);
      }
    }
  }

  void add_bounds(const std::vector<BoundResult>& bounds, std::vector<std::string>& why) const {
    for (const BoundResult& bound : bounds) {
      why.push_back(fmt::format("The {} of {}{} {}: {}.",
                                bound.kind == Bound::Kind::cap ? "cap" : "floor",
                                w_.shown(bound.limit),
                                bound.left == bound.limit
                                    ? ""
                                    : fmt::format(", of which {} is left,", w_.shown(bound.left)),
                                bound.bit ? "changes the amount" : "changes nothing",
                                w_.shown(bound.applied)));
    }
  }

  // "£3,600.00: price times quantity (price of an event: £100.00; events fewer ...: 36.00)."
  std::string how(Ref amount) const {
    const Working& working = w_[amount];
    std::vector<std::string> of;
    for (const Ref operand : working.of) {
      of.push_back(fmt::format("{}: {}", w_[operand].label, w_.shown(operand)));
    }
    return fmt::format("{}: {}{}.",
                       w_.shown(amount),
                       working.label,
                       of.empty() ? "" : fmt::format(" ({})", fmt::join(of, "; ")));
  }

  const Contract& contract_;
  const Settlement& s_;
  const Workings& w_;
  PeriodOutcome outcome_;
};

// What was expected of a period that can't be settled.
PeriodOutcome outcome_of_refusal(const TriedPeriod& tried, const InputError& error) {
  PeriodOutcome outcome{tried.period.name, {}, {}, error.problems()};
  std::vector<std::string_view> codes;
  for (const Problem& problem : error.problems()) {
    codes.push_back(code_of(problem.reason));
  }
  const auto& expected = tried.expected.refused;
  const bool holds =
      expected && std::find(codes.begin(), codes.end(), code_of(*expected)) != codes.end();
  outcome.checks.push_back({"refused",
                            "reason",
                            std::string(expected ? code_of(*expected) : "not refused"),
                            fmt::format("{}", fmt::join(codes, ", ")),
                            holds});
  return outcome;
}

// A period after one that was refused has nothing to build on.
CaseOutcome try_case(const CaseFile& file, const Case& one, RuleCoverage& coverage) {
  CaseOutcome outcome{one.name, one.place, {}};
  CaseTrial trial(file, one);
  for (const TriedPeriod& tried : one.periods) {
    try {
      const Settlement settlement = trial.settle_period(tried.period);
      coverage.add(settlement);
      outcome.periods.push_back(Comparison(*file.contract, settlement).with(tried));
    } catch (const InputError& error) {
      outcome.periods.push_back(outcome_of_refusal(tried, error));
      break;
    }
  }
  return outcome;
}

}  // namespace

bool PeriodOutcome::passed() const {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.holds; });
}

bool CaseOutcome::passed() const {
  return std::all_of(
      periods.begin(), periods.end(), [](const PeriodOutcome& period) { return period.passed(); });
}

std::size_t FileOutcome::failed() const {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [](const CaseOutcome& one) { return !one.passed(); }));
}

FileOutcome try_cases(const CaseFile& file, RuleCoverage& coverage) {
  FileOutcome outcome{file.name, file.path, file.contract->id, {}};
  for (const Case& one : file.cases) {
    outcome.cases.push_back(try_case(file, one, coverage));
  }
  return outcome;
}

}  // namespace outturn
