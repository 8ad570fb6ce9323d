#include "earlier_statements.h"

#include "record/file.h"

#include <algorithm>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestStatement = std::size_t{64} << 20U;

}  // namespace

fs::path statement_folder(const std::string& contract, const Period& period) {
  std::string name = period.name;
  std::replace(name.begin(), name.end(), '/', '-');
  return fs::path(contract) / name;
}

const EarlierStatement* EarlierStatements::made(const Contract& contract,
                                                const Period& period) const {
  const auto found = std::find_if(made_.begin(), made_.end(), [&](const EarlierStatement& one) {
    return one.contract == contract.id && one.period == period;
  });
  return found == made_.end() ? nullptr : &*found;
}

std::vector<EarlierStatement> EarlierStatements::needed_for(const Contract& contract,
                                                            const Period& period) const {
  std::vector<EarlierStatement> found;
  for (const Period& earlier : periods_looked_back_on(contract, period)) {
    if (const EarlierStatement* statement = made(contract, earlier)) {
      found.push_back(*statement);
      continue;
    }
    for (const fs::path& folder : folders_) {
      const fs::path path = folder / statement_folder(contract.id, earlier) / "statement.json";
      if (fs::exists(path)) {
        found.push_back(read_earlier_statement(read_file(path, kLargestStatement), path.string()));
        break;
      }
    }
  }
  return found;
}

void EarlierStatements::keep(const Contract& contract, const std::string& statement) {
  if (!periods_looked_back_on(contract, contract.periods().back()).empty()) {
    made_.push_back(read_earlier_statement(statement, "the statement just made"));
  }
}

}  // namespace outturn::cli
