// How quantities and rules are put into words. Shared by everything made for readers.
#pragma once

#include "report/statement_view.h"
#include "value/counted.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace outturn {

// "clause 4.1 (iowa.yaml:86)"; what is missing is left out, and nothing at all gives "".
std::string citation(const RuleView& rule);

// An amount of minor units: "£2,500.00", or to a hundredth of a penny where it isn't whole.
std::string amount_words(const Ratio& minor, Currency currency);

// A figure without its minus sign, for "is deducted" and "due from the provider".
std::string without_sign(std::string figure);

// "exactly 667/4870" where the figure shown isn't the whole truth, with its unit; else "". A longer
// fraction than `most` characters is only said to be long.
std::string exact_words(const StatementView& statement,
                        const WorkingView& working,
                        std::size_t most = 48);

// What a reader is told of a bound: "Cap of £25,000.00 applied in place of £61,000.00" where it
// changed the amount, "Of the cap of £25,000.00 over the term, £3,000.00 was left" where periods
// share it. Empty for a limit on this period alone that changed nothing.
std::string bound_words(const StatementView& statement, const BoundView& bound);

// A figure with what it is a number of: "1,000 days", "1 person".
std::string figure_words(const WorkingView& working);

// "0de3f7167895…": as much of a digest as tells files apart on a page; "-" for none.
std::string short_digest(const std::string& digest);

// Why a line without a verdict pays what it pays, a sentence. Empty where its conditions don't
// hold: that is among the line's own sentences.
std::string reason_without_verdict(const LineView& line);

// The sentence of a condition without its answer, where that is said beside it.
std::string without_answer(const ConditionView& condition);

// Names and formulas of one statement's workings. A condition is called by its sentence, a line's
// amount and its verdict by the line's title.
class Words {
 public:
  explicit Words(const StatementView& statement);

  // "people more than at the baseline's rate".
  const std::string& name_of(std::size_t at) const;

  // What a list of all workings calls it, beside its id and figure: its label, and where that
  // says too little alone, what a condition asks or which line a verdict is on.
  const std::string& listed_as(std::size_t at) const;

  // "NAME = FIGURE", or for what holds or doesn't "NAME: yes".
  std::string stated(std::size_t at) const;

  // "= £4,000.00 (price of a person) × 24.62 (people fewer ...)"; for what is counted or
  // supplied, where it comes from. Empty for what a rule states: its citation says all.
  std::string formula(std::size_t at) const;

  // The rows of a price table, the one that applies marked; empty for other workings.
  std::vector<std::string> band_lines(std::size_t at) const;

 private:
  void add_line(const LineView& line);
  void add_conditions(const std::vector<ConditionView>& conditions);
  bool is_sentence(std::size_t at) const { return sentences_.count(at) > 0; }
  std::string with_figure(std::size_t at) const;
  std::string joined(const WorkingView& working, std::string_view sign) const;
  std::string compared(const WorkingView& working, std::string_view how) const;
  std::string source(const WorkingView& working) const;
  std::string evidence(const WorkingView& working) const;
  std::string rounding(const WorkingView& working) const;

  const StatementView& statement_;
  std::unordered_map<std::size_t, std::string> names_;
  std::unordered_map<std::size_t, std::string> listed_;
  std::unordered_map<std::size_t, bool> sentences_;
};

}  // namespace outturn
