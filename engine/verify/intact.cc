#include "record/evidence_tree.h"
#include "record/sha256.h"
#include "value/counted.h"
#include "verify/bundle.h"
#include "verify/proof.h"
#include "verify/questions.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

// The same values have one form alone: other bytes were written by another hand.
void check_form(const Document& statement, Findings& findings) {
  const std::string right = canonical(statement.json()) + "\n";
  const std::string& text = statement.file().text;
  if (text != right) {
    const auto differs = std::mismatch(text.begin(), text.end(), right.begin(), right.end());
    findings.fail("",
                  fmt::format("it isn't in canonical form (RFC 8785, then one line break): byte {} "
                              "is the first that differs",
                              differs.first - text.begin() + 1));
  }
}

// A file of rows has the digest and the number of rows that the statement pins.
void check_file(const File& file, const JsonField& pin, Findings& findings) {
  findings.expect(pin.at("sha256").path(), pin.at("sha256").text(), sha256(file.text), file.name);
  const auto rows = std::count(file.text.begin(), file.text.end(), '\n') - 1;
  findings.expect(pin.at("rows").path(),
                  fmt::format("{}", pin.at("rows").integer()),
                  fmt::format("{}", rows),
                  file.name);
}

void check_evidence(const File& evidence, const JsonField& pin, Findings& findings) {
  check_file(evidence, pin, findings);
  if (const auto root = pin.find("root")) {
    findings.expect(
        root->path(), root->text(), to_hex(evidence_root(evidence.text)), evidence.name);
  }
  findings.note(fmt::format("The evidence is the one that it pins: {}.",
                            counted(pin.at("rows").integer(), "row", "rows")));
}

void check_rows(const Document& statement, const Inputs& inputs, Findings& findings) {
  const JsonField pin = statement.root().at("pins").at("evidence");
  if (inputs.bundle) {
    check_bundle(*inputs.bundle, statement, findings);
  } else if (inputs.evidence) {
    check_evidence(*inputs.evidence, pin, findings);
  } else {
    findings.leave_out("the evidence: it isn't here",
                       "put evidence.csv beside the statement, or name it");
  }
}

// What a re-settlement lists of the rows that changed: no amount rests on it.
void check_changes(const Document& statement, const Inputs& inputs, Findings& findings) {
  const auto again = statement.root().find("reconciliation");
  if (!again) {
    return;
  }
  if (!inputs.changes) {
    findings.note("The rows that changed, changes.csv, aren't here: nothing is said of them.");
    return;
  }
  const JsonField pin = again->at("changes");
  check_file(*inputs.changes, pin, findings);
  findings.note(fmt::format("The rows that changed are those that it pins: {}.",
                            counted(pin.at("rows").integer(), "row", "rows")));
}

void check_digest(const Document& statement, const Inputs& inputs, Findings& findings) {
  if (!inputs.proof) {
    findings.leave_out(
        "whether these are the bytes that were prepared: there is no proof of the "
        "register",
        "ask for proof.json, put it beside the statement, or name it: --proof FILE");
    return;
  }
  const Proof proof(*inputs.proof);
  const std::string digest = sha256(statement.file().text);
  const Entry* entry = proof.prepared(digest);
  if (entry == nullptr) {
    findings.fail_in(proof.name(), "entries", "entries: none of them prepared a statement");
    return;
  }
  findings.expect_in(entry->name(),
                     "statement",
                     entry->root().at("statement").text(),
                     digest,
                     "the statement's bytes");
  findings.note(fmt::format("Entry {} of the register has its digest.", entry->sequence()));
}

}  // namespace

Verdict is_intact(const Document& statement, const Inputs& inputs) {
  return judged(statement.file().name, [&](Findings& findings) {
    check_form(statement, findings);
    check_rows(statement, inputs, findings);
    check_changes(statement, inputs, findings);
    check_digest(statement, inputs, findings);
  });
}

}  // namespace outturn::verify
