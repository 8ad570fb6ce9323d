#include "report/explain.h"

#include "report/find_figure.h"
#include "report/tree.h"
#include "report/words.h"

#include <fmt/format.h>

namespace outturn {
namespace {

using explaining::Figures;
using explaining::figures_called;
using explaining::kTotal;
using explaining::place_of;
using explaining::Tree;

constexpr std::size_t kIndent = 2;
constexpr std::size_t kConditionIndent = 9;

void add_title(const StatementView& statement, Page& page) {
  page.paragraph(
      fmt::format(
          "{} ({}, {})", statement.contract.title, statement.contract.id, statement.period.name),
      0,
      Paint::faint);
  if (!statement.run.payable) {
    page.paragraph("INTERIM: not payable, because " + statement.run.reason + ".", 0, Paint::alarm);
  }
  if (!statement.illustrative.empty()) {
    page.paragraph("ILLUSTRATIVE: not a settlement of a real contract.", 0, Paint::warning);
  }
  page.rule();
}

std::string command(const std::string& path, std::string_view what) {
  const bool quoted = what.find(' ') != std::string_view::npos;
  return fmt::format(
      "see outturn explain {} {}{}{}", path, quoted ? "\"" : "", what, quoted ? "\"" : "");
}

// --- a line ---

std::string consequence_of(const LineView& line) {
  const std::string amount = without_sign(line.due.shown);
  if (line.due.minor == 0) {
    return "nothing is paid and nothing deducted.";
  }
  return amount + (line.due.minor < 0 ? " is deducted." : " is paid.");
}

void list_conditions(const std::vector<ConditionView>& conditions, Page& page) {
  for (const ConditionView& condition : conditions) {
    page.prefixed(
        condition.holds ? "    yes  " : "    no   ", "         ", without_answer(condition));
    page.paragraph(citation(condition.rule), kConditionIndent, Paint::faint);
  }
}

void add_conditions(std::string_view title,
                    const std::vector<ConditionView>& conditions,
                    Page& page) {
  if (conditions.empty()) {
    return;
  }
  page.paragraph(
      fmt::format("{} if {}:", title, conditions.size() == 1 ? "this held" : "all of this held"),
      kIndent);
  list_conditions(conditions, page);
}

// What a line comes to that compares nothing, and under which conditions.
void add_payment(const LineView& line, Page& page) {
  if (!line.settled) {
    page.paragraph("This line isn't settled in this period: " + consequence_of(line));
    for (const std::string& sentence : line.why) {
      page.paragraph(sentence, kIndent);
    }
    return;
  }
  page.paragraph("This line has no verdict: " + consequence_of(line));
  if (!line.paid_when.empty()) {
    page.paragraph(line.paid_when.size() == 1 ? "The line is paid only if this holds:"
                                              : "The line is paid only if all of this holds:",
                   kIndent);
    list_conditions(line.paid_when, page);
  }
}

void add_verdict(const LineView& line, Page& page) {
  page.blank();
  if (line.verdict.empty()) {
    add_payment(line, page);
    return;
  }
  page.paragraph(fmt::format("Verdict: {}. In consequence {}", line.verdict, consequence_of(line)));
  if (!line.why.empty()) {
    page.paragraph(line.why.front(), kIndent);
  }
  add_conditions("It would be a reduction", line.reduction_when, page);
  add_conditions("It would be an increase", line.increase_when, page);
  add_conditions("The contract could be terminated", line.termination_when, page);
  if (line.termination_reached) {
    page.paragraph("The point of termination is reached.", kIndent, Paint::alarm);
  }
}

// A hurdle is explained with the line that it looks at.
void stop_at_other_verdicts(const StatementView& statement,
                            const LineView& line,
                            const std::string& path,
                            Tree& tree) {
  for (const LineView& other : statement.lines) {
    if (&other != &line && other.verdict_working) {
      tree.stop_at(*other.verdict_working, command(path, other.name));
    }
  }
}

void explain_payment(const LineView& line, Tree& tree, Page& page) {
  if (line.paid_when.empty()) {
    return;
  }
  page.heading("WHAT DECIDED WHETHER IT IS PAID");
  for (const ConditionView& condition : line.paid_when) {
    tree.add(condition.working);
  }
}

void explain_line(const StatementView& statement,
                  const LineView& line,
                  const std::string& path,
                  Page& page) {
  const Words words(statement);
  page.split(line.title, line.due.shown, Paint::strong);
  const std::string rule = citation(line.rule);
  page.paragraph(
      fmt::format("{}{}[{}]", rule, rule.empty() ? "" : " ", line.name), kIndent, Paint::faint);
  add_verdict(line, page);
  Tree tree(statement, words, page);
  page.heading("HOW THE AMOUNT COMES ABOUT");
  tree.add(line.due.working);
  explain_payment(line, tree, page);
  if (line.verdict_working) {
    page.heading("WHAT DECIDED THE VERDICT");
    stop_at_other_verdicts(statement, line, path, tree);
    tree.add(*line.verdict_working);
  }
}

// --- total and payers ---

void stop_at_lines(const StatementView& statement, const std::string& path, Tree& tree) {
  for (const LineView& line : statement.lines) {
    tree.stop_at(line.due.working, command(path, line.name));
  }
}

void explain_total(const StatementView& statement, const std::string& path, Page& page) {
  const Words words(statement);
  Tree tree(statement, words, page);
  stop_at_lines(statement, path, tree);
  tree.add(statement.total.working);
}

void explain_payer(const StatementView& statement,
                   const PayerView& payer,
                   const std::string& path,
                   Page& page) {
  const Words words(statement);
  Tree tree(statement, words, page);
  page.paragraph(fmt::format("{} bears {} of the total.", payer.name, payer.share));
  page.blank();
  tree.stop_at(statement.total.working, command(path, kTotal));
  tree.add(payer.due.working);
}

void explain_working(const StatementView& statement, const WorkingView& working, Page& page) {
  const Words words(statement);
  Tree tree(statement, words, page);
  const std::string exact = exact_words(statement, working, working.exact.size());
  if (!exact.empty()) {
    page.paragraph(working.id + " is " + exact + ".");
    page.blank();
  }
  tree.add(place_of(statement, working));
}

}  // namespace

std::string explainable(const StatementView& statement, const Look& look) {
  Page page(look);
  add_title(statement, page);
  Table table{{Align::left, Align::right}, {}, kIndent};
  const auto add = [&](const std::string& name, const std::string& title, std::string figure) {
    table.rows.push_back({{name + (title.empty() ? "" : ": ") + title, std::move(figure)}});
  };
  for (const LineView& line : statement.lines) {
    add(line.name, line.title, line.due.shown);
  }
  add(std::string(kTotal), "amount due", statement.total.shown);
  for (const PayerView& payer : statement.payers) {
    add(payer.name, payer.share + " of the total", payer.due.shown);
  }
  page.paragraph("What is paid, and by whom", 0, Paint::strong);
  page.table(table);
  page.blank();
  page.paragraph("Every quantity on the way", 0, Paint::strong);
  table.rows.clear();
  const Words words(statement);
  for (std::size_t i = 0; i < statement.workings.size(); ++i) {
    add(statement.workings[i].id, words.listed_as(i), statement.workings[i].shown);
  }
  page.table(table);
  return page.take();
}

std::string explain_figure(const StatementView& statement,
                           std::string_view what,
                           const std::string& path,
                           const Look& look) {
  Page page(look);
  add_title(statement, page);
  const Figures figures = figures_called(statement, what, path);
  bool first = true;
  const auto next = [&] {  // two of one name, one after the other
    if (!first) {
      page.blank();
      page.rule();
    }
    first = false;
  };
  if (figures.line != nullptr) {
    next();
    explain_line(statement, *figures.line, path, page);
  }
  if (figures.total) {
    next();
    explain_total(statement, path, page);
  }
  if (figures.payer != nullptr) {
    next();
    explain_payer(statement, *figures.payer, path, page);
  }
  if (figures.working != nullptr) {
    next();
    explain_working(statement, *figures.working, page);
  }
  return page.take();
}

}  // namespace outturn
