#include "register/register.h"

#include "register/sample.h"
#include "register/verify.h"
#include "support/catch.h"

#include <thread>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

std::string stage_of(const SampleRegister& sample, std::int64_t entry) {
  return std::string(word_for(sample.read().ledger.run(entry).stage));
}

}  // namespace

TEST_CASE("a statement goes from prepared to approved to issued, each an entry of the register") {
  const SampleRegister sample;
  CHECK(stage_of(sample, 2) == "prepared");
  CHECK(sample.approve(2) == 4);
  CHECK(stage_of(sample, 2) == "approved");
  CHECK(sample.issue(2) == 5);
  CHECK(stage_of(sample, 2) == "issued");
  CHECK(sample.read().ledger.run(2).decisions == std::vector<std::int64_t>{4, 5});
  CHECK(verify_register(RegisterFile(sample.path()), std::nullopt).faults.empty());
}

TEST_CASE("who prepared a statement can't approve it, with another key of theirs neither") {
  const SampleRegister sample;
  CHECK_THAT(refusal_of([&] { sample.approve(2, "Ann"); }),
             Contains("\"Ann\" prepared it: somebody else must approve it [same_person]"));
  const SigningKey second =
      read_signing_key(new_key("Ann", "").secret, "second", [] { return ""; });
  add_key(sample.path(), {to_string(second.public_key()), "Ann"}, written_by("Bob"));
  CHECK_THAT(refusal_of([&] {
               decide(sample.path(), 2, EntryKind::approved, "", {second, "2026-11-28T00:00:00Z"});
             }),
             Contains("[same_person]"));
}

TEST_CASE("a statement can't skip a step, nor take one twice") {
  const SampleRegister sample;
  CHECK_THAT(refusal_of([&] { sample.issue(2); }),
             Contains("the statement of entry 2 is prepared: it can't be issued [wrong_stage]"));
  sample.approve(2);
  CHECK_THAT(refusal_of([&] { sample.approve(2); }), Contains("[wrong_stage]"));
  sample.issue(2);
  CHECK_THAT(refusal_of([&] { sample.reject(2, "too late"); }),
             Contains("the statement of entry 2 is issued: it can't be rejected [wrong_stage]"));
  CHECK_THAT(refusal_of([&] { sample.approve(3); }),
             Contains("no statement was prepared in entry 3 [not_in_register]"));
}

TEST_CASE(
    "a statement can be rejected with a reason, also when it was approved, and is then done") {
  const SampleRegister sample;
  sample.approve(2);
  const std::int64_t entry = sample.reject(2, "a late conviction is missing");
  CHECK(stage_of(sample, 2) == "rejected");
  CHECK(std::get<Decision>(sample.read().entry(entry).what).reason ==
        "a late conviction is missing");
  CHECK_THAT(refusal_of([&] { sample.issue(2); }), Contains("[wrong_stage]"));
}

TEST_CASE("only keys that the register knows make entries") {
  const SampleRegister sample;
  CHECK_THAT(refusal_of([&] { sample.approve(2, "Eve"); }),
             Contains("the register doesn't take the key of \"Eve\" [unknown_key_holder]"));
  const std::string bob = holder_of("Bob").key;
  revoke_key(sample.path(), bob, "lost", written_by("Ann"));
  CHECK_THAT(refusal_of([&] { sample.approve(2); }), Contains("[unknown_key_holder]"));
  CHECK_THAT(refusal_of([&] { add_key(sample.path(), holder_of("Bob"), written_by("Ann")); }),
             Contains("the register has known this key before [duplicate_row]"));
  CHECK_THAT(refusal_of([&] { revoke_key(sample.path(), bob, "again", written_by("Ann")); }),
             Contains("the register doesn't know this key, or it was revoked before"));
}

TEST_CASE("a key can't be used under another name than the one it was added with") {
  const SampleRegister sample;
  std::string files = new_key("Cara", "").secret;
  const SigningKey cara = read_signing_key(files, "cara", [] { return ""; });
  add_key(sample.path(), {to_string(cara.public_key()), "Cara Jones"}, written_by("Ann"));
  CHECK_THAT(refusal_of([&] {
               decide(sample.path(), 2, EntryKind::approved, "", {cara, "2026-11-28T00:00:00Z"});
             }),
             Contains("the register knows this key as that of \"Cara Jones\", not of \"Cara\""));
}

TEST_CASE("what was signed before a key was revoked stands") {
  const SampleRegister sample;
  sample.approve(2);
  revoke_key(sample.path(), holder_of("Bob").key, "left", written_by("Ann"));
  sample.issue(2);
  CHECK(verify_register(RegisterFile(sample.path()), std::nullopt).faults.empty());
}

TEST_CASE("a new statement of a period supersedes the one that was issued") {
  const SampleRegister sample;
  sample.approve(2);
  sample.issue(2);
  const std::string first = sample.read().ledger.run(2).prepared.statement;
  const std::int64_t second = sample.enter({run_again("C01", "2015", "-300", first)});
  CHECK(sample.read().ledger.run(second).prepared.supersedes == 2);
  CHECK(sample.read().ledger.run(second).prepared.due == "-300p");
  CHECK_FALSE(sample.read().ledger.run(2).superseded_by);
  sample.approve(second);
  sample.issue(second);
  CHECK(sample.read().ledger.run(2).superseded_by == second);
  CHECK(sample.read().ledger.issued("C01", "2015")->entry == second);
}

TEST_CASE("a period that was issued is not paid whole again, nor the difference to another") {
  const SampleRegister sample;
  const std::string first = sample.read().ledger.run(2).prepared.statement;
  const auto refused = [&](const NewRun& run) { return refusal_of([&] { sample.enter({run}); }); };
  CHECK_THAT(
      refused(run_again("C01", "2015", "-300", first)),
      Contains("no payable statement of this period counts that it could pay a difference to "
               "[already_issued]"));
  sample.approve(2);
  sample.issue(2);
  const std::string says =
      "C01 2015 is payable by the statement of entry 2 already [already_issued]";
  CHECK_THAT(refused(small_run("C01", "2015", "900")), Contains(says));
  CHECK_THAT(refused(run_again("C01", "2015", "-300", std::string(64, 'a'))), Contains(says));
  CHECK(refused(run_again("C01", "2015", "-300", first)) == "accepted");
}

TEST_CASE("two statements prepared for one period can't both be issued") {
  const SampleRegister sample;
  const std::int64_t second = sample.enter({small_run("C01", "2015", "900")});
  for (const std::int64_t entry : {std::int64_t{2}, second}) {
    sample.approve(entry);
  }
  sample.issue(2);
  CHECK_THAT(refusal_of([&] { sample.issue(second); }),
             Contains("the statement of entry 2 was issued for this period since [wrong_stage]"));
}

TEST_CASE("several runs are entered together, and one document is kept once") {
  const SampleRegister sample;
  sample.enter({small_run("C01", "2016"), small_run("C02", "2016")});
  CHECK(sample.read().entries.size() == 5);
  // Three statements, evidence of three, contracts of two, one tariff.
  CHECK(RegisterFile(sample.path()).documents().size() == 9);
}

TEST_CASE("a document of any length comes back as it went in") {
  const SampleRegister sample;
  for (const std::size_t length : {0U, 1U, 999'999U, 1'000'000U, 1'000'001U, 4'500'000U}) {
    NewRun run = small_run("C01", "2015");
    std::string text(length, 'x');
    if (length > 2) {
      text[length / 2] = '\0';
      text[length - 1] = '\n';
    }
    run.documents.push_back({"figures", "long", "long.yaml", text});
    sample.enter({run});
    CHECK(document_of(RegisterFile(sample.path()), sha256(text)) == text);
  }
}

TEST_CASE("runs that are entered at once are all there in the end, in some order") {
  const TempFolder folder;
  const std::filesystem::path path = folder.path() / "new.sqlite";
  constexpr int kWriters = 4;
  key_of("Ann");
  std::vector<std::string> refusals(kWriters);
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        refusals[static_cast<std::size_t>(i)] = refusal_of([&] {
          enter_runs(
              path, {small_run("C0" + std::to_string(i), "2015")}, "0.1.0", written_by("Ann"));
        });
      });
    }
  }
  CHECK(refusals == std::vector<std::string>(kWriters, "accepted"));
  const RegisterReport report = verify_register(RegisterFile(path), std::nullopt);
  CHECK(report.faults.empty());
  CHECK(report.head.entries == kWriters + 1);
}

TEST_CASE("nothing is entered in a register that contradicts itself") {
  const SampleRegister sample;
  sample.tamper("UPDATE entry SET hash = replace(hash, 'a', 'b') WHERE sequence = 2");
  CHECK_THAT(
      refusal_of([&] { sample.approve(2); }),
      Contains("entry 2, hash: it isn't the hash of what the entry says [corrupt_register]"));
}

TEST_CASE("an entry that isn't there is named with those that are") {
  const SampleRegister sample;
  CHECK_THAT(refusal_of([&] { sample.read().entry(9); }),
             Contains("register.sqlite: has no entry 9 [not_in_register]") &&
                 EndsWith("its entries are 1 to 3"));
}
