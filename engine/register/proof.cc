#include "register/proof.h"

#include "record/merkle.h"
#include "value/problem.h"

#include <fmt/format.h>

namespace outturn {
namespace {

// Entries that say whose the keys are that signed entries of a set, and those that revoke them.
std::set<std::int64_t> key_entries(const Register& records, const std::set<std::int64_t>& about) {
  std::set<std::string> keys;
  for (const std::int64_t sequence : about) {
    keys.insert(records.entry(sequence).by.key);
  }
  std::set<std::int64_t> found;
  for (const Entry& entry : records.entries) {
    const auto* added = std::get_if<KeyAdded>(&entry.what);
    const auto* revoked = std::get_if<KeyRevoked>(&entry.what);
    if ((added != nullptr && keys.contains(added->holder.key)) ||
        (revoked != nullptr && keys.contains(revoked->key)) ||
        (entry.kind == EntryKind::opened && keys.contains(entry.by.key))) {
      found.insert(entry.sequence);
    }
  }
  return found;
}

Json json_of(const std::vector<Digest>& path) {
  Json list = Json::array();
  for (const Digest& hash : path) {
    list.push_back(to_hex(hash));
  }
  return list;
}

Json json_of(const Register& records, std::int64_t sequence) {
  const auto index = static_cast<std::size_t>(sequence) - 1;
  return {{"sequence", sequence},
          {"body", canonical(records.entries[index].json)},
          {"path", json_of(merkle::inclusion_path(records.hashes, index))}};
}

Json json_of_since(const Register& records, const Head& since) {
  if (!begins_with(since, records.ledger.register_id(), records.hashes)) {
    throw InputError(Place{records.path},
                     Reason::digest_differs,
                     "the register doesn't begin with what had this head",
                     "\"outturn register verify --since\" says why");
  }
  return {{"size", since.entries},
          {"root", to_hex(since.root)},
          {"path", json_of(merkle::consistency_path(records.hashes, since.entries))}};
}

}  // namespace

std::set<std::int64_t> entries_about(const Register& records, const EnteredRun& run) {
  std::set<std::int64_t> about = {run.entry};
  about.insert(run.decisions.begin(), run.decisions.end());
  if (run.superseded_by) {
    const std::vector<std::int64_t>& later = records.ledger.run(*run.superseded_by).decisions;
    about.insert(*run.superseded_by);
    about.insert(later.begin(), later.end());
  }
  about.merge(key_entries(records, about));
  return about;
}

std::string proof_of(const Register& records,
                     std::int64_t entry,
                     const std::optional<Head>& since) {
  const Head head = records.head();
  Json proof = {{"form", kProofForm},
                {"register", head.register_id},
                {"size", head.entries},
                {"root", to_hex(head.root)},
                {"entries", Json::array()}};
  for (const std::int64_t sequence : entries_about(records, records.ledger.run(entry))) {
    proof["entries"].push_back(json_of(records, sequence));
  }
  if (since) {
    proof["since"] = json_of_since(records, *since);
  }
  return canonical(proof) + "\n";
}

}  // namespace outturn
