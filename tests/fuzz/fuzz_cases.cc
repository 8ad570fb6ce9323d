// A contract, a zero byte and a file of cases on it: whatever they are, they are refused with a
// place, or every case comes out the same twice.
#include "trial/render.h"

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

std::string outcome_of(const CaseFile& file) {
  RuleCoverage coverage(file.contract);
  FileOutcome outcome = try_cases(file, coverage);
  require(outcome.cases.size() == file.cases.size());
  require(coverage.reached() <= coverage.points().size());
  std::vector<ContractOutcome> outcomes;
  outcomes.push_back({outcome.contract, file.contract_path, {std::move(outcome)}, coverage});
  show_trial(outcomes, {});
  return canonical(json_of_trial(outcomes)) + junit_of_trial(outcomes);
}

void try_cases_on(const std::string& contract, const std::string& cases) {
  const FindBeside beside = [&](const std::string&) -> FindRules {
    return [&](std::string_view kind, std::string_view) -> RuleText {
      if (kind != "contract") {
        throw InputError({}, Reason::file_missing, "there are no other files");
      }
      return {"c.yaml", contract};
    };
  };
  try {
    const CaseFile file = read_cases({"f.yaml", cases}, beside);
    require(outcome_of(file) == outcome_of(file));
  } catch (const InputError& error) {
    require(!error.problems().empty());
    for (const Problem& problem : error.problems()) {
      require(!problem.place.file.empty() && !problem.message.empty());
    }
  }
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto zero = std::min(input.find('\0'), input.size());
  outturn::try_cases_on(std::string(input.substr(0, zero)),
                        std::string(input.substr(std::min(zero + 1, input.size()))));
  return 0;
}
