// The statements that a run builds on: those made in the run, those issued, and those given.
#pragma once

#include "register/register.h"
#include "settle/earlier.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace outturn::cli {

// Where the statement of a period stands below a folder of statements: CONTRACT/PERIOD.
std::filesystem::path statement_folder(const std::string& contract, const Period& period);

class EarlierStatements {
 public:
  // `folders` hold statements as `settle --out` writes them; `contracts` are those of the run.
  EarlierStatements(std::vector<std::filesystem::path> folders,
                    const std::vector<Contract>& contracts);

  // Takes the statements that count now in a register: they go before those in folders.
  void add_issued(const RegisterFile& file, const Register& records);

  // Those of the statements that settling a period needs which are there, made in this run or
  // given. Throws InputError(not_a_statement) for a file that isn't one.
  std::vector<EarlierStatement> needed_for(const Contract& contract, const Period& period) const;

  // Keeps what this run has settled, if another settlement may need it. It goes before a given
  // statement of the same period.
  void keep(const Contract& contract, const std::string& statement);

 private:
  void find(const std::string& contract,
            const Period& period,
            std::vector<EarlierStatement>& found) const;

  std::vector<std::filesystem::path> folders_;
  std::set<std::string> wanted_;  // ids of contracts that others build on
  std::vector<EarlierStatement> made_;
  std::vector<EarlierStatement> issued_;
};

}  // namespace outturn::cli
