// Entries of a register: who did what, in order. Each entry is canonical JSON, signed by whoever
// made it, and names the hash of the entry before it. Its fields: docs/register.md.
#pragma once

#include "record/json.h"
#include "record/minisign.h"
#include "record/sha256.h"
#include "value/date.h"
#include "value/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace outturn {

inline constexpr const char* kEntryForm = "outturn-entry/1";

// Somebody with a key, as `minisign -P` takes its public part: "RW...".
struct KeyHolder {
  std::string key;
  std::string person;

  friend bool operator==(const KeyHolder&, const KeyHolder&) = default;
};

// The first entry: whoever opens a register is the first whose key it knows.
struct Opened {
  std::string engine;  // version of the program
};

// A person's key comes in: whoever makes the entry says that it is theirs.
struct KeyAdded {
  KeyHolder holder;
};

// A key is no longer good for anything signed after this entry.
struct KeyRevoked {
  std::string key;
  std::string reason;
};

inline constexpr const char* kEarlierDocument = "earlier";
inline constexpr const char* kChangesDocument = "changes";

// A file that a run read, or wrote beside its statement and evidence; the register holds its text.
struct DocumentRef {
  std::string kind;       // of a rule file, such as "tariff"; or one of those above: an earlier
                          // statement, the changes.csv of a re-settlement
  std::string reference;  // what the file that refers to it calls it
  std::string file;
  std::string sha256;
};

// An earlier statement that a run built on, or the one that it re-settled.
struct StatementRef {
  std::string contract;
  std::string period;
  std::string sha256;
};

// A run: somebody settled a contract's period. What it repeats of its statement: attested_by.
struct Prepared {
  std::string contract;
  std::string period;
  std::string first;  // day of the period, and its last: "2015-10-01"
  std::string last;
  bool payable = false;
  Currency currency = Currency::gbp;
  std::string due;        // for a reader
  std::string statement;  // SHA-256 of statement.json, as of the next
  std::string evidence;
  std::vector<StatementRef> statements;
  std::vector<DocumentRef> documents;
  std::string statement_signature;
  std::optional<std::int64_t> supersedes;  // the entry of the run that was issued before
  std::optional<std::string> reconciles;   // its statement, when only the difference to it is paid
};

// A prepared statement is approved, issued or rejected.
struct Decision {
  std::int64_t entry = 0;  // in which it was prepared
  std::string statement;
  std::string statement_signature;  // empty when rejected
  std::string reason;               // of a rejection
};

// What of a statement is disputed.
struct DisputeSubject {
  enum class Of { total, line, person };

  Of of = Of::total;
  std::string name;  // of the line, or the person's pseudonym; empty for the total
};
std::string_view code_of(DisputeSubject::Of of);

// Somebody disputes a statement that was issued.
struct DisputeOpened {
  std::int64_t entry = 0;  // in which the statement was prepared
  std::string statement;
  DisputeSubject about;
  Money held;  // isn't paid, nor paid back, until there is an answer; 0: nothing is held
  std::string reason;
  std::optional<Date> last_day;  // on which it could be disputed; nothing: at any time
};

// Somebody else answers.
struct DisputeAnswered {
  enum class Outcome { upheld, rejected };

  std::int64_t dispute = 0;  // the entry in which it was opened
  Outcome outcome = Outcome::rejected;
  // When upheld: what the provider is to be paid more by agreement; below 0, less. 0 when the
  // correction comes as data or rules in the next run.
  Money amount;
  std::string reason;
};
std::string_view code_of(DisputeAnswered::Outcome outcome);

enum class EntryKind {
  opened,
  key_added,
  key_revoked,
  prepared,
  approved,
  issued,
  rejected,
  dispute_opened,
  dispute_answered
};
std::string_view code_of(EntryKind kind);

struct Entry {
  std::int64_t sequence = 0;  // from 1
  std::string register_id;    // 32 hex digits, drawn when the register was opened
  std::string previous;       // hash of the entry before; zeros for the first
  std::string at;             // "2026-11-28T02:14:35Z": said, not proven; the order is by sequence
  EntryKind kind = EntryKind::opened;
  KeyHolder by;
  std::string signature;
  std::variant<Opened, KeyAdded, KeyRevoked, Prepared, Decision, DisputeOpened, DisputeAnswered>
      what;
  Json json;    // everything it says
  Digest hash;  // RFC 6962 leaf hash of the body
};

// The day of an entry's `at`, in UTC; nothing where that is no time.
std::optional<Date> day_of(std::string_view at);

// An amount as an entry says it: "minor", exact minor units as text, and "shown", for a reader.
Json json_of(Money money, Currency currency);

// Reads the body of an entry. `name` is what messages call it. Throws InputError(corrupt_register),
// naming the field, for what isn't an entry, and for bytes that aren't its canonical form.
Entry read_entry(std::string_view body, const std::string& name);

// What a draft of an entry says of itself, whoever makes it.
struct EntryHead {
  std::string register_id;
  std::int64_t sequence;
  std::string previous;
  std::string at;
};

// The body of an entry: `fields` are those that its kind adds.
std::string sign_entry(const EntryHead& head,
                       EntryKind kind,
                       const Json& fields,
                       const SigningKey& key);

// Whether the entry is signed by the key that it names.
bool is_signed(const Entry& entry);

// What is said of a statement by signing it.
enum class Role { prepared, approved, issued };

// The trusted comment of a signature on a statement: it binds the signature to a role, a register
// and an entry, so that it can't stand for another. `entry` is the one in which the statement was
// prepared.
std::string role_comment(Role role,
                         std::string_view contract,
                         std::string_view period,
                         std::string_view register_id,
                         std::int64_t entry);

// What the entry of a run repeats of its statement, so that the register can be read without it:
// contract, period, first, last, run, payable, currency, due, evidence, engine, batches,
// known_at_batch, statements, reconciles. `due` is what is paid by it: of a re-settlement, the
// difference. Throws InputError(not_a_statement).
Json attested_by(const Json& statement, const std::string& name);

}  // namespace outturn
