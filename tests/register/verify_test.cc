#include "register/verify.h"

#include "record/merkle.h"
#include "register/proof.h"
#include "register/sample.h"
#include "support/catch.h"

#include <algorithm>

#include <fmt/format.h>

using namespace outturn;

namespace {

std::vector<std::string> faults_of(const SampleRegister& sample,
                                   const std::optional<Head>& since = std::nullopt) {
  std::vector<std::string> said;
  for (const EntryFault& fault : verify_register(RegisterFile(sample.path()), since).faults) {
    said.push_back(fmt::format("{} {}: {}", fault.entry, fault.field, fault.message));
  }
  return said;
}

std::string first_fault_of(const SampleRegister& sample,
                           const std::optional<Head>& since = std::nullopt) {
  const std::vector<std::string> faults = faults_of(sample, since);
  return faults.empty() ? "nothing is wrong" : faults.front();
}

// One whose issued statement Bob disputes in entry 6, until the end of 2026, and whose dispute Ann
// upholds in entry 7.
class DisputedRegister : public IssuedRegister {
 public:
  DisputedRegister() {
    DisputeOpened dispute = dispute_of_fee(500);
    dispute.last_day = Date::of(2026, 12, 31);
    open(dispute);
    answer({6, DisputeAnswered::Outcome::upheld, Money::of_minor(300), "the dates are wrong"});
  }
};

// The body of an entry, changed, with a hash that fits it: as by somebody who knows the form.
void change_body(const SampleRegister& sample,
                 std::int64_t entry,
                 const std::string& from,
                 const std::string& to) {
  std::string body =
      RegisterFile(sample.path()).entries()[static_cast<std::size_t>(entry) - 1].body;
  const std::size_t at = body.find(from);
  REQUIRE(at != std::string::npos);
  body.replace(at, from.size(), to);
  std::string quoted;
  for (const char c : body) {
    quoted += c == '\'' ? "''" : std::string(1, c);
  }
  sample.tamper(fmt::format("UPDATE entry SET body = '{}', hash = '{}' WHERE sequence = {}",
                            quoted,
                            to_hex(merkle::leaf_hash(body)),
                            entry));
}

}  // namespace

TEST_CASE("a register that nobody touched verifies, with everything counted") {
  const IssuedRegister sample;
  const RegisterReport report = verify_register(RegisterFile(sample.path()), std::nullopt);
  CHECK(report.faults.empty());
  CHECK(report.head.entries == 5);
  CHECK(report.documents == 4);   // statement, evidence, contract, tariff
  CHECK(report.signatures == 8);  // of five entries, and on the statement by three roles
}

TEST_CASE("every byte of an entry is attested: whichever is changed, the entry is named") {
  const DisputedRegister sample;
  const std::vector<StoredEntry> entries = RegisterFile(sample.path()).entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t step = std::max<std::size_t>(1, entries[i].body.size() / 60);
    for (std::size_t at = 0; at < entries[i].body.size(); at += step) {
      sample.tamper(fmt::format(
          "UPDATE entry SET body = substr(body, 1, {0}) || char(unicode(substr(body, {1}, 1)) + 1) "
          "|| substr(body, {1} + 1) WHERE sequence = {2}",
          at,
          at + 1,
          i + 1));
      const std::string fault = first_fault_of(sample);
      CHECK(fault == fmt::format("{} hash: it isn't the hash of what the entry says", i + 1));
      sample.tamper(fmt::format(
          "UPDATE entry SET body = substr(body, 1, {0}) || char(unicode(substr(body, {1}, 1)) - 1) "
          "|| substr(body, {1} + 1) WHERE sequence = {2}",
          at,
          at + 1,
          i + 1));
    }
  }
  CHECK(faults_of(sample).empty());
}

TEST_CASE("an operator who mends the hash of a changed entry is found by its signature and chain") {
  struct Case {
    std::int64_t entry;
    std::string from, to, fault;
  };
  const std::vector<Case> cases = {
      {2, R"("at":"2026)", R"("at":"2025)", "2 signature"},
      {2, R"("minor":"1200")", R"("minor":"9200")", "2 signature"},
      {2, R"("payable":true)", R"("payable":false)", "2 signature"},
      {2, R"("contract":"C01")", R"("contract":"C02")", "2 signature"},
      {2, R"("person":"Ann")", R"("person":"Amy")", "2 by"},
      {2, R"("sequence":2)", R"("sequence":7)", "2 sequence"},
      {6, R"("entry":2)", R"("entry":3)", "6 entry: no statement was prepared in entry 3"},
      {6,
       R"("statement":")",
       R"("statement":"0)",
       "6 statement: it isn't the statement of entry 2"},
      {6, R"("name":"fee")", R"("name":"feed")", "6 signature"},
      {6, R"("of":"line")", R"("of":"person")", "6 signature"},
      {6, R"("minor":"500")", R"("minor":"5")", "6 held: what it shows isn't its amount"},
      {6, R"("shown":"£5.00")", R"("shown":"£9.00")", "6 held: what it shows isn't its amount"},
      {6, R"(two were)", R"(all were)", "6 signature"},
      {6,
       R"("last_day":"2026-12-31")",
       R"("last_day":"2026-11-27")",
       "6 at: the last day on which"},
      {6, R"("last_day":"2026-12-31",)", "", "6 signature"},
      {6, R"("at":"2026)", R"("at":"2027)", "6 at: the last day on which"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.entry, one.from);
    const DisputedRegister sample;
    change_body(sample, one.entry, one.from, one.to);
    const std::vector<std::string> faults = faults_of(sample);
    REQUIRE_FALSE(faults.empty());
    CHECK_THAT(faults.front(), Catch::Matchers::StartsWith(one.fault));
    CHECK(std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) {
      return fault ==
             fmt::format("{} previous: it isn't the hash of the entry before it", one.entry + 1);
    }));
  }
}

TEST_CASE("an answer to a dispute that was changed is found") {
  const auto [from, to, fault] = GENERATE(table<std::string, std::string, std::string>({
      {R"("dispute":6)", R"("dispute":5)", "7 dispute: no dispute was opened in entry 5"},
      {R"("outcome":"upheld")", R"("outcome":"rejected")", "7 signature"},
      {R"("minor":"300")", R"("minor":"30")", "7 amount: what it shows isn't its amount"},
      {R"("shown":"£3.00")", R"("shown":"£4.00")", "7 amount: what it shows isn't its amount"},
      {R"(dates)", R"(names)", "7 signature"},
      {R"("outcome":"upheld")",
       R"("outcome":"dropped")",
       "7 body: outcome is not upheld or rejected"},
      {R"("minor":"300")", R"("minor":"1/3")", "7 body: amount.minor is not a whole"},
  }));
  CAPTURE(from, to);
  const DisputedRegister sample;
  change_body(sample, 7, from, to);
  CHECK_THAT(first_fault_of(sample), Catch::Matchers::StartsWith(fault));
}

TEST_CASE("a dispute is about what stands in its statement and holds no more than is due") {
  const auto [about, held, fault] = GENERATE(table<std::string, std::int64_t, std::string>({
      {R"({"of": "line", "name": "fee"})", 1200, "nothing is wrong"},
      {R"({"of": "line", "name": "fee"})", 1201, "6 held: £12.01 can't be held of 1200p"},
      {R"({"of": "line", "name": "bonus"})", 1, "6 held: £0.01 can't be held of 0p"},
      {R"({"of": "line", "name": "feed"})", 0, "6 about: the statement has no line \"feed\""},
      {R"({"of": "person", "name": "C01-2015"})", 1200, "nothing is wrong"},
      {R"({"of": "person", "name": "C01-2015"})", 1201, "6 held: £12.01 can't be held of 1200p"},
      {R"({"of": "person", "name": "C01"})",
       0,
       "6 about: nobody called \"C01\" is in the evidence"},
      {R"({"of": "total"})", 1200, "nothing is wrong"},
      {R"({"of": "total"})", 1201, "6 held: £12.01 can't be held of 1200p"},
  }));
  CAPTURE(about, held);
  const IssuedRegister sample;
  sample.add(EntryKind::dispute_opened,
             {{"entry", 2},
              {"statement", sha256(small_statement("C01", "2015"))},
              {"about", parse_json(about, "about")},
              {"held", json_of(Money::of_minor(held), Currency::gbp)},
              {"reason", "so"}},
             written_by("Bob"));
  CHECK(first_fault_of(sample) == fault);
}

TEST_CASE("an entry that says something else than its statement is named with the field") {
  const SampleRegister sample;
  change_body(sample, 2, R"("minor":"1200")", R"("minor":"9200")");
  const std::vector<std::string> faults = faults_of(sample);
  CHECK(std::find(faults.begin(), faults.end(), "2 due: it isn't what the statement says") !=
        faults.end());
}

TEST_CASE("a document that was changed, taken out or put in is found") {
  const std::string tariff = sha256("tariff: harbour\n");
  SECTION("changed") {
    const IssuedRegister sample;
    sample.tamper(fmt::format("UPDATE document SET content = x'78' WHERE sha256 = '{}'", tariff));
    CHECK(
        first_fault_of(sample) ==
        fmt::format("2 documents[1]: the document {} was changed: it has another digest", tariff));
  }
  SECTION("taken out") {
    const IssuedRegister sample;
    sample.tamper(fmt::format("DELETE FROM document WHERE sha256 = '{}'", tariff));
    CHECK(first_fault_of(sample) ==
          fmt::format("2 documents[1]: the document {} isn't there", tariff));
  }
  SECTION("put in") {
    const IssuedRegister sample;
    sample.tamper("INSERT INTO document VALUES ('77', 0, x'78')");
    CHECK(first_fault_of(sample) == "0 documents: no entry names the document 77");
  }
  SECTION("the statement") {
    const IssuedRegister sample;
    const std::string statement = sha256(small_statement("C01", "2015"));
    sample.tamper(
        fmt::format("UPDATE document SET content = x'78' WHERE sha256 = '{}'", statement));
    CHECK(
        first_fault_of(sample) ==
        fmt::format("2 statement: the document {} was changed: it has another digest", statement));
  }
}

TEST_CASE("an entry taken out of the middle is missed, whoever renumbers the rest") {
  const IssuedRegister sample;
  sample.tamper("DELETE FROM entry WHERE sequence = 4");
  CHECK_THAT(refusal_of([&] { faults_of(sample); }),
             Catch::Matchers::Contains("is damaged: entry 4 is missing [corrupt_register]"));
  sample.tamper("UPDATE entry SET sequence = 4 WHERE sequence = 5");
  CHECK(first_fault_of(sample) == "4 sequence: it stands as entry 4 and says 5");
}

TEST_CASE("only a head that was kept shows that the end was cut off") {
  const IssuedRegister sample;
  const Head kept = sample.read().head();
  sample.tamper("DELETE FROM entry WHERE sequence = 5");
  CHECK(faults_of(sample).empty());
  CHECK(first_fault_of(sample, kept) ==
        "0 entries: there are 4, and the head that was kept had 5: the end was cut off");
}

TEST_CASE("a register that grew begins with every head that was kept of it") {
  const SampleRegister sample;
  const Head early = sample.read().head();
  sample.approve(2);
  CHECK(faults_of(sample, early).empty());
  CHECK(faults_of(sample, sample.read().head()).empty());
}

TEST_CASE("a register made anew in the place of another is found by a head that was kept") {
  const SampleRegister sample;
  const SampleRegister other;
  CHECK(first_fault_of(sample, other.read().head()) ==
        "0 register: the head that was kept is of another register");
  Head wrong = sample.read().head();
  wrong.root[0] ^= 1;
  CHECK(first_fault_of(sample, wrong) ==
        "0 root: the first 3 entries aren't those of the head that was kept");
}

TEST_CASE("a signature that was taken from another entry or role doesn't fit") {
  const SampleRegister sample;
  sample.enter({small_run("C01", "2015")});  // the same statement, in entry 4
  const Register records = sample.read();
  const auto& first = std::get<Prepared>(records.entry(2).what);
  const auto& second = std::get<Prepared>(records.entry(4).what);
  CHECK(first.statement == second.statement);
  CHECK(first.statement_signature != second.statement_signature);
  const auto key = key_of("Ann").public_key();
  CHECK(signed_comment(key, small_statement("C01", "2015"), first.statement_signature) ==
        "outturn: prepared statement of C01 2015, register " + records.ledger.register_id() +
            ", entry 2");
}

TEST_CASE("the head is four lines that are read back, and nothing else is one") {
  const SampleRegister sample;
  const Head head = sample.read().head();
  const std::string text = to_text(head);
  const Head back = read_head_text(text, "head.txt");
  CHECK(back.register_id == head.register_id);
  CHECK(back.entries == 3);
  CHECK(back.root == head.root);
  for (const std::string& wrong :
       {std::string(), text + "\n", text.substr(0, text.size() - 1), text.substr(1)}) {
    CHECK_THAT(refusal_of([&] { read_head_text(wrong, "head.txt"); }),
               Catch::Matchers::Contains("head.txt: isn't the head of a register [not_a_head]"));
  }
}

TEST_CASE("a proof holds the entries about a statement and leads from each to the root") {
  const IssuedRegister sample;
  const Register before = sample.read();
  const Head early = head_of(before.ledger.register_id(), std::span(before.hashes).first(2));
  sample.enter({small_run("C02", "2016")});
  const Register records = sample.read();
  const Json proof = parse_json(proof_of(records, 2, early), "proof");
  CHECK(proof["size"] == 6);
  const Digest root = parse_digest(proof["root"].get<std::string>()).value();
  std::vector<std::int64_t> sequences;
  for (const Json& entry : proof["entries"]) {
    sequences.push_back(entry["sequence"].get<std::int64_t>());
    std::vector<Digest> path;
    for (const Json& hash : entry["path"]) {
      path.push_back(parse_digest(hash.get<std::string>()).value());
    }
    CHECK(merkle::is_included(merkle::leaf_hash(entry["body"].get<std::string>()),
                              static_cast<std::size_t>(sequences.back()) - 1,
                              6,
                              path,
                              root));
  }
  CHECK(sequences == std::vector<std::int64_t>{1, 2, 3, 4, 5});
  CHECK(proof["since"]["size"] == 2);
  Head wrong = early;
  wrong.root[3] ^= 1;
  CHECK_THAT(refusal_of([&] { proof_of(records, 2, wrong); }),
             Catch::Matchers::Contains("[digest_differs]"));
  CHECK_THAT(refusal_of([&] { proof_of(records, 3, std::nullopt); }),
             Catch::Matchers::Contains("[not_in_register]"));
}
