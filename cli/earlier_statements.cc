#include "earlier_statements.h"

#include "record/file.h"
#include "record/statement_folder.h"

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestStatement = std::size_t{64} << 20U;

}  // namespace

fs::path statement_folder(const std::string& contract, const Period& period) {
  return fs::path(contract) / folder_of_period(period.name);
}

EarlierStatements::EarlierStatements(std::vector<fs::path> folders,
                                     const std::vector<Contract>& contracts)
    : folders_(std::move(folders)) {
  for (const Contract& contract : contracts) {
    if (!periods_looked_back_on(contract, contract.periods().back()).empty()) {
      wanted_.insert(contract.id);
    }
    for (const std::string& other : contracts_built_on(contract)) {
      wanted_.insert(other);
    }
  }
}

void EarlierStatements::add_issued(const RegisterFile& file, const Register& records) {
  for (const auto& [entry, run] : records.ledger.runs()) {
    const bool counts = run.stage == Stage::issued && !run.superseded_by;
    if (counts && wanted_.contains(run.prepared.contract)) {
      issued_.push_back(read_earlier_statement(document_of(file, run.prepared.statement),
                                               fmt::format("entry {}", entry)));
    }
  }
}

void EarlierStatements::find(const std::string& contract,
                             const Period& period,
                             std::vector<EarlierStatement>& found) const {
  for (const auto* known : {&made_, &issued_}) {
    for (const EarlierStatement& one : *known) {
      if (one.contract == contract && one.period.first == period.first &&
          one.period.last == period.last) {
        found.push_back(one);
        return;
      }
    }
  }
  for (const fs::path& folder : folders_) {
    const fs::path path = folder / statement_folder(contract, period) / "statement.json";
    if (fs::exists(path)) {
      found.push_back(read_earlier_statement(read_file(path, kLargestStatement), path.string()));
      return;
    }
  }
}

std::vector<EarlierStatement> EarlierStatements::needed_for(const Contract& contract,
                                                            const Period& period) const {
  std::vector<EarlierStatement> found;
  for (const Period& earlier : periods_looked_back_on(contract, period)) {
    find(contract.id, earlier, found);
  }
  for (const std::string& other : contracts_built_on(contract)) {
    find(other, period, found);
  }
  return found;
}

void EarlierStatements::keep(const Contract& contract, const std::string& statement) {
  if (wanted_.contains(contract.id)) {
    made_.push_back(read_earlier_statement(statement, "the statement just made"));
  }
}

}  // namespace outturn::cli
