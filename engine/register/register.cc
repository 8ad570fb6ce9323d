#include "register/register.h"

#include "value/problem.h"

#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

[[noreturn]] void refuse(const std::string& path, const EntryFault& fault) {
  throw InputError(Place{path},
                   Reason::corrupt_register,
                   fmt::format("entry {}, {}: {}", fault.entry, fault.field, fault.message),
                   "\"outturn register verify\" says everything that is wrong with it");
}

}  // namespace

const Entry& Register::entry(std::int64_t sequence) const {
  if (sequence < 1 || sequence > static_cast<std::int64_t>(entries.size())) {
    throw InputError(Place{path},
                     Reason::not_in_register,
                     fmt::format("has no entry {}", sequence),
                     fmt::format("its entries are 1 to {}", entries.size()));
  }
  return entries[static_cast<std::size_t>(sequence) - 1];
}

Register read_register(const std::vector<StoredEntry>& entries, const std::string& path) {
  Register result;
  result.path = path;
  for (const StoredEntry& stored : entries) {
    const std::int64_t number = result.ledger.size() + 1;
    Entry entry = read_entry(stored.body, fmt::format("{}, entry {}", path, number));
    if (to_hex(entry.hash) != stored.hash) {
      refuse(path, {number, "hash", "it isn't the hash of what the entry says"});
    }
    if (const std::vector<EntryFault> faults = result.ledger.take(entry); !faults.empty()) {
      refuse(path, faults.front());
    }
    result.hashes.push_back(entry.hash);
    result.entries.push_back(std::move(entry));
  }
  return result;
}

std::string document_of(const RegisterFile& file, const std::string& sha256_of_it) {
  auto text = file.document(sha256_of_it);
  if (!text || sha256(*text) != sha256_of_it) {
    throw InputError(Place{file.path()},
                     Reason::corrupt_register,
                     fmt::format("the document {} {}",
                                 sha256_of_it,
                                 text ? "was changed: it has another digest" : "isn't there"),
                     "\"outturn register verify\" says everything that is wrong with it");
  }
  return std::move(*text);
}

std::optional<std::string> changes_of(const RegisterFile& file, const Prepared& prepared) {
  for (const DocumentRef& document : prepared.documents) {
    if (document.kind == kChangesDocument) {
      return document_of(file, document.sha256);
    }
  }
  return std::nullopt;
}

std::vector<SignatureFile> signature_files(const Register& records, const EnteredRun& run) {
  const auto named = [](EntryKind kind, std::string text) {
    return SignatureFile{
        fmt::format("statement.json.{}.minisig", code_of(kind)), std::move(text), kind};
  };
  std::vector<SignatureFile> files = {named(EntryKind::prepared, run.prepared.statement_signature)};
  for (const std::int64_t decision : run.decisions) {
    const Entry& entry = records.entry(decision);
    if (entry.kind != EntryKind::rejected) {
      files.push_back(named(entry.kind, std::get<Decision>(entry.what).statement_signature));
    }
  }
  return files;
}

}  // namespace outturn
