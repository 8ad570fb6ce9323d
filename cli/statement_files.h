// Statements and their evidence on disk.
#pragma once

#include "report/evidence_view.h"
#include "report/show.h"
#include "report/statement_view.h"
#include "value/problem.h"

#include <filesystem>
#include <string>
#include <vector>

namespace outturn::cli {

// A statement as read.
struct StatementFile {
  std::filesystem::path path;  // of statement.json
  std::string text;
  StatementView view;
};

// Reads a statement given its path or its folder's.
StatementFile read_statement_at(const std::filesystem::path& given);

// Where the statement's evidence should stand: beside it, whatever path the statement names.
std::filesystem::path evidence_path(const StatementFile& file);

// Whether the evidence beside the statement is the one it was made with. Throws
// InputError(not_a_statement) when it is, and the statement says another number of its rows.
EvidenceCheck check_evidence(const StatementFile& file);

// The evidence beside the statement. Throws InputError(file_missing, digest_differs) when it isn't
// there, or isn't the one that the statement was made with.
std::string read_evidence_text(const StatementFile& file);

// What that makes wrong: nothing, unless the evidence is there and another.
std::vector<Problem> problems_of(const StatementFile& file, EvidenceCheck check);

// The rows of one person.
Evidence read_evidence_of(const StatementFile& file, const std::string& person);

}  // namespace outturn::cli
