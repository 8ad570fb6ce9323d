// What the entries of a register amount to, read one after another: whose keys are good, and how
// far each statement has come. The same reading decides what may be added and what is wrong.
#pragma once

#include "register/entry.h"
#include "value/problem.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// How far a prepared statement has come.
enum class Stage { prepared, approved, issued, rejected };
std::string_view word_for(Stage stage);

struct EnteredRun {
  std::int64_t entry = 0;
  KeyHolder preparer;
  Prepared prepared;
  Stage stage = Stage::prepared;
  std::optional<std::int64_t> superseded_by;  // a later run that was issued
  std::vector<std::int64_t> decisions;        // entries about it
};

// Why an entry can't stand where it stands: the field that is wrong, and why.
struct Fault {
  std::int64_t entry;
  std::string field;
  std::string message;
};

class Ledger {
 public:
  // Checks an entry against those before it, and takes it in: the hash it names, its number, the
  // register it is of, the keys it rests on and the stage of the statement it is about. Signatures
  // are whoever-calls' business. Returns what is wrong, if anything is; the entry is taken in as
  // far as that allows, so that the reading goes on.
  std::vector<Fault> take(const Entry& entry);

  std::int64_t size() const { return size_; }
  const std::string& register_id() const { return register_id_; }
  const Digest& last_hash() const { return last_hash_; }
  const std::map<std::int64_t, EnteredRun>& runs() const { return runs_; }

  // The head of the entry that comes next.
  EntryHead next(std::string at) const;

  // The person a key belongs to, while it is good; nothing for a key that isn't known or was
  // revoked.
  std::optional<std::string> person_of(std::string_view key) const;

  // Whether a key was ever added.
  bool has_known(std::string_view key) const { return keys_.find(key) != keys_.end(); }

  // Every key that was added, with its person, and the entry that revoked it if one did.
  struct Key {
    std::string person;
    std::optional<std::int64_t> revoked_in;
  };
  const std::map<std::string, Key, std::less<>>& keys() const { return keys_; }

  // The run of a contract and period that was issued last; nullptr when none was.
  const EnteredRun* issued(std::string_view contract, std::string_view period) const;

  // The run that was prepared in an entry. Throws InputError(not_in_register).
  const EnteredRun& run(std::int64_t entry) const;

  // Throws InputError(already_issued) when a run would pay a period whole that was paid by a
  // statement issued before, or the difference to another statement than that one.
  void require_may_prepare(const Prepared& prepared) const;

  // Throws InputError(wrong_stage, same_person) unless `by` may approve, issue or reject the run
  // now.
  void require_may_decide(const EnteredRun& run, EntryKind decision, const KeyHolder& by) const;

 private:
  // Why a decision about a run can't be made: which of the closed reasons, which field of the
  // entry, and the sentence.
  struct Objection {
    Reason reason;
    std::string field;
    std::string message;
    std::string advice;
  };
  std::optional<Objection> objection_to(const EnteredRun& run,
                                        EntryKind decision,
                                        const KeyHolder& by) const;
  std::optional<Objection> objection_to_issuing(const EnteredRun& run) const;
  std::optional<Objection> objection_to_preparing(const Prepared& prepared) const;

  void check_chain(const Entry& entry);
  void check_holder(const Entry& entry);
  void take(const KeyAdded& added);
  void take(const Entry& entry, const KeyRevoked& revoked);
  void take(const Entry& entry, const Prepared& prepared);
  void take(const Entry& entry, const Decision& decision);
  void fault(std::string_view field, std::string message);

  std::int64_t size_ = 0;
  std::string register_id_;
  Digest last_hash_{};
  std::map<std::string, Key, std::less<>> keys_;
  std::map<std::int64_t, EnteredRun> runs_;
  std::vector<Fault> faults_;  // of the entry that is being taken
};

}  // namespace outturn
