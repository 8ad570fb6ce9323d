#include "audit/pack.h"

#include "audit/made_sample.h"
#include "record/file.h"
#include "record/sha256.h"
#include "register/enter.h"
#include "support/catch.h"
#include "support/temp_folder.h"

#include <set>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;

const SigningKey& key_of(const std::string& person) {
  static std::map<std::string, SigningKey> keys;
  const auto found = keys.find(person);
  return found != keys.end()
             ? found->second
             : keys.emplace(person,
                            read_signing_key(new_key(person, "").secret, person, [] { return ""; }))
                   .first->second;
}

Writer by(const std::string& person) {
  return {key_of(person), "2026-11-28T00:00:00Z"};
}

// The sample, which builds on no earlier statement.
std::string sample_statement() {
  Json statement = parse_json(read_file(samples() / "statement.json", 1'000'000), "sample");
  statement["pins"]["statements"] = Json::array();
  statement["pins"]["evidence"]["root"] = std::string(64, '0');
  return canonical(statement) + "\n";
}

// The sample, made from these documents, prepared in entry 2 and approved in 4.
Pack packed(const std::vector<RunDocument>& documents) {
  const TempFolder folder;
  const auto path = folder / "register.sqlite";
  enter_runs(path, {{sample_statement(), sample_evidence(), documents}}, "0.1.0", by("Ann <b>"));
  add_key(path, {to_string(key_of("Bob").public_key()), "Bob"}, by("Ann <b>"));
  decide(path, 2, EntryKind::approved, "", by("Bob"));
  const RegisterFile file(path);
  return pack_of(file, read_register(file.entries(), "register.sqlite"), 2);
}

Pack packed() {
  return packed({{"contract", "", "some/folder/town.yaml", "contract: town\n"},
                 {"tariff", "harbour", "elsewhere/harbour.yaml", "tariff: harbour\n"}});
}

std::set<std::string> names_of(const Pack& pack) {
  std::set<std::string> names;
  for (const auto& [name, file] : pack) {
    names.insert(name);
  }
  return names;
}

}  // namespace

TEST_CASE("a pack holds the statement and everything that it was made from and stands in") {
  CHECK(names_of(packed()) == std::set<std::string>{"SHA256SUMS",
                                                    "entries/1.json",
                                                    "entries/2.json",
                                                    "entries/3.json",
                                                    "entries/4.json",
                                                    "evidence.csv",
                                                    "head.txt",
                                                    "index.html",
                                                    "payments.csv",
                                                    "proof.json",
                                                    "rules/harbour.yaml",
                                                    "rules/town.yaml",
                                                    "statement.json",
                                                    "statement.json.approved.minisig",
                                                    "statement.json.prepared.minisig",
                                                    "workings.csv"});
}

TEST_CASE("SHA256SUMS names every other file by its digest") {
  const Pack pack = packed();
  std::string sums;
  for (const auto& [name, file] : pack) {
    sums += name == "SHA256SUMS" ? "" : sha256(file.text) + "  " + name + "\n";
  }
  CHECK(pack.at("SHA256SUMS").text == sums);
}

TEST_CASE("an entry is packed as it was signed") {
  const Pack pack = packed();
  const Entry entry = read_entry(pack.at("entries/4.json").text, "entry");
  CHECK(entry.by.person == "Bob");
  CHECK(is_signed(entry));
}

TEST_CASE("no name from outside leads out of the pack or needs quoting") {
  const Pack pack = packed({{"contract", "", "/etc/../my contract;.yaml", "contract: x\n"},
                            {"tariff", "../../up", "up.yaml", "tariff: up\n"},
                            {"weights", "", ".hidden", "weights: x\n"}});
  CHECK(pack.contains("rules/my_contract_.yaml"));
  CHECK(pack.contains("rules/_.._.._up.yaml"));
  CHECK(pack.contains("rules/_.hidden"));
}

TEST_CASE("a contract that bears its tariff's name overwrites nothing") {
  const Pack pack = packed({{"contract", "", "town.yaml", "contract: town\n"},
                            {"tariff", "town", "town.yaml", "tariff: town\n"},
                            {"weights", "town", "town.yaml", "tariff: town\n"}});
  CHECK(pack.at("rules/town.yaml").text == "contract: town\n");
  CHECK(pack.at("rules/tariff-town.yaml").text == "tariff: town\n");
}

TEST_CASE("the index tells amounts, people and checks, and escapes what comes from outside") {
  const std::string index = packed().at("index.html").text;
  CHECK_THAT(index,
             Contains("<h1>Harbour Town, people leaving prison</h1>") && Contains("£4,300.05") &&
                 Contains("entry 2, approved") && Contains("<td>Ann &lt;b&gt;</td>") &&
                 Contains("<td>Health &amp; Care Board</td>") &&
                 Contains("minisign -Vm statement.json -x statement.json.approved.minisig -P " +
                          to_string(key_of("Bob").public_key())) &&
                 Contains("sha256sum -c SHA256SUMS") && Contains("outturn-verify . --keys KEYS") &&
                 Contains("outturn replay REGISTER 2"));
  CHECK_THAT(index, !Contains("<script") && !Contains("http") && !Contains("<b>"));
}

TEST_CASE("an entry that prepared no statement has no pack") {
  const TempFolder folder;
  const auto path = folder / "register.sqlite";
  enter_runs(path, {{sample_statement(), sample_evidence(), {}}}, "0.1.0", by("Ann <b>"));
  const RegisterFile file(path);
  const Register records = read_register(file.entries(), "register.sqlite");
  CHECK_THAT(refusal_of([&] { pack_of(file, records, 1); }), Contains("[not_in_register]"));
}
