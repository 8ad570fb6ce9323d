// A register made for tests: entries signed by whom the test says, and proofs of them.
#pragma once

#include "record/json.h"
#include "record/merkle.h"
#include "record/minisign.h"
#include "verify/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outturn::testing {

// Two people with a key each, and a third; the same keys throughout a run.
const SigningKey& ann();
const SigningKey& bob();
const SigningKey& eve();

// A key of the same person as another.
const SigningKey& second_key_of_ann();

// The keys that a reader trusts, as a file: Ann's both, and Bob's.
verify::File trusted_keys();

class MadeRegister {
 public:
  // A register with an entry that opens it, by Ann, and one for each key but Eve's.
  MadeRegister();

  // Adds an entry of `kind` with its `fields`, and returns its sequence.
  std::int64_t add(const std::string& kind, const Json& fields, const SigningKey& by);

  // Prepares, approves or issues a statement as a settlement does; `entry` is the prepared one.
  std::int64_t prepare(const std::string& statement, const SigningKey& by, Json changes = {});
  std::int64_t decide(const std::string& kind,
                      std::int64_t entry,
                      const std::string& statement,
                      const SigningKey& by);

  // The signature of a statement in a role.
  std::string signature(const std::string& role,
                        std::int64_t entry,
                        const std::string& statement,
                        const SigningKey& by) const;

  // The proof of all entries, as a document that a test can change.
  Json proof() const;
  // The same with how it leads from its first `since` entries.
  Json proof_since(std::size_t since) const;
  verify::File proof_file() const { return {"proof.json", canonical(proof())}; }

  // The head of the first `entries`; of all without.
  verify::File head(std::optional<std::size_t> entries = std::nullopt) const;

 private:
  std::vector<std::string> bodies_;
  std::vector<Digest> leaves_;
};

}  // namespace outturn::testing
