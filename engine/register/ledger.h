// What the entries of a register amount to, read one after another: whose keys are good, how far
// each statement has come, and what is disputed. The same reading decides what may be added and
// what is wrong.
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

// A dispute, and what became of it.
struct Dispute {
  std::int64_t entry = 0;  // in which it was opened
  KeyHolder opener;
  DisputeOpened opened;
  std::optional<std::int64_t> answered_in;  // nothing: it is open
  DisputeAnswered answered;                 // once it is
};

// A dispute that was upheld, as whoever settles the period again takes it into account.
struct UpheldDispute {
  std::int64_t answered_in = 0;  // the entry in which it was upheld
  std::int64_t opened_in = 0;    // the entry in which it was opened
  DisputeSubject about;          // the total, a line or a person
  // What the provider is to be paid more by agreement, in the currency of the statement; below 0,
  // less. 0: what was wrong is put right by data or rules, and the next run shows it.
  Money amount;
  std::string reason;  // of the answer
};

// Why an entry can't be added: which of the closed reasons, which of its fields, and the sentence.
struct Objection {
  Reason reason;
  std::string field;
  std::string message;
  std::string advice;
};

// Throws InputError for an objection; does nothing without one.
void refuse_if(const std::optional<Objection>& objection);

// Why an entry can't stand where it stands: the field that is wrong, and why.
struct EntryFault {
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
  std::vector<EntryFault> take(const Entry& entry);

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

  // Throws InputError(already_issued) when a run would pay days whole that were paid by a statement
  // issued before, of a period of this or another name, or the difference to another statement.
  void require_may_prepare(const Prepared& prepared) const;

  // Throws InputError(wrong_stage, same_person) unless `by` may approve, issue or reject the run
  // now.
  void require_may_decide(const EnteredRun& run, EntryKind decision, const KeyHolder& by) const;

  // Every dispute, by the entry in which it was opened.
  const std::map<std::int64_t, Dispute>& disputes() const { return disputes_; }

  // The dispute that was opened in an entry. Throws InputError(not_in_register).
  const Dispute& dispute(std::int64_t entry) const;

  // The disputes of the run that was prepared in an entry to which there is no answer, in order.
  std::vector<const Dispute*> open_disputes_of(std::int64_t run) const;

  // What was upheld of any payable statement of a contract and period, also of one that is
  // superseded since, in the order of the answers. All of them, whatever was settled meanwhile:
  // which of them came before a run was prepared, the numbers of the entries tell.
  std::vector<UpheldDispute> upheld_disputes(std::string_view contract,
                                             std::string_view period) const;

  // Throws InputError(wrong_stage, past_deadline, out_of_range: also of what open disputes hold
  // together) unless the dispute may be opened
  // now, by a clock that says `at`. What of its statement it is about: register/disputed.h.
  void require_may_open(const DisputeOpened& dispute, std::string_view at) const;

  // Throws InputError(wrong_stage, same_person) unless `by` may answer the dispute.
  void require_may_answer(const Dispute& dispute, const KeyHolder& by) const;

 private:
  std::optional<Objection> objection_to(const EnteredRun& run,
                                        EntryKind decision,
                                        const KeyHolder& by) const;
  std::optional<Objection> objection_to_issuing(const EnteredRun& run) const;
  std::optional<Objection> objection_to_what_it_builds_on(const EnteredRun& run) const;
  std::optional<Objection> objection_to_preparing(const Prepared& prepared) const;
  const EnteredRun* paid_under_another_name(const Prepared& prepared) const;
  std::optional<Objection> objection_to(const EnteredRun& run,
                                        const DisputeOpened& dispute,
                                        std::string_view at) const;
  std::optional<Objection> objection_to(const Dispute& dispute, const KeyHolder& by) const;

  void check_chain(const Entry& entry);
  void check_holder(const Entry& entry);
  void take(const KeyAdded& added);
  void take(const Entry& entry, const KeyRevoked& revoked);
  void take(const Entry& entry, const Prepared& prepared);
  void take(const Entry& entry, const Decision& decision);
  void take(const Entry& entry, const DisputeOpened& opened);
  void take(const Entry& entry, const DisputeAnswered& answered);
  // The run that an entry is about; nullptr when there is none.
  EnteredRun* find_run(std::int64_t entry, const std::string& statement);
  void check_amount(const Entry& entry, const char* field, Money amount, std::int64_t run);
  void fault(std::string_view field, std::string message);

  std::int64_t size_ = 0;
  std::string register_id_;
  Digest last_hash_{};
  std::map<std::string, Key, std::less<>> keys_;
  std::map<std::int64_t, EnteredRun> runs_;
  std::map<std::int64_t, Dispute> disputes_;
  std::vector<EntryFault> faults_;  // of the entry that is being taken
};

}  // namespace outturn
