#include "files.h"

#include "record/file.h"
#include "value/problem.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

namespace outturn::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestStatement = std::size_t{256} << 20U;
constexpr std::size_t kLargestEvidence = std::size_t{8} << 30U;
constexpr std::size_t kLargestProof = std::size_t{64} << 20U;
constexpr std::size_t kLargestKey = std::size_t{1} << 20U;

verify::File file_at(const fs::path& path, std::size_t largest) {
  return {path.string(), read_file(path, largest)};
}

// A file that may be absent: only what stands there is read.
std::optional<verify::File> file_if_there(const fs::path& path, std::size_t largest) {
  std::error_code unknown;  // read_file says what is wrong
  return fs::exists(path, unknown) || unknown ? std::optional(file_at(path, largest))
                                              : std::nullopt;
}

std::optional<verify::File> file_if_named(const std::string& name, std::size_t largest) {
  return name.empty() ? std::nullopt : std::optional(file_at(name, largest));
}

fs::path statement_path(const std::string& given) {
  std::error_code ignored;  // read_file says what is wrong
  return fs::is_directory(given, ignored) ? fs::path(given) / "statement.json" : fs::path(given);
}

fs::path with_suffix(const fs::path& path, const char* suffix) {
  return fs::path(path.string() + suffix);
}

// Every statement.json in a folder and the folders in it, in the order of their paths.
std::vector<fs::path> statements_in(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().filename() == "statement.json") {
      found.push_back(at->path());
    }
  }
  if (error) {
    throw InputError(Place{folder},
                     fs::exists(folder) ? Reason::file_unreadable : Reason::file_missing,
                     "can't be looked through: " + error.message(),
                     "--earlier names a folder in which earlier statements stand");
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

verify::Inputs read_inputs(const Named& named) {
  const fs::path path = statement_path(named.statement);
  const fs::path folder = path.parent_path();
  verify::Inputs inputs{file_at(path, kLargestStatement)};
  inputs.evidence = named.evidence.empty()
                        ? file_if_there(folder / "evidence.csv", kLargestEvidence)
                        : file_if_named(named.evidence, kLargestEvidence);
  inputs.changes = file_if_there(folder / "changes.csv", kLargestEvidence);
  if (!inputs.evidence) {
    if (auto manifest = file_if_there(folder / "bundle.json", kLargestStatement)) {
      inputs.bundle = verify::BundleFiles{std::move(*manifest),
                                          file_at(folder / "own-evidence.csv", kLargestEvidence)};
    }
  }
  inputs.proof = named.proof.empty() ? file_if_there(folder / "proof.json", kLargestProof)
                                     : file_if_named(named.proof, kLargestProof);
  inputs.signatures = {file_if_there(with_suffix(path, ".prepared.minisig"), kLargestKey),
                       file_if_there(with_suffix(path, ".approved.minisig"), kLargestKey)};
  inputs.head = file_if_named(named.head, kLargestKey);
  inputs.keys = file_if_named(named.keys, kLargestKey);
  for (const std::string& earlier : named.earlier) {
    for (const fs::path& statement : statements_in(earlier)) {
      inputs.earlier.push_back(file_at(statement, kLargestStatement));
    }
  }
  return inputs;
}

}  // namespace outturn::cli
