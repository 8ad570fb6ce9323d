#include "report/tree.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::explaining {
namespace {

// Real statements need about a dozen; more would leave no room for words.
constexpr std::size_t kDeepest = 18;

constexpr std::string_view kBranch = "├─ ";
constexpr std::string_view kLastBranch = "└─ ";
constexpr std::string_view kTrunk = "│  ";
constexpr std::string_view kNoTrunk = "   ";

}  // namespace

void Tree::stop_at(std::size_t working, std::string where) {
  stops_.emplace(working, std::move(where));
}

void Tree::add(std::size_t working) {
  add(working, {"", "", 0});
}

void Tree::add(std::size_t working, const Branch& branch) {
  const std::string stated = words_.stated(working);
  const Paint paint = branch.depth == 0 ? Paint::strong : Paint::plain;
  const auto stop = branch.depth == 0 ? stops_.end() : stops_.find(working);
  if (stop != stops_.end()) {
    page_.prefixed(branch.first, branch.others, fmt::format("{}: {}", stated, stop->second));
    return;
  }
  if (!expanded_.insert(working).second) {
    page_.prefixed(branch.first, branch.others, stated + ", as above");
    return;
  }
  page_.prefixed(branch.first, branch.others, stated, paint);
  add_body(working, branch);
  if (branch.depth == kDeepest) {
    page_.prefixed(
        branch.others, branch.others, "explained further under " + statement_.workings[working].id);
    return;
  }
  add_operands(working, branch);
}

void Tree::add_body(std::size_t working, const Branch& branch) {
  const WorkingView& quantity = statement_.workings[working];
  const std::string trunk = branch.others + (quantity.of.empty() ? "" : std::string(kTrunk));
  const std::string formula = words_.formula(working);
  if (!formula.empty()) {
    page_.prefixed(trunk, trunk + "  ", formula);
  }
  for (const std::string& band : words_.band_lines(working)) {
    page_.prefixed(trunk + "  ", trunk + "    ", band);
  }
  const std::string rule = citation(quantity.rule);
  page_.prefixed(trunk,
                 trunk + "  ",
                 fmt::format("{}{}{}[{}]",
                             formula.empty() ? "stated in " : "",
                             rule,
                             rule.empty() ? "" : " ",
                             quantity.id),
                 Paint::faint);
}

// A number such as 100, that no rule states: its formula says all of it.
bool Tree::is_plain_number(std::size_t working) const {
  const WorkingView& quantity = statement_.workings[working];
  return quantity.op == "given" && citation(quantity.rule).empty() && quantity.details.empty();
}

void Tree::add_operands(std::size_t working, const Branch& branch) {
  std::vector<std::size_t> operands;
  for (const std::size_t operand : statement_.workings[working].of) {
    const bool repeated = std::find(operands.begin(), operands.end(), operand) != operands.end();
    if (!repeated && !is_plain_number(operand)) {
      operands.push_back(operand);
    }
  }
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool last = i + 1 == operands.size();
    add(operands[i],
        {branch.others + std::string(last ? kLastBranch : kBranch),
         branch.others + std::string(last ? kNoTrunk : kTrunk),
         branch.depth + 1});
  }
}

}  // namespace outturn::explaining
