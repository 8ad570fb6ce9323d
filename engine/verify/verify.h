// Verifies a statement without trusting whoever made it, nor the program that did: four separate
// questions, each answered yes, no or not checked. docs/verify.md says what each means.
//
// This room shares nothing with the engine that settles but exact values and the forms in which
// records are written. It knows arithmetic, hashing and signatures, and no rule of any contract.
#pragma once

#include "verify/document.h"
#include "verify/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace outturn::verify {

// What a provider holds instead of the whole evidence: the own rows, and what stands for the
// others.
struct BundleFiles {
  File manifest;  // bundle.json
  File evidence;  // own-evidence.csv
};

// Signatures as files of their own, beside the statement.
struct DetachedSignatures {
  std::optional<File> prepared;
  std::optional<File> approved;
};

// Everything that was given. What is absent leaves its part unchecked.
struct Inputs {
  File statement;
  std::optional<File> evidence{};
  std::optional<BundleFiles> bundle{};
  std::optional<File> changes{};  // changes.csv of a re-settlement
  std::optional<File> proof{};
  DetachedSignatures signatures{};
  std::optional<File> head{};
  std::optional<File> keys{};   // whom the reader trusts
  std::vector<File> earlier{};  // earlier statements
};

struct Report {
  // What was verified, in its own words.
  std::string title;
  std::string contract;
  std::string period;
  std::string due;   // what is paid by it
  std::string kind;  // of the run
  std::string sha256;
  std::string state;  // what became of it, by the proof: "issued"; empty where that isn't known

  Verdict recomputed;
  Verdict intact;
  Verdict is_signed;
  Verdict registered;
};

// Throws InputError for a statement that isn't JSON or of another form, and for a head, a key list
// or an earlier statement that can't be read: those are the reader's own. Everything else that is
// wrong is an answer.
Report verify(const Inputs& inputs);

// The four verdicts with the name each goes by: "recomputed", "intact", "signed by two people",
// "in the register".
struct NamedVerdict {
  std::string_view name;
  const Verdict& verdict;
};
std::vector<NamedVerdict> verdicts_of(const Report& report);

// The worst of the four: no, else not checked, else yes.
Answer overall(const Report& report);

}  // namespace outturn::verify
