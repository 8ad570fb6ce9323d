#include "register/ledger.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// A statement is approved when it was prepared, issued when it was approved, and rejected until it
// is issued.
bool is_open_for(EntryKind decision, Stage stage) {
  switch (decision) {
    case EntryKind::approved:
      return stage == Stage::prepared;
    case EntryKind::issued:
      return stage == Stage::approved;
    default:
      return stage == Stage::prepared || stage == Stage::approved;
  }
}

}  // namespace

std::string_view word_for(Stage stage) {
  switch (stage) {
    case Stage::prepared:
      return "prepared";
    case Stage::approved:
      return "approved";
    case Stage::issued:
      return "issued";
    case Stage::rejected:
      return "rejected";
  }
  throw Defect("a stage without a word");
}

void refuse_if(const std::optional<Objection>& objection) {
  if (objection) {
    throw InputError({}, objection->reason, objection->message, objection->advice);
  }
}

// What builds on a statement that was superseded since may pay what a cap no longer leaves.
std::optional<Objection> Ledger::objection_to_what_it_builds_on(const EnteredRun& run) const {
  for (const StatementRef& earlier : run.prepared.statements) {
    const EnteredRun* now = issued(earlier.contract, earlier.period);
    if (now != nullptr && now->prepared.statement != earlier.sha256) {
      return Objection{Reason::wrong_stage,
                       "statements",
                       fmt::format("it builds on another statement of {} {} than the one that "
                                   "counts, of entry {}",
                                   earlier.contract,
                                   earlier.period,
                                   now->entry),
                       "settle it again"};
    }
  }
  return std::nullopt;
}

// A statement that doesn't know of one issued meanwhile would pay the whole of it again.
std::optional<Objection> Ledger::objection_to_issuing(const EnteredRun& run) const {
  const EnteredRun* before = issued(run.prepared.contract, run.prepared.period);
  if (before == nullptr || run.prepared.supersedes == before->entry) {
    return objection_to_what_it_builds_on(run);
  }
  return Objection{
      Reason::wrong_stage,
      "entry",
      fmt::format("the statement of entry {} was issued for this period since", before->entry),
      "settle again: the new statement supersedes that one"};
}

std::optional<Objection> Ledger::objection_to(const EnteredRun& run,
                                              EntryKind decision,
                                              const KeyHolder& by) const {
  if (!is_open_for(decision, run.stage)) {
    return Objection{Reason::wrong_stage,
                     "entry",
                     fmt::format("the statement of entry {} is {}: it can't be {}",
                                 run.entry,
                                 word_for(run.stage),
                                 code_of(decision)),
                     decision == EntryKind::issued && run.stage == Stage::prepared
                         ? "somebody else than who prepared it approves it first"
                         : ""};
  }
  if (decision == EntryKind::issued) {
    return objection_to_issuing(run);
  }
  if (decision == EntryKind::approved &&
      (by.key == run.preparer.key || by.person == run.preparer.person)) {
    return Objection{
        Reason::same_person,
        "by",
        fmt::format("{} prepared it: somebody else must approve it", shown(run.preparer.person)),
        "two people stand for a statement; a second key of one person is no second "
        "person"};
  }
  return std::nullopt;
}

// A payable statement that counts, of a period of other days that lies within these or holds them:
// the contract's periods were cut or named anew.
const EnteredRun* Ledger::paid_under_another_name(const Prepared& prepared) const {
  const auto within = [](const Prepared& inner, const Prepared& outer) {
    return outer.first <= inner.first && inner.last <= outer.last;
  };
  for (const auto& [entry, run] : runs_) {
    const Prepared& other = run.prepared;
    const bool counts = run.stage == Stage::issued && !run.superseded_by && other.payable;
    if (counts && other.contract == prepared.contract && other.period != prepared.period &&
        (within(other, prepared) || within(prepared, other))) {
      return &run;
    }
  }
  return nullptr;
}

// Only the difference to what was paid before is paid.
std::optional<Objection> Ledger::objection_to_preparing(const Prepared& prepared) const {
  if (const EnteredRun* other = paid_under_another_name(prepared)) {
    return Objection{Reason::already_issued,
                     "period",
                     fmt::format("days of {} {} are payable by the statement of entry {} already, "
                                 "as {}",
                                 prepared.contract,
                                 prepared.period,
                                 other->entry,
                                 other->prepared.period),
                     "a contract whose periods are cut anew would pay these days twice"};
  }
  const EnteredRun* before = issued(prepared.contract, prepared.period);
  if (before == nullptr || !before->prepared.payable) {
    return prepared.reconciles ? std::optional(Objection{Reason::already_issued,
                                                         "reconciles",
                                                         "no payable statement of this period "
                                                         "counts that it could pay a difference to",
                                                         "settle it again"})
                               : std::nullopt;
  }
  if (prepared.reconciles == before->prepared.statement) {
    return std::nullopt;
  }
  return Objection{Reason::already_issued,
                   "reconciles",
                   fmt::format("{} {} is payable by the statement of entry {} already",
                               prepared.contract,
                               prepared.period,
                               before->entry),
                   "outturn settle --run reconciliation pays the difference to it"};
}

void Ledger::require_may_prepare(const Prepared& prepared) const {
  refuse_if(objection_to_preparing(prepared));
}

void Ledger::require_may_decide(const EnteredRun& run,
                                EntryKind decision,
                                const KeyHolder& by) const {
  refuse_if(objection_to(run, decision, by));
}

void Ledger::fault(std::string_view field, std::string message) {
  faults_.push_back({size_ + 1, std::string(field), std::move(message)});
}

void Ledger::check_chain(const Entry& entry) {
  if (entry.sequence != size_ + 1) {
    fault("sequence", fmt::format("it stands as entry {} and says {}", size_ + 1, entry.sequence));
  }
  if (entry.previous != to_hex(last_hash_)) {
    fault("previous", "it isn't the hash of the entry before it");
  }
  const bool first = size_ == 0;
  if (first != (entry.kind == EntryKind::opened)) {
    fault("kind", first ? "the first entry opens the register" : "it was opened already");
  }
  if (!first && entry.register_id != register_id_) {
    fault("register", "it is of another register");
  }
}

void Ledger::check_holder(const Entry& entry) {
  const auto key = keys_.find(entry.by.key);
  if (key == keys_.end()) {
    fault("by", "its key isn't known to the register");
  } else if (key->second.revoked_in) {
    fault("by", fmt::format("its key was revoked in entry {}", *key->second.revoked_in));
  } else if (key->second.person != entry.by.person) {
    fault("by", fmt::format("its key belongs to {}", shown(key->second.person)));
  }
}

void Ledger::take(const KeyAdded& added) {
  if (!parse_public_key(added.holder.key)) {
    fault("key", "it isn't a public key");
  }
  if (!keys_.emplace(added.holder.key, Key{added.holder.person, std::nullopt}).second) {
    fault("key", "the register has known this key before");
  }
}

void Ledger::take(const Entry& entry, const KeyRevoked& revoked) {
  const auto key = keys_.find(revoked.key);
  if (key == keys_.end()) {
    fault("key", "the register doesn't know this key");
  } else if (key->second.revoked_in) {
    fault("key", fmt::format("it was revoked before, in entry {}", *key->second.revoked_in));
  } else {
    key->second.revoked_in = entry.sequence;
  }
}

void Ledger::take(const Entry& entry, const Prepared& prepared) {
  const EnteredRun* before = issued(prepared.contract, prepared.period);
  const auto expected = before == nullptr ? std::nullopt : std::optional(before->entry);
  if (prepared.supersedes != expected) {
    fault("supersedes",
          expected ? fmt::format("the run that was issued before is of entry {}", *expected)
                   : "no run of this contract and period was issued before");
  }
  if (const auto objection = objection_to_preparing(prepared)) {
    fault(objection->field, objection->message);
  }
  EnteredRun run;
  run.entry = entry.sequence;
  run.preparer = entry.by;
  run.prepared = prepared;
  runs_.emplace(entry.sequence, std::move(run));
}

EnteredRun* Ledger::find_run(std::int64_t entry, const std::string& statement) {
  const auto found = runs_.find(entry);
  if (found == runs_.end()) {
    fault("entry", fmt::format("no statement was prepared in entry {}", entry));
    return nullptr;
  }
  if (statement != found->second.prepared.statement) {
    fault("statement", fmt::format("it isn't the statement of entry {}", entry));
  }
  return &found->second;
}

void Ledger::take(const Entry& entry, const Decision& decision) {
  EnteredRun* found = find_run(decision.entry, decision.statement);
  if (found == nullptr) {
    return;
  }
  EnteredRun& run = *found;
  if (const auto objection = objection_to(run, entry.kind, entry.by)) {
    fault(objection->field, objection->message);
  }
  run.decisions.push_back(entry.sequence);
  if (entry.kind == EntryKind::issued) {
    if (const auto before = runs_.find(run.prepared.supersedes.value_or(0));
        before != runs_.end()) {
      before->second.superseded_by = run.entry;
    }
    run.stage = Stage::issued;
  } else {
    run.stage = entry.kind == EntryKind::approved ? Stage::approved : Stage::rejected;
  }
}

std::vector<EntryFault> Ledger::take(const Entry& entry) {
  faults_.clear();
  check_chain(entry);
  if (size_ == 0) {
    register_id_ = entry.register_id;
    keys_.emplace(entry.by.key, Key{entry.by.person, std::nullopt});
  }
  check_holder(entry);
  if (const auto* added = std::get_if<KeyAdded>(&entry.what)) {
    take(*added);
  } else if (const auto* revoked = std::get_if<KeyRevoked>(&entry.what)) {
    take(entry, *revoked);
  } else if (const auto* prepared = std::get_if<Prepared>(&entry.what)) {
    take(entry, *prepared);
  } else if (const auto* decision = std::get_if<Decision>(&entry.what)) {
    take(entry, *decision);
  } else if (const auto* opened = std::get_if<DisputeOpened>(&entry.what)) {
    take(entry, *opened);
  } else if (const auto* answered = std::get_if<DisputeAnswered>(&entry.what)) {
    take(entry, *answered);
  }
  ++size_;
  last_hash_ = entry.hash;
  return faults_;
}

EntryHead Ledger::next(std::string at) const {
  return {register_id_, size_ + 1, to_hex(last_hash_), std::move(at)};
}

std::optional<std::string> Ledger::person_of(std::string_view key) const {
  const auto found = keys_.find(key);
  return found == keys_.end() || found->second.revoked_in ? std::nullopt
                                                          : std::optional(found->second.person);
}

const EnteredRun* Ledger::issued(std::string_view contract, std::string_view period) const {
  const EnteredRun* last = nullptr;
  for (const auto& [entry, run] : runs_) {
    if (run.stage == Stage::issued && !run.superseded_by && run.prepared.contract == contract &&
        run.prepared.period == period) {
      last = &run;
    }
  }
  return last;
}

const EnteredRun& Ledger::run(std::int64_t entry) const {
  const auto found = runs_.find(entry);
  if (found == runs_.end()) {
    throw InputError({},
                     Reason::not_in_register,
                     fmt::format("no statement was prepared in entry {}", entry),
                     "outturn register list says which there are");
  }
  return found->second;
}

}  // namespace outturn
