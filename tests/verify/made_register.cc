#include "verify/made_register.h"

#include "record/sha256.h"

#include <span>

#include <fmt/format.h>

namespace outturn::testing {
namespace {

constexpr const char* kRegister = "0123456789abcdef0123456789abcdef";

SigningKey made_key(const std::string& person) {
  return read_signing_key(new_key(person, "").secret, "key", [] { return std::string(); });
}

Json who(const SigningKey& key) {
  return {{"key", to_string(key.public_key())}, {"person", key.person()}};
}

Json holder(const SigningKey& key) {
  return {{"public", to_string(key.public_key())}, {"person", key.person()}};
}

Json hex_of(const std::vector<Digest>& path) {
  Json list = Json::array();
  for (const Digest& digest : path) {
    list.push_back(to_hex(digest));
  }
  return list;
}

// What the entry of a run repeats of its statement.
Json attested(const Json& statement) {
  const Json& pins = statement["pins"];
  const bool again = statement.contains("reconciliation");
  const Json& due = again ? statement["reconciliation"]["due"] : statement["total"];
  Json fields = {{"contract", statement["contract"]["id"]},
                 {"period", statement["period"]["name"]},
                 {"first", statement["period"]["first"]},
                 {"last", statement["period"]["last"]},
                 {"run", statement["run"]["kind"]},
                 {"payable", statement["run"]["payable"]},
                 {"currency", statement["contract"]["currency"]},
                 {"due", {{"minor", due["minor"]}, {"shown", due["shown"]}}},
                 {"evidence", pins["evidence"]["sha256"]},
                 {"engine", pins["engine"]},
                 {"batches", pins["batches"]},
                 {"statements", pins.value("statements", Json::array())},
                 {"documents", Json::array()}};
  if (pins.contains("known_at_batch")) {
    fields["known_at_batch"] = pins["known_at_batch"];
  }
  for (const Json& rule : pins["rules"]) {
    fields["documents"].push_back({{"kind", "contract"},
                                   {"reference", rule["file"]},
                                   {"file", rule["file"]},
                                   {"sha256", rule["sha256"]}});
  }
  if (again) {
    fields["reconciles"] = statement["reconciliation"]["superseded"]["sha256"];
  }
  return fields;
}

}  // namespace

const SigningKey& ann() {
  static const SigningKey kKey = made_key("Ann Smith");
  return kKey;
}

const SigningKey& bob() {
  static const SigningKey kKey = made_key("Bob Jones");
  return kKey;
}

const SigningKey& eve() {
  static const SigningKey kKey = made_key("Eve Black");
  return kKey;
}

const SigningKey& second_key_of_ann() {
  static const SigningKey kKey = made_key("Ann Smith");
  return kKey;
}

verify::File trusted_keys() {
  std::string text = "# whom we trust\n";
  for (const SigningKey* key : {&ann(), &second_key_of_ann(), &bob()}) {
    text += to_string(key->public_key()) + " " + key->person() + "\n";
  }
  return {"keys.txt", text};
}

MadeRegister::MadeRegister() {
  add("opened", {{"engine", "0.1.0"}}, ann());
  add("key_added", {{"key", holder(bob())}}, ann());
  add("key_added", {{"key", holder(second_key_of_ann())}}, ann());
}

std::int64_t MadeRegister::add(const std::string& kind, const Json& fields, const SigningKey& by) {
  Json body = fields;
  body["form"] = "outturn-entry/1";
  body["register"] = kRegister;
  body["sequence"] = bodies_.size() + 1;
  body["previous"] = to_hex(leaves_.empty() ? Digest{} : leaves_.back());
  body["at"] = "2026-11-28T02:14:35Z";
  body["kind"] = kind;
  if (!body.contains("by")) {
    body["by"] = who(by);
  }
  body["signature"] = by.sign(canonical(body), "outturn entry");
  bodies_.push_back(canonical(body));
  leaves_.push_back(merkle::leaf_hash(bodies_.back()));
  return static_cast<std::int64_t>(bodies_.size());
}

std::string MadeRegister::signature(const std::string& role,
                                    std::int64_t entry,
                                    const std::string& statement,
                                    const SigningKey& by) const {
  const Json json = parse_json(statement, "statement.json");
  return by.sign(statement,
                 fmt::format("outturn: {} statement of {} {}, register {}, entry {}",
                             role,
                             json["contract"]["id"].get<std::string>(),
                             json["period"]["name"].get<std::string>(),
                             kRegister,
                             entry));
}

std::int64_t MadeRegister::prepare(const std::string& statement,
                                   const SigningKey& by,
                                   Json changes) {
  Json fields = attested(parse_json(statement, "statement.json"));
  fields["statement"] = sha256(statement);
  fields["statement_signature"] =
      signature("prepared", static_cast<std::int64_t>(bodies_.size()) + 1, statement, by);
  if (!changes.is_null()) {
    fields.merge_patch(changes);
  }
  return add("prepared", fields, by);
}

std::int64_t MadeRegister::decide(const std::string& kind,
                                  std::int64_t entry,
                                  const std::string& statement,
                                  const SigningKey& by) {
  Json fields = {{"entry", entry}, {"statement", sha256(statement)}};
  if (kind == "rejected") {
    fields["reason"] = "the price of clause 4.1 is wrong";
  } else {
    fields["statement_signature"] = signature(kind, entry, statement, by);
  }
  return add(kind, fields, by);
}

Json MadeRegister::proof() const {
  Json proof = {{"form", "outturn-proof/1"},
                {"register", kRegister},
                {"size", bodies_.size()},
                {"root", to_hex(merkle::root_of(leaves_))},
                {"entries", Json::array()}};
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    proof["entries"].push_back({{"sequence", i + 1},
                                {"body", bodies_[i]},
                                {"path", hex_of(merkle::inclusion_path(leaves_, i))}});
  }
  return proof;
}

Json MadeRegister::proof_since(std::size_t since) const {
  const std::span<const Digest> before = std::span(leaves_).first(since);
  Json json = proof();
  json["since"] = {{"size", since},
                   {"root", to_hex(merkle::root_of(before))},
                   {"path", hex_of(merkle::consistency_path(leaves_, since))}};
  return json;
}

verify::File MadeRegister::head(std::optional<std::size_t> entries) const {
  const std::size_t count = entries.value_or(leaves_.size());
  return {"head.txt",
          fmt::format("outturn register head 1\nregister: {}\nentries: {}\nroot: {}\n",
                      kRegister,
                      count,
                      to_hex(merkle::root_of(std::span(leaves_).first(count))))};
}

}  // namespace outturn::testing
