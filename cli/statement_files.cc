#include "statement_files.h"

#include "record/evidence_tree.h"
#include "record/file.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "value/utf8.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestStatement = std::size_t{256} << 20;
constexpr std::size_t kLargestEvidence = std::size_t{8} << 30;

[[noreturn]] void refuse_pin(const StatementFile& file, std::string message) {
  throw InputError(Place{file.path.string()},
                   Reason::not_a_statement,
                   std::move(message),
                   "settle again: this file was changed after it was written");
}

// What a statement says of its evidence besides the digest.
void check_pin(const StatementFile& file, const std::string& evidence) {
  const auto rows = std::count(evidence.begin(), evidence.end(), '\n') - 1;
  if (rows != file.view.evidence.rows) {
    refuse_pin(file,
               fmt::format("pins.evidence.rows is {}, and the evidence that it names has {}",
                           file.view.evidence.rows,
                           counted(rows, "row", "rows")));
  }
  const std::string root = to_hex(evidence_root(evidence));
  if (root != file.view.evidence.root) {
    refuse_pin(file,
               fmt::format("pins.evidence.root is {}, and that of the evidence it names {}",
                           shown(file.view.evidence.root),
                           root));
  }
}

}  // namespace

StatementFile read_statement_at(const fs::path& given) {
  std::error_code ignored;  // read_file says what is wrong
  const fs::path path = fs::is_directory(given, ignored) ? given / "statement.json" : given;
  std::string text = read_file(path, kLargestStatement);
  StatementView view = read_statement(text, path.string());
  return {path, std::move(text), std::move(view)};
}

fs::path evidence_path(const StatementFile& file) {
  return file.path.parent_path() / fs::path(file.view.evidence.file).filename();
}

EvidenceCheck check_evidence(const StatementFile& file) {
  const fs::path path = evidence_path(file);
  std::error_code unknown;  // read_file says what is wrong
  if (!fs::exists(path, unknown) && !unknown) {
    return EvidenceCheck::missing;
  }
  const std::string text = read_file(path, kLargestEvidence);
  if (sha256(text) != file.view.evidence.sha256) {
    return EvidenceCheck::differs;
  }
  check_pin(file, text);
  return EvidenceCheck::matches;
}

std::string read_evidence_text(const StatementFile& file) {
  const fs::path path = evidence_path(file);
  std::string text = read_file(path, kLargestEvidence);
  if (sha256(text) != file.view.evidence.sha256) {
    throw InputError(problems_of(file, EvidenceCheck::differs));
  }
  return text;
}

std::vector<Problem> problems_of(const StatementFile& file, EvidenceCheck check) {
  if (check != EvidenceCheck::differs) {
    return {};
  }
  return {{Place{evidence_path(file).string()},
           Reason::digest_differs,
           "this isn't the evidence that the statement was made with",
           "don't rely on either before you know why"}};
}

Evidence read_evidence_of(const StatementFile& file, const std::string& person) {
  const fs::path path = evidence_path(file);
  return read_evidence(read_file(path, kLargestEvidence), path.string(), file.view, person);
}

}  // namespace outturn::cli
