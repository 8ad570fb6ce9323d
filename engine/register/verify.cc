#include "register/verify.h"

#include "record/merkle.h"
#include "register/disputed.h"
#include "register/register.h"
#include "value/problem.h"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

class Verification {
 public:
  explicit Verification(const RegisterFile& file) : file_(file) {}

  void check(const StoredEntry& stored) {
    const auto number = static_cast<std::int64_t>(hashes_.size()) + 1;
    hashes_.push_back(merkle::leaf_hash(stored.body));
    if (to_hex(hashes_.back()) != stored.hash) {
      fault(number, "hash", "it isn't the hash of what the entry says");
    }
    try {
      check(read_entry(stored.body, fmt::format("entry {}", number)));
    } catch (const InputError& error) {
      fault(number, "body", error.problems().front().message);
    }
  }

  // What only the whole of it shows.
  void check_whole(const std::optional<Head>& since) {
    for (const std::string& document : file_.documents()) {
      if (!named_.contains(document)) {
        fault(0, "documents", fmt::format("no entry names the document {}", document));
      }
    }
    if (since && !begins_with(*since, ledger_.register_id(), hashes_)) {
      check_since(*since);
    }
  }

  RegisterReport report() {
    return {
        head_of(ledger_.register_id(), hashes_), named_.size(), signatures_, std::move(faults_)};
  }

 private:
  void fault(std::int64_t entry, std::string field, std::string message) {
    faults_.push_back({entry, std::move(field), std::move(message)});
  }

  void check(const Entry& entry) {
    for (EntryFault& fault : ledger_.take(entry)) {
      faults_.push_back(std::move(fault));
    }
    ++signatures_;
    if (!is_signed(entry)) {
      fault(entry.sequence, "signature", "it isn't that of the key which the entry names");
    }
    if (const auto* prepared = std::get_if<Prepared>(&entry.what)) {
      check_run(entry, *prepared);
    } else if (const auto* decision = std::get_if<Decision>(&entry.what)) {
      check_decision(entry, *decision);
    } else if (const auto* dispute = std::get_if<DisputeOpened>(&entry.what)) {
      check_dispute(entry, *dispute);
    }
  }

  // The text of a document, when it is there and has its digest; each is read once.
  std::optional<std::string> document(const Entry& entry,
                                      const std::string& field,
                                      const std::string& sha) {
    named_.insert(sha);
    try {
      return document_of(file_, sha);
    } catch (const InputError& error) {
      fault(entry.sequence, field, error.problems().front().message);
      return std::nullopt;
    }
  }

  void check_run(const Entry& entry, const Prepared& prepared) {
    document(entry, "evidence", prepared.evidence);
    for (std::size_t i = 0; i < prepared.documents.size(); ++i) {
      document(entry, fmt::format("documents[{}]", i), prepared.documents[i].sha256);
    }
    const auto statement = document(entry, "statement", prepared.statement);
    if (!statement) {
      return;
    }
    check_attested(entry, *statement);
    check_statement_signature(
        entry, Role::prepared, prepared, entry.sequence, prepared.statement_signature, *statement);
  }

  void check_attested(const Entry& entry, const std::string& statement) {
    const std::string name = fmt::format("the statement of entry {}", entry.sequence);
    const Json attested = attested_by(parse_json(statement, name), name);
    for (const auto& [key, value] : attested.items()) {
      if (!entry.json.contains(key) || entry.json[key] != value) {
        fault(entry.sequence, key, "it isn't what the statement says");
      }
    }
  }

  void check_statement_signature(const Entry& entry,
                                 Role role,
                                 const Prepared& run,
                                 std::int64_t run_entry,
                                 const std::string& signature,
                                 const std::string& statement) {
    ++signatures_;
    const auto key = parse_public_key(entry.by.key);
    const std::string comment =
        role_comment(role, run.contract, run.period, ledger_.register_id(), run_entry);
    if (!key || signed_comment(*key, statement, signature) != comment) {
      fault(entry.sequence,
            "statement_signature",
            "it isn't a signature of this statement by this key for this entry");
    }
  }

  void check_decision(const Entry& entry, const Decision& decision) {
    const auto run = ledger_.runs().find(decision.entry);
    if (entry.kind == EntryKind::rejected || run == ledger_.runs().end()) {
      return;
    }
    const Role role = entry.kind == EntryKind::approved ? Role::approved : Role::issued;
    if (const auto statement = document(entry, "statement", run->second.prepared.statement)) {
      check_statement_signature(entry,
                                role,
                                run->second.prepared,
                                decision.entry,
                                decision.statement_signature,
                                *statement);
    }
  }

  void check_dispute(const Entry& entry, const DisputeOpened& dispute) {
    const auto run = ledger_.runs().find(dispute.entry);
    if (run == ledger_.runs().end()) {
      return;
    }
    try {
      if (const auto objection = objection_to_subject(file_, run->second.prepared, dispute)) {
        fault(entry.sequence, objection->field, objection->message);
      }
    } catch (const InputError& error) {
      fault(entry.sequence, "statement", error.problems().front().message);
    }
  }

  void check_since(const Head& since) {
    if (since.register_id != ledger_.register_id()) {
      fault(0, "register", "the head that was kept is of another register");
    } else if (since.entries > hashes_.size()) {
      fault(0,
            "entries",
            fmt::format("there are {}, and the head that was kept had {}: the end was cut off",
                        hashes_.size(),
                        since.entries));
    } else {
      fault(0,
            "root",
            fmt::format("the first {} entries aren't those of the head that was kept",
                        since.entries));
    }
  }

  const RegisterFile& file_;
  Ledger ledger_;
  std::vector<Digest> hashes_;
  std::set<std::string> named_;
  std::size_t signatures_ = 0;
  std::vector<EntryFault> faults_;
};

}  // namespace

RegisterReport verify_register(const RegisterFile& file,
                               const std::optional<Head>& since,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
  Verification verification(file);
  const std::vector<StoredEntry> entries = file.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    verification.check(entries[i]);
    if (progress) {
      progress(i + 1, entries.size());
    }
  }
  verification.check_whole(since);
  return verification.report();
}

}  // namespace outturn
