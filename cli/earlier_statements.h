// The statements of earlier periods that a run builds on: those made in the run, and those given.
#pragma once

#include "settle/earlier.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace outturn::cli {

// Where the statement of a period stands below a folder of statements: CONTRACT/PERIOD.
std::filesystem::path statement_folder(const std::string& contract, const Period& period);

class EarlierStatements {
 public:
  // `folders` hold statements as `settle --out` writes them.
  explicit EarlierStatements(std::vector<std::filesystem::path> folders)
      : folders_(std::move(folders)) {}

  // Those of the statements that settling a period needs which are there, made in this run or
  // given. Throws InputError(not_a_statement) for a file that isn't one.
  std::vector<EarlierStatement> needed_for(const Contract& contract, const Period& period) const;

  // Keeps what this run has settled, if a later period of the contract may need it. It goes before
  // a given statement of the same period.
  void keep(const Contract& contract, const std::string& statement);

 private:
  const EarlierStatement* made(const Contract& contract, const Period& period) const;

  std::vector<std::filesystem::path> folders_;
  std::vector<EarlierStatement> made_;
};

}  // namespace outturn::cli
