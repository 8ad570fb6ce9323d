#include "register/sample.h"

#include "record/merkle.h"
#include "record/sha256.h"
#include "store/sqlite.h"
#include "value/problem.h"

#include <map>

#include <fmt/format.h>

namespace outturn {

const SigningKey& key_of(const std::string& person) {
  static std::map<std::string, SigningKey> keys;
  const auto found = keys.find(person);
  if (found != keys.end()) {
    return found->second;
  }
  return keys
      .emplace(person, read_signing_key(new_key(person, "").secret, person, [] { return ""; }))
      .first->second;
}

Writer written_by(const std::string& person) {
  return {key_of(person), "2026-11-28T00:00:00Z"};
}

KeyHolder holder_of(const std::string& person) {
  return {to_string(key_of(person).public_key()), person};
}

namespace {

std::string evidence_for(const std::string& contract, const std::string& period) {
  return fmt::format("cohort,person\nactual,{}-{}\n", contract, period);
}

}  // namespace

std::string small_statement(const std::string& contract,
                            const std::string& period,
                            const std::string& due) {
  const Json statement = {
      {"contract", {{"id", contract}, {"currency", "GBP"}}},
      {"period", {{"name", period}, {"first", period + "-01-01"}, {"last", period + "-12-31"}}},
      {"run", {{"kind", "final"}, {"payable", true}}},
      {"lines",
       Json::array({{{"line", "fee"}, {"due", {{"minor", due}, {"shown", due + "p"}}}},
                    {{"line", "bonus"}, {"due", {{"minor", "0"}, {"shown", "0p"}}}}})},
      {"total", {{"minor", due}, {"shown", due + "p"}}},
      {"pins",
       {{"engine", "0.1.0"},
        {"evidence", {{"sha256", sha256(evidence_for(contract, period))}}},
        {"batches", Json::array({{{"number", 1}, {"sha256", sha256("a file")}}})},
        {"known_at_batch", 1},
        {"statements", Json::array()}}}};
  return canonical(statement) + "\n";
}

NewRun small_run(const std::string& contract, const std::string& period, const std::string& due) {
  return {small_statement(contract, period, due),
          evidence_for(contract, period),
          {{"contract", "", contract + ".yaml", "contract: " + contract + "\n"},
           {"tariff", "harbour", "harbour.yaml", "tariff: harbour\n"}}};
}

NewRun run_again(const std::string& contract,
                 const std::string& period,
                 const std::string& due,
                 const std::string& superseded_sha256) {
  NewRun run = small_run(contract, period);
  Json statement = parse_json(run.statement, "the statement");
  statement["reconciliation"] = {{"superseded", {{"sha256", superseded_sha256}}},
                                 {"due", {{"minor", due}, {"shown", due + "p"}}}};
  run.statement = canonical(statement) + "\n";
  return run;
}

SampleRegister::SampleRegister() : path_(folder_.path() / "register.sqlite") {
  enter({small_run("C01", "2015")});
  add_key(path_, holder_of("Bob"), written_by("Ann"));
}

Register SampleRegister::read() const {
  return read_register(RegisterFile(path_).entries(), "register.sqlite");
}

std::int64_t SampleRegister::enter(const std::vector<NewRun>& runs) const {
  return enter_runs(path_, runs, "0.1.0", written_by("Ann")).front();
}

std::int64_t SampleRegister::supersede(std::int64_t entry) const {
  const Prepared before = read().ledger.run(entry).prepared;
  const std::int64_t again =
      enter({run_again(before.contract, before.period, "-300", before.statement)});
  approve(again);
  issue(again);
  return again;
}

std::int64_t SampleRegister::approve(std::int64_t entry, const std::string& person) const {
  return decide(path_, entry, EntryKind::approved, "", written_by(person));
}

std::int64_t SampleRegister::issue(std::int64_t entry, const std::string& person) const {
  return decide(path_, entry, EntryKind::issued, "", written_by(person));
}

std::int64_t SampleRegister::reject(std::int64_t entry,
                                    const std::string& reason,
                                    const std::string& person) const {
  return decide(path_, entry, EntryKind::rejected, reason, written_by(person));
}

std::int64_t SampleRegister::open(const DisputeOpened& dispute, const Writer& writer) const {
  return open_dispute(path_, dispute, writer);
}

std::int64_t SampleRegister::answer(const DisputeAnswered& answer,
                                    const std::string& person) const {
  return answer_dispute(path_, answer, written_by(person));
}

void SampleRegister::add(EntryKind kind, const Json& fields, const Writer& writer) const {
  extend_register(path_, [&](const std::vector<StoredEntry>& entries) {
    const EntryHead head = read_register(entries, "register.sqlite").ledger.next(writer.at);
    const std::string body = sign_entry(head, kind, fields, writer.key);
    return Addition{{{body, to_hex(merkle::leaf_hash(body))}}, {}};
  });
}

void SampleRegister::tamper(const std::string& sql) const {
  store::Connection(path_, store::Connection::Mode::write, "", store::kRegisterFile).run(sql);
}

IssuedRegister::IssuedRegister() {
  approve(2);
  issue(2);
}

DisputeOpened dispute_of_fee(std::int64_t held) {
  DisputeOpened dispute;
  dispute.entry = 2;
  dispute.about = {DisputeSubject::Of::line, "fee"};
  dispute.held = Money::of_minor(held);
  dispute.reason = "two were in custody";
  return dispute;
}

}  // namespace outturn
