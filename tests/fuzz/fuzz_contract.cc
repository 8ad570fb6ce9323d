// Any text is a rule file or is refused with a place in it. No other file is to be found; whatever
// is accepted as a contract is accepted again, and its dated values answer for each of its periods.
#include "rules/load.h"
#include "value/period.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

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
