#include "register/enter.h"

#include "record/random.h"
#include "register/disputed.h"
#include "register/register.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

// How long a run waits for another that makes the same register.
constexpr int kMostAttempts = 50;
constexpr std::chrono::milliseconds kPause{100};

KeyHolder holder_of(const SigningKey& key) {
  return {to_string(key.public_key()), key.person()};
}

// What one step adds: each entry is taken into the ledger before the next is made.
class Draft {
 public:
  Draft(Ledger ledger, const Writer& writer) : ledger_(std::move(ledger)), writer_(writer) {}

  const Ledger& ledger() const { return ledger_; }
  const Writer& writer() const { return writer_; }

  std::int64_t add(EntryKind kind, const Json& fields) {
    return add(ledger_.next(writer_.at), kind, fields);
  }

  void open(const std::string& engine) {
    const EntryHead head{random_hex(16), 1, to_hex(Digest{}), writer_.at};
    add(head, EntryKind::opened, {{"engine", engine}});
  }

  void keep(const std::string& text) { addition_.documents.emplace(sha256(text), text); }

  Addition take() { return std::move(addition_); }

 private:
  std::int64_t add(const EntryHead& head, EntryKind kind, const Json& fields) {
    std::string body = sign_entry(head, kind, fields, writer_.key);
    const Entry entry = read_entry(body, "the new entry");
    if (const std::vector<EntryFault> faults = ledger_.take(entry); !faults.empty()) {
      throw Defect("an entry was made that can't stand: " + faults.front().message);
    }
    addition_.entries.push_back({std::move(body), to_hex(entry.hash)});
    return head.sequence;
  }

  Ledger ledger_;
  const Writer& writer_;
  Addition addition_;
};

void require_holder(const Ledger& ledger, const Writer& writer, const std::string& path) {
  const KeyHolder holder = holder_of(writer.key);
  const auto person = ledger.person_of(holder.key);
  if (!person) {
    throw InputError(
        Place{path},
        Reason::unknown_key_holder,
        fmt::format("the register doesn't take the key of {}", shown(holder.person)),
        "somebody whose key it knows adds it: outturn register add-key; a key that was "
        "revoked is replaced by a new one");
  }
  if (*person != holder.person) {
    throw InputError(Place{path},
                     Reason::unknown_key_holder,
                     fmt::format("the register knows this key as that of {}, not of {}",
                                 shown(*person),
                                 shown(holder.person)));
  }
}

// Adds what `draw` puts into the draft to a register that is there.
template <typename Draw>
void extend(const fs::path& path, const Writer& writer, const Draw& draw) {
  extend_register(path, [&](const std::vector<StoredEntry>& stored) {
    Register before = read_register(stored, path.string());
    require_holder(before.ledger, writer, path.string());
    Draft draft(std::move(before.ledger), writer);
    draw(draft);
    return draft.take();
  });
}

Json json_of(const std::vector<RunDocument>& documents) {
  Json list = Json::array();
  for (const RunDocument& document : documents) {
    list.push_back({{"kind", document.kind},
                    {"reference", document.reference},
                    {"file", document.file},
                    {"sha256", sha256(document.text)}});
  }
  return list;
}

std::string sign_statement(Role role,
                           const std::string& statement,
                           const Prepared& run,
                           std::int64_t entry,
                           const Draft& draft) {
  return draft.writer().key.sign(
      statement, role_comment(role, run.contract, run.period, draft.ledger().register_id(), entry));
}

std::int64_t add_run(const NewRun& run, Draft& draft) {
  Json fields = attested_by(parse_json(run.statement, "the statement"), "the statement");
  Prepared named;
  named.contract = fields["contract"];
  named.period = fields["period"];
  named.first = fields["first"];
  named.last = fields["last"];
  if (fields.contains("reconciles")) {
    named.reconciles = fields["reconciles"];
  }
  draft.ledger().require_may_prepare(named);
  fields["statement"] = sha256(run.statement);
  fields["documents"] = json_of(run.documents);
  fields["statement_signature"] =
      sign_statement(Role::prepared, run.statement, named, draft.ledger().size() + 1, draft);
  if (const EnteredRun* before = draft.ledger().issued(named.contract, named.period)) {
    fields["supersedes"] = before->entry;
  }
  draft.keep(run.statement);
  draft.keep(run.evidence);
  for (const RunDocument& document : run.documents) {
    draft.keep(document.text);
  }
  return draft.add(EntryKind::prepared, fields);
}

std::vector<std::int64_t> add_runs(const std::vector<NewRun>& runs, Draft& draft) {
  std::vector<std::int64_t> entries;
  entries.reserve(runs.size());
  for (const NewRun& run : runs) {
    entries.push_back(add_run(run, draft));
  }
  return entries;
}

std::vector<std::int64_t> make_with_runs(const fs::path& path,
                                         const std::vector<NewRun>& runs,
                                         const std::string& engine,
                                         const Writer& writer) {
  Draft draft({}, writer);
  draft.open(engine);
  std::vector<std::int64_t> entries = add_runs(runs, draft);
  make_register(path, draft.take());
  return entries;
}

void add_decision(std::int64_t entry,
                  EntryKind decision,
                  const std::string& reason,
                  const std::string& statement,
                  Draft& draft) {
  const EnteredRun& run = draft.ledger().run(entry);
  draft.ledger().require_may_decide(run, decision, holder_of(draft.writer().key));
  Json fields = {{"entry", entry}, {"statement", run.prepared.statement}};
  if (decision == EntryKind::rejected) {
    fields["reason"] = reason;
  } else {
    const Role role = decision == EntryKind::approved ? Role::approved : Role::issued;
    fields["statement_signature"] = sign_statement(role, statement, run.prepared, entry, draft);
  }
  draft.add(decision, fields);
}

std::int64_t add_dispute(const DisputeOpened& dispute, Draft& draft) {
  const Prepared& run = draft.ledger().run(dispute.entry).prepared;
  draft.ledger().require_may_open(dispute, draft.writer().at);
  Json about = {{"of", code_of(dispute.about.of)}};
  if (dispute.about.of != DisputeSubject::Of::total) {
    about["name"] = dispute.about.name;
  }
  Json fields = {{"entry", dispute.entry},
                 {"statement", run.statement},
                 {"about", about},
                 {"held", json_of(dispute.held, run.currency)},
                 {"reason", dispute.reason}};
  if (dispute.last_day) {
    fields["last_day"] = to_string(*dispute.last_day);
  }
  return draft.add(EntryKind::dispute_opened, fields);
}

std::int64_t add_answer(const DisputeAnswered& answer, Draft& draft) {
  const Dispute& dispute = draft.ledger().dispute(answer.dispute);
  draft.ledger().require_may_answer(dispute, holder_of(draft.writer().key));
  Json fields = {
      {"dispute", answer.dispute}, {"outcome", code_of(answer.outcome)}, {"reason", answer.reason}};
  if (answer.outcome == DisputeAnswered::Outcome::upheld) {
    const Prepared& run = draft.ledger().run(dispute.opened.entry).prepared;
    refuse_if(objection_to_amount(run, answer.amount));
    fields["amount"] = json_of(answer.amount, run.currency);
  }
  return draft.add(EntryKind::dispute_answered, fields);
}

// The statement prepared in an entry. It is read before the register is locked for writing; what an
// entry says never changes.
std::string statement_of(const fs::path& path, std::int64_t entry) {
  const RegisterFile file(path);
  const Register records = read_register(file.entries(), path.string());
  return document_of(file, records.ledger.run(entry).prepared.statement);
}

void require_subject(const fs::path& path, const DisputeOpened& dispute) {
  const RegisterFile file(path);
  const Register records = read_register(file.entries(), path.string());
  refuse_if(objection_to_subject(file, records.ledger.run(dispute.entry).prepared, dispute));
}

}  // namespace

std::vector<std::int64_t> enter_runs(const fs::path& path,
                                     const std::vector<NewRun>& runs,
                                     const std::string& engine,
                                     const Writer& writer) {
  std::error_code ignored;
  for (int attempt = 1; !fs::exists(path, ignored); ++attempt) {
    try {
      return make_with_runs(path, runs, engine, writer);
    } catch (const InputError&) {  // somebody else may be making it
      if (attempt == kMostAttempts) {
        throw;
      }
    }
    std::this_thread::sleep_for(kPause);
  }
  std::vector<std::int64_t> entries;
  extend(path, writer, [&](Draft& draft) { entries = add_runs(runs, draft); });
  return entries;
}

std::int64_t decide(const fs::path& path,
                    std::int64_t entry,
                    EntryKind decision,
                    const std::string& reason,
                    const Writer& writer) {
  std::int64_t made = 0;
  const std::string statement = statement_of(path, entry);
  extend(path, writer, [&](Draft& draft) {
    made = draft.ledger().size() + 1;
    add_decision(entry, decision, reason, statement, draft);
  });
  return made;
}

std::int64_t open_dispute(const fs::path& path,
                          const DisputeOpened& dispute,
                          const Writer& writer) {
  std::int64_t made = 0;
  require_subject(path, dispute);
  extend(path, writer, [&](Draft& draft) { made = add_dispute(dispute, draft); });
  return made;
}

std::int64_t answer_dispute(const fs::path& path,
                            const DisputeAnswered& answer,
                            const Writer& writer) {
  std::int64_t made = 0;
  extend(path, writer, [&](Draft& draft) { made = add_answer(answer, draft); });
  return made;
}

std::int64_t add_key(const fs::path& path, const KeyHolder& holder, const Writer& writer) {
  std::int64_t made = 0;
  extend(path, writer, [&](Draft& draft) {
    if (draft.ledger().has_known(holder.key)) {
      throw InputError(Place{path.string()},
                       Reason::duplicate_row,
                       "the register has known this key before",
                       "a key that was revoked doesn't come back: make a new one");
    }
    made = draft.add(EntryKind::key_added,
                     {{"key", {{"public", holder.key}, {"person", holder.person}}}});
  });
  return made;
}

std::int64_t revoke_key(const fs::path& path,
                        const std::string& key,
                        const std::string& reason,
                        const Writer& writer) {
  std::int64_t made = 0;
  extend(path, writer, [&](Draft& draft) {
    if (!draft.ledger().person_of(key)) {
      throw InputError(Place{path.string()},
                       Reason::unknown_key_holder,
                       "the register doesn't know this key, or it was revoked before",
                       "\"outturn register keys\" lists them");
    }
    made = draft.add(EntryKind::key_revoked, {{"key", key}, {"reason", reason}});
  });
  return made;
}

}  // namespace outturn
