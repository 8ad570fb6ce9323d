// Adding to a register: each in one step, whole or not at all.
#pragma once

#include "register/entry.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace outturn {

// A file that a run read, or an earlier statement: see DocumentRef.
struct RunDocument {
  std::string kind;
  std::string reference;
  std::string file;
  std::string text;
};

// A statement to be entered.
struct NewRun {
  std::string statement;
  std::string evidence;
  std::vector<RunDocument> documents;
};

// Who adds to a register, and when they say it was.
struct Writer {
  const SigningKey& key;
  std::string at;  // "2026-11-28T02:14:35Z"
};

// Each adds to a register in one step, and returns the numbers of the new entries. They throw
// InputError: what reading it throws, unknown_key_holder for a writer whose key it doesn't know or
// no longer takes, not_in_register, wrong_stage, same_person.

// Makes the register first where there is no such file; `engine` is the version of this program.
std::vector<std::int64_t> enter_runs(const std::filesystem::path& path,
                                     const std::vector<NewRun>& runs,
                                     const std::string& engine,
                                     const Writer& writer);

// Approves, issues or rejects the statement prepared in an entry. `reason` is of a rejection.
std::int64_t decide(const std::filesystem::path& path,
                    std::int64_t entry,
                    EntryKind decision,
                    const std::string& reason,
                    const Writer& writer);

// Disputes a statement that was issued, of which the last day was reckoned by its contract. The
// SHA-256 of the statement need not be given. Throws also past_deadline, out_of_range for an amount
// held that is below 0 or more than is due, and not_in_statement for a line or person that isn't
// there.
std::int64_t open_dispute(const std::filesystem::path& path,
                          const DisputeOpened& dispute,
                          const Writer& writer);

// Answers a dispute: somebody else than who opened it.
std::int64_t answer_dispute(const std::filesystem::path& path,
                            const DisputeAnswered& answer,
                            const Writer& writer);

std::int64_t add_key(const std::filesystem::path& path,
                     const KeyHolder& holder,
                     const Writer& writer);

std::int64_t revoke_key(const std::filesystem::path& path,
                        const std::string& key,
                        const std::string& reason,
                        const Writer& writer);

}  // namespace outturn
