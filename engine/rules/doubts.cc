#include "rules/doubts.h"

#include "rules/reach.h"
#include "rules/unread.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {

std::vector<Doubt> doubts_about(const std::vector<Contract>& contracts) {
  std::vector<Doubt> doubts;
  for (const Contract& contract : contracts) {
    reading::doubt_reach(contract, doubts);
    reading::doubt_use(contract, doubts);
    reading::doubt_final_run(contract, doubts);
  }
  reading::doubt_figures(contracts, doubts);
  std::sort(doubts.begin(), doubts.end());
  doubts.erase(std::unique(doubts.begin(), doubts.end()), doubts.end());
  return doubts;
}

std::string to_string(const Doubt& doubt) {
  const std::string text = fmt::format("{}: warning: {}", to_string(doubt.place), doubt.message);
  return doubt.advice.empty() ? text : fmt::format("{}\n    {}", text, doubt.advice);
}

}  // namespace outturn
