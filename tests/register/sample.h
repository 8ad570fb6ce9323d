// Keys of made-up people, small statements, and a register of them in a temporary folder.
#pragma once

#include "register/enter.h"
#include "register/register.h"
#include "support/refusal.h"
#include "support/temp_folder.h"

#include <string>
#include <vector>

namespace outturn {

// The same person's key each time within a test program.
const SigningKey& key_of(const std::string& person);

// As entered at midnight.
Writer written_by(const std::string& person);

KeyHolder holder_of(const std::string& person);

// What a register must know of a statement, and little else; `due` in pence, all of it on the line
// "fee" and nothing on the line "bonus". The one person in its evidence is called
// "CONTRACT-PERIOD".
std::string small_statement(const std::string& contract,
                            const std::string& period,
                            const std::string& due = "1200");

NewRun small_run(const std::string& contract,
                 const std::string& period,
                 const std::string& due = "1200");

// A re-settlement of the statement with that digest, by which `due` is paid.
NewRun run_again(const std::string& contract,
                 const std::string& period,
                 const std::string& due,
                 const std::string& superseded_sha256);

// A register that Ann opened with one run, in entry 2, and that knows Bob's key, by entry 3.
class SampleRegister {
 public:
  SampleRegister();

  const std::filesystem::path& path() const { return path_; }
  Register read() const;

  // Enters runs of Ann's; the number of the first.
  std::int64_t enter(const std::vector<NewRun>& runs) const;
  // Settles the period of the run of an entry again, approves and issues that; its number.
  std::int64_t supersede(std::int64_t entry) const;
  std::int64_t approve(std::int64_t entry, const std::string& person = "Bob") const;
  std::int64_t issue(std::int64_t entry, const std::string& person = "Ann") const;
  std::int64_t reject(std::int64_t entry,
                      const std::string& reason,
                      const std::string& person = "Bob") const;

  std::int64_t open(const DisputeOpened& dispute, const Writer& writer = written_by("Bob")) const;
  std::int64_t answer(const DisputeAnswered& answer, const std::string& person = "Ann") const;

  // Adds an entry as somebody would whose program asks for nothing but a key.
  void add(EntryKind kind, const Json& fields, const Writer& writer) const;

  // Runs SQL on the file as somebody would who knows how to get past its triggers.
  void tamper(const std::string& sql) const;

 private:
  TempFolder folder_;
  std::filesystem::path path_;
};

// One whose first statement is approved in entry 4 and issued in entry 5.
class IssuedRegister : public SampleRegister {
 public:
  IssuedRegister();
};

// Of the line "fee" of the statement of entry 2, with so many pence held, and no last day.
DisputeOpened dispute_of_fee(std::int64_t held);

}  // namespace outturn
