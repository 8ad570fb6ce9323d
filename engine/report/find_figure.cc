#include "report/find_figure.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace outturn::explaining {
namespace {

// The element whose `name` is `wanted`, or nullptr.
template <typename Element>
const Element* named(const std::vector<Element>& list, std::string_view wanted) {
  const auto found = std::find_if(
      list.begin(), list.end(), [&](const Element& element) { return element.name == wanted; });
  return found == list.end() ? nullptr : &*found;
}

InputError unknown_name(const StatementView& statement,
                        std::string_view what,
                        const std::string& path) {
  std::vector<std::string_view> names = {kTotal};
  for (const LineView& line : statement.lines) {
    names.emplace_back(line.name);
  }
  for (const PayerView& payer : statement.payers) {
    names.emplace_back(payer.name);
  }
  for (const WorkingView& working : statement.workings) {
    names.emplace_back(working.id);
  }
  const std::string meant = did_you_mean(what, names);
  return {Place{path},
          Reason::not_in_statement,
          fmt::format("the statement has nothing called {}", shown(what)),
          meant.empty() ? fmt::format("\"outturn explain {}\" lists what there is", path) : meant};
}

}  // namespace

Figures figures_called(const StatementView& statement,
                       std::string_view what,
                       const std::string& path) {
  const Figures found{named(statement.lines, what),
                      what == kTotal,
                      named(statement.payers, what),
                      statement.find_working(what)};
  if (found.line == nullptr && !found.total && found.payer == nullptr && found.working == nullptr) {
    throw unknown_name(statement, what, path);
  }
  return found;
}

std::size_t place_of(const StatementView& statement, const WorkingView& working) {
  return static_cast<std::size_t>(&working - statement.workings.data());
}

}  // namespace outturn::explaining
