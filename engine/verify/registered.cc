#include "record/minisign.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "value/utf8.h"
#include "verify/head_file.h"
#include "verify/proof.h"
#include "verify/questions.h"
#include "verify/state.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::string_view kEntryForm = "outturn-entry/1";
constexpr std::string_view kEntryComment = "outturn entry";

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

// The entries of a proof, each in itself and under the root.
class EntryCheck {
 public:
  EntryCheck(const Proof& proof, Findings& findings) : proof_(proof), findings_(findings) {}

  void check() {
    const Entry* before = nullptr;
    for (const Entry& entry : proof_.entries()) {
      check_form(entry, before);
      check_place(entry);
      check_signature(entry);
      if (entry.kind() == "key_added") {
        check_new_key(entry);
      }
      before = &entry;
    }
  }

 private:
  void expect(const Entry& entry,
              std::string_view field,
              const std::string& right,
              std::string_view source) {
    const JsonField said = entry.root().at(field);
    findings_.expect_in(entry.name(), said.path(), said.text(), right, source);
  }

  void check_form(const Entry& entry, const Entry* before) {
    expect(entry, "form", std::string(kEntryForm), "its kind");
    expect(entry, "register", proof_.register_id(), "the proof");
    findings_.expect_in(entry.name(),
                        "sequence",
                        fmt::format("{}", entry.root().at("sequence").integer()),
                        fmt::format("{}", entry.sequence()),
                        "the proof");
    if (canonical(entry.json()) != entry.body()) {
      findings_.fail_in(entry.name(), "", "the entry isn't in canonical form (RFC 8785)");
    }
    if (entry.sequence() == 1) {
      expect(entry, "previous", to_hex(Digest{}), "its being the first");
    } else if (before != nullptr && before->sequence() + 1 == entry.sequence()) {
      expect(entry, "previous", to_hex(before->leaf()), "the entry before it");
    }
  }

  void check_place(const Entry& entry) {
    if (!merkle::is_included(entry.leaf(),
                             size_of(entry.sequence() - 1),
                             size_of(proof_.size()),
                             entry.path(),
                             proof_.root())) {
      findings_.fail_in(
          entry.name(), "path", "path: it doesn't lead from this entry to the root of the proof");
    }
  }

  void check_signature(const Entry& entry) {
    Json signed_body = entry.json();
    const std::string signature = entry.root().at("signature").text();
    signed_body.erase("signature");
    const auto key = parse_public_key(entry.key());
    const auto comment =
        key ? signed_comment(*key, canonical(signed_body), signature) : std::nullopt;
    if (!comment) {
      findings_.fail_in(
          entry.name(), "signature", "signature: it isn't one of this entry by by.key");
      return;
    }
    findings_.expect_in(entry.name(),
                        "trusted comment of signature",
                        *comment,
                        std::string(kEntryComment),
                        "its being an entry's");
  }

  // Under no other name than the one that the key came in with does anybody sign.
  void check_new_key(const Entry& added) {
    const JsonField key = added.root().at("key");
    for (const Entry& entry : proof_.entries()) {
      if (entry.key() == key.at("public").text()) {
        expect_person(entry, key.at("person").text(), added);
      }
    }
  }

  void expect_person(const Entry& entry, const std::string& person, const Entry& added) {
    findings_.expect_in(entry.name(),
                        "by.person",
                        entry.person(),
                        person,
                        fmt::format("entry {}, which added the key,", added.sequence()));
  }

  const Proof& proof_;
  Findings& findings_;
};

// What the entry of a statement says of it.
class AgreementCheck {
 public:
  AgreementCheck(const Entry& entry, const JsonField& statement, Findings& findings)
      : entry_(entry), statement_(statement), findings_(findings) {}

  void check() {
    const JsonField run = statement_.at("run");
    const auto again = statement_.find("reconciliation");
    const JsonField due = again ? again->at("due") : statement_.at("total");
    const JsonField contract = statement_.at("contract");
    const JsonField pins = statement_.at("pins");
    expect("contract", contract.at("id"));
    expect("period", statement_.at("period").at("name"));
    expect("first", statement_.at("period").at("first"));
    expect("last", statement_.at("period").at("last"));
    expect("run", run.at("kind"));
    expect("payable", run.at("payable"));
    expect("currency", contract.at("currency"));
    expect_json("due.minor", entry_.root().at("due").at("minor").json(), due.at("minor"));
    expect_json("due.shown", entry_.root().at("due").at("shown").json(), due.at("shown"));
    expect("evidence", pins.at("evidence").at("sha256"));
    expect("engine", pins.at("engine"));
    expect("batches", pins.at("batches"));
    expect_or_absent("known_at_batch", pins.find("known_at_batch"), "pins of the statement");
    expect_or_absent("statements", pins.find("statements"), "pins of the statement");
    expect_or_absent("reconciles",
                     again ? std::optional(again->at("superseded").at("sha256")) : std::nullopt,
                     "reconciliation of the statement");
    check_documents(pins.at("rules"));
  }

 private:
  void expect(std::string_view field, const JsonField& right) {
    expect_json(std::string(field), entry_.root().at(field).json(), right);
  }

  void expect_json(const std::string& field, const Json& said, const JsonField& right) {
    if (said != right.json()) {
      findings_.expect_in(entry_.name(),
                          field,
                          canonical(said),
                          canonical(right.json()),
                          right.path() + " of the statement");
    }
  }

  // What a statement may lack, its entry may lack as well, or say as nothing.
  void expect_or_absent(std::string_view field,
                        const std::optional<JsonField>& right,
                        std::string_view source) {
    const auto said = entry_.root().find(field);
    const auto is_nothing = [](const std::optional<JsonField>& one) {
      return !one || one->json().is_null() || (one->json().is_array() && one->json().empty());
    };
    if (is_nothing(right) && is_nothing(said)) {
      return;
    }
    const std::string nothing = "nothing";
    const std::string one = said ? canonical(said->json()) : nothing;
    const std::string other = right ? canonical(right->json()) : nothing;
    findings_.expect_in(entry_.name(), std::string(field), one, other, source);
  }

  // Every rule file that the statement rests on is among those that the register holds.
  void check_documents(const JsonField& rules) {
    const std::vector<JsonField> documents = entry_.root().at("documents").list();
    for (const JsonField& rule : rules.list()) {
      const bool held = std::any_of(documents.begin(), documents.end(), [&](const JsonField& one) {
        return one.at("sha256").text() == rule.at("sha256").text();
      });
      if (!held) {
        findings_.fail_in(entry_.name(),
                          "documents",
                          fmt::format("documents: {} of the statement, {}, isn't among them",
                                      rule.path(),
                                      shown(rule.at("file").text())));
      }
    }
  }

  const Entry& entry_;
  const JsonField& statement_;
  Findings& findings_;
};

// Entries that say what became of a prepared one are about the same bytes, and follow it.
void check_followers(const Proof& proof, const Entry& prepared, Findings& findings) {
  for (const std::string_view kind : {"approved", "issued", "rejected"}) {
    const Entry* entry = proof.about(kind, prepared.sequence());
    if (entry == nullptr) {
      continue;
    }
    findings.expect_in(entry->name(),
                       "statement",
                       entry->root().at("statement").text(),
                       prepared.root().at("statement").text(),
                       prepared.name());
    if (entry->sequence() < prepared.sequence()) {
      findings.fail_in(entry->name(), "sequence", "sequence: it stands before what it is about");
    }
  }
}

// That a longer register begins with the shorter one of before.
void check_since(const Proof& proof, Findings& findings) {
  const auto& since = proof.since();
  if (since &&
      !merkle::is_consistent(
          size_of(since->size), since->root, size_of(proof.size()), proof.root(), since->path)) {
    findings.fail_in(proof.name(),
                     "since.path",
                     fmt::format("since.path: it doesn't show that the register began with the {} "
                                 "of its earlier root",
                                 counted(since->size, "entry", "entries")));
  }
}

void check_head(const Proof& proof, const Head& head, const std::string& name, Findings& findings) {
  findings.expect_in(
      proof.name(), "register", proof.register_id(), head.register_id, "your head, " + name + ",");
  if (head.entries == proof.size()) {
    findings.expect_in(proof.name(), "root", to_hex(proof.root()), to_hex(head.root), name);
  } else if (head.entries > proof.size()) {
    findings.leave_out(
        fmt::format(
            "your head: it is of {} entries, and the proof of {}", head.entries, proof.size()),
        "ask for a proof as the register is now");
  } else if (!proof.since() || proof.since()->size != head.entries) {
    findings.leave_out(fmt::format("your head of {}: the proof, of {}, doesn't lead from it",
                                   counted(head.entries, "entry", "entries"),
                                   proof.size()),
                       fmt::format("ask for a proof made with --since {}", name));
  } else {
    findings.expect_in(
        proof.name(), "since.root", to_hex(proof.since()->root), to_hex(head.root), name);
  }
}

void check_against_head(const Proof& proof, const Inputs& inputs, Findings& findings) {
  if (inputs.head) {
    check_head(proof, read_head(*inputs.head), inputs.head->name, findings);
  } else {
    findings.leave_out("whether this is the register that others are shown: no head was given",
                       "keep what outturn register head prints, from another day or from somebody "
                       "else: --head FILE");
  }
}

void check_proof(const Proof& proof,
                 const Document& statement,
                 const Inputs& inputs,
                 Findings& findings) {
  const std::string digest = sha256(statement.file().text);
  EntryCheck(proof, findings).check();
  check_since(proof, findings);
  const Entry* prepared = proof.prepared(digest);
  if (prepared == nullptr) {
    findings.fail_in(proof.name(), "entries", "entries: none of them prepared a statement");
    return;
  }
  findings.expect_in(prepared->name(),
                     "statement",
                     prepared->root().at("statement").text(),
                     digest,
                     "the statement's bytes");
  const JsonField root = statement.root();
  AgreementCheck(*prepared, root, findings).check();
  check_followers(proof, *prepared, findings);
  findings.note(fmt::format("Entry {} of {} in register {}.",
                            prepared->sequence(),
                            proof.size(),
                            shown(proof.register_id())));
  findings.note(sentence_of(state_of(proof, *prepared)));
  check_against_head(proof, inputs, findings);
}

}  // namespace

Verdict is_registered(const Document& statement, const Inputs& inputs) {
  return judged(statement.file().name, [&](Findings& findings) {
    if (!inputs.proof) {
      findings.leave_out("whether the register holds it: there is no proof",
                         "ask for proof.json, put it beside the statement, or name it: --proof "
                         "FILE");
      return;
    }
    check_proof(Proof(*inputs.proof), statement, inputs, findings);
  });
}

}  // namespace outturn::verify
