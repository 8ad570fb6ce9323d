// Any text is a rule file or is refused with a place in it. No other file is to be found; whatever
// is accepted as a contract is accepted again, and can be asked what it says of each of its
// periods.
#include "rules/load.h"
#include "value/period.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

RuleText find_nothing(std::string_view /*kind*/, std::string_view /*name*/) {
  throw InputError({}, Reason::file_missing, "there are no other files");
}

void check(const InputError& error, std::size_t lines) {
  require(!error.problems().empty());
  for (const Problem& problem : error.problems()) {
    require(problem.place.file == "f.yaml" && problem.place.line <= lines);
    require(!problem.message.empty());
  }
}

// A run begins on its first day and not the day before.
void check(const RunsRule& runs, const Period& period) {
  for (const Run& run : runs.runs) {
    const Date first = first_day_of(runs, run, period);
    require(run_of_day(runs, period, first).run == &run);
    require(run_of_day(runs, period, first + -1).run != &run);
  }
  const auto closing = closing_day_of(runs, period);
  require(!closing || run_of_day(runs, period, *closing).state == RunOfDay::State::closed);
  last_day_to_dispute(runs, period.last);
  require(!is_material(runs, Money()));
}

void check(const Contract& contract) {
  require(!contract.id.empty() && !contract.lines.empty() && !contract.payers.empty());
  require(contract.find_line(contract.lines.front().name) != nullptr);
  require(!contract.periods().empty());
  Ratio shares = 0;
  for (const Payer& payer : contract.payers) {
    shares += payer.share;
  }
  require(shares == 1);
  if (contract.window) {
    contract.window->proven_before(contract.last);
  }
  for (const Period& period : contract.runs ? contract.periods() : std::vector<Period>{}) {
    check(*contract.runs, period);
  }
}

void try_rules(const RuleText& file) {
  const auto lines =
      static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n')) + 1;
  try {
    if (check_rule_file(file, find_nothing) == RuleKind::contract) {
      check(load_contract(file, find_nothing));
    }
  } catch (const InputError& error) {
    check(error, lines);
  }
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  outturn::try_rules({"f.yaml", std::string(reinterpret_cast<const char*>(data), size)});
  return 0;
}
