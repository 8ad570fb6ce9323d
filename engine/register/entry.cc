#include "register/entry.h"

#include "record/json_field.h"
#include "record/merkle.h"
#include "value/problem.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::array kKinds = {
    std::pair{EntryKind::opened, std::string_view("opened")},
    std::pair{EntryKind::key_added, std::string_view("key_added")},
    std::pair{EntryKind::key_revoked, std::string_view("key_revoked")},
    std::pair{EntryKind::prepared, std::string_view("prepared")},
    std::pair{EntryKind::approved, std::string_view("approved")},
    std::pair{EntryKind::issued, std::string_view("issued")},
    std::pair{EntryKind::rejected, std::string_view("rejected")},
    std::pair{EntryKind::dispute_opened, std::string_view("dispute_opened")},
    std::pair{EntryKind::dispute_answered, std::string_view("dispute_answered")}};

using Of = DisputeSubject::Of;
constexpr std::array kSubjects = {std::pair{Of::total, std::string_view("total")},
                                  std::pair{Of::line, std::string_view("line")},
                                  std::pair{Of::person, std::string_view("person")}};

using Outcome = DisputeAnswered::Outcome;
constexpr std::array kOutcomes = {std::pair{Outcome::upheld, std::string_view("upheld")},
                                  std::pair{Outcome::rejected, std::string_view("rejected")}};

constexpr std::string_view kTrustedComment = "outturn entry";

[[noreturn]] void refuse(const std::string& name, std::string message) {
  throw InputError(Place{name}, Reason::corrupt_register, std::move(message));
}

KeyHolder read_holder(const JsonField& field, std::string_view key) {
  return {field.at(key).text(), field.at("person").text()};
}

// The value of a closed set whose code a field says; `meant` is what it should be.
template <typename Codes>
auto read_code(const JsonField& field, const Codes& codes, const std::string& meant) {
  const std::string& said = field.text();
  const auto* const found = std::find_if(
      codes.begin(), codes.end(), [&](const auto& code) { return code.second == said; });
  if (found == codes.end()) {
    field.refuse(meant);
  }
  return found->first;
}

Currency read_currency(const JsonField& field) {
  const auto currency = parse_currency(field.text());
  if (!currency) {
    field.refuse("a currency that this program knows");
  }
  return *currency;
}

Money read_amount(const JsonField& field) {
  const JsonField minor = field.at("minor");
  const Ratio value = minor.fraction();
  if (denominator(value) != 1 || magnitude(value) > std::numeric_limits<std::int64_t>::max()) {
    minor.refuse("a whole number of minor units");
  }
  return Money::of_minor(numerator(value).convert_to<std::int64_t>());
}

std::vector<DocumentRef> read_documents(const JsonField& field) {
  std::vector<DocumentRef> documents;
  for (const JsonField& document : field.list()) {
    documents.push_back({document.at("kind").text(),
                         document.at("reference").text(),
                         document.at("file").text(),
                         document.at("sha256").text()});
  }
  return documents;
}

std::vector<StatementRef> read_statements(const JsonField& field) {
  std::vector<StatementRef> statements;
  for (const JsonField& statement : field.list()) {
    statements.push_back({statement.at("contract").text(),
                          statement.at("period").text(),
                          statement.at("sha256").text()});
  }
  return statements;
}

Prepared read_prepared(const JsonField& field) {
  Prepared prepared{.contract = field.at("contract").text(),
                    .period = field.at("period").text(),
                    .first = field.at("first").text(),
                    .last = field.at("last").text(),
                    .payable = field.at("payable").flag(),
                    .currency = read_currency(field.at("currency")),
                    .due = field.at("due").at("shown").text(),
                    .statement = field.at("statement").text(),
                    .evidence = field.at("evidence").text(),
                    .statements = read_statements(field.at("statements")),
                    .documents = read_documents(field.at("documents")),
                    .statement_signature = field.at("statement_signature").text(),
                    .supersedes = std::nullopt,
                    .reconciles = std::nullopt};
  if (const auto earlier = field.find("supersedes")) {
    prepared.supersedes = earlier->integer();
  }
  if (const auto earlier = field.find("reconciles")) {
    prepared.reconciles = earlier->text();
  }
  return prepared;
}

Decision read_decision(const JsonField& field, EntryKind kind) {
  Decision decision;
  decision.entry = field.at("entry").integer();
  decision.statement = field.at("statement").text();
  if (kind == EntryKind::rejected) {
    decision.reason = field.at("reason").text();
  } else {
    decision.statement_signature = field.at("statement_signature").text();
  }
  return decision;
}

DisputeSubject read_subject(const JsonField& field) {
  DisputeSubject subject;
  subject.of = read_code(field.at("of"), kSubjects, "total, line or person");
  if (subject.of != Of::total) {
    subject.name = field.at("name").text();
  }
  return subject;
}

DisputeOpened read_opened_dispute(const JsonField& field) {
  DisputeOpened opened{.entry = field.at("entry").integer(),
                       .statement = field.at("statement").text(),
                       .about = read_subject(field.at("about")),
                       .held = read_amount(field.at("held")),
                       .reason = field.at("reason").text(),
                       .last_day = std::nullopt};
  if (const auto last_day = field.find("last_day")) {
    opened.last_day = parse_date(last_day->text());
    if (!opened.last_day) {
      last_day->refuse("a day");
    }
  }
  return opened;
}

DisputeAnswered read_answer(const JsonField& field) {
  DisputeAnswered answered{
      .dispute = field.at("dispute").integer(),
      .outcome = read_code(field.at("outcome"), kOutcomes, "upheld or rejected"),
      .amount = {},
      .reason = field.at("reason").text()};
  if (answered.outcome == Outcome::upheld) {
    answered.amount = read_amount(field.at("amount"));
  }
  return answered;
}

void read_what(const JsonField& field, Entry& entry) {
  switch (entry.kind) {
    case EntryKind::opened:
      entry.what = Opened{field.at("engine").text()};
      return;
    case EntryKind::key_added:
      entry.what = KeyAdded{read_holder(field.at("key"), "public")};
      return;
    case EntryKind::key_revoked:
      entry.what = KeyRevoked{field.at("key").text(), field.at("reason").text()};
      return;
    case EntryKind::prepared:
      entry.what = read_prepared(field);
      return;
    case EntryKind::approved:
    case EntryKind::issued:
    case EntryKind::rejected:
      entry.what = read_decision(field, entry.kind);
      return;
    case EntryKind::dispute_opened:
      entry.what = read_opened_dispute(field);
      return;
    case EntryKind::dispute_answered:
      entry.what = read_answer(field);
      return;
  }
}

// What the signature of an entry is over: all of it but the signature.
std::string unsigned_body(Json json) {
  json.erase("signature");
  return canonical(json);
}

std::string_view word_for(Role role) {
  switch (role) {
    case Role::prepared:
      return "prepared";
    case Role::approved:
      return "approved";
    case Role::issued:
      return "issued";
  }
  throw Defect("a role without a word");
}

Entry parse_entry(std::string_view body, const std::string& name) {
  Entry entry;
  entry.json = parse_json(body, name);
  if (canonical(entry.json) != body) {
    refuse(name, "isn't in the canonical form of what it says");
  }
  const JsonField field(entry.json, name);
  if (field.at("form").text() != kEntryForm) {
    refuse(name, fmt::format("form is not {}", kEntryForm));
  }
  entry.sequence = field.at("sequence").integer();
  entry.register_id = field.at("register").text();
  entry.previous = field.at("previous").text();
  entry.at = field.at("at").text();
  entry.kind = read_code(field.at("kind"), kKinds, "a kind of entry that this program knows");
  entry.by = read_holder(field.at("by"), "key");
  entry.signature = field.at("signature").text();
  read_what(field, entry);
  entry.hash = merkle::leaf_hash(body);
  return entry;
}

}  // namespace

std::string_view code_of(EntryKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).second;
}

std::string_view code_of(DisputeSubject::Of of) {
  return kSubjects.at(static_cast<std::size_t>(of)).second;
}

std::string_view code_of(DisputeAnswered::Outcome outcome) {
  return kOutcomes.at(static_cast<std::size_t>(outcome)).second;
}

std::optional<Date> day_of(std::string_view at) {
  constexpr std::size_t kDayLength = 10;
  return parse_date(at.substr(0, kDayLength));
}

Json json_of(Money money, Currency currency) {
  return {{"minor", std::to_string(money.minor())}, {"shown", to_string(money, currency)}};
}

// The readers of JSON speak of statements: here it is the register that is wrong.
Entry read_entry(std::string_view body, const std::string& name) {
  try {
    return parse_entry(body, name);
  } catch (const InputError& error) {
    refuse(name, error.problems().front().message);
  }
}

std::string sign_entry(const EntryHead& head,
                       EntryKind kind,
                       const Json& fields,
                       const SigningKey& key) {
  Json json = fields;
  json["form"] = kEntryForm;
  json["register"] = head.register_id;
  json["sequence"] = head.sequence;
  json["previous"] = head.previous;
  json["at"] = head.at;
  json["kind"] = code_of(kind);
  json["by"] = {{"key", to_string(key.public_key())}, {"person", key.person()}};
  json["signature"] = key.sign(canonical(json), kTrustedComment);
  return canonical(json);
}

bool is_signed(const Entry& entry) {
  const auto key = parse_public_key(entry.by.key);
  return key && signed_comment(*key, unsigned_body(entry.json), entry.signature) == kTrustedComment;
}

std::string role_comment(Role role,
                         std::string_view contract,
                         std::string_view period,
                         std::string_view register_id,
                         std::int64_t entry) {
  return fmt::format("outturn: {} statement of {} {}, register {}, entry {}",
                     word_for(role),
                     contract,
                     period,
                     register_id,
                     entry);
}

Json attested_by(const Json& statement, const std::string& name) {
  const JsonField field(statement, name);
  const JsonField pins = field.at("pins");
  const auto again = field.find("reconciliation");
  const JsonField due = again ? again->at("due") : field.at("total");
  Json attested = {{"contract", field.at("contract").at("id").text()},
                   {"period", field.at("period").at("name").text()},
                   {"first", field.at("period").at("first").text()},
                   {"last", field.at("period").at("last").text()},
                   {"run", field.at("run").at("kind").text()},
                   {"payable", field.at("run").at("payable").flag()},
                   {"currency", field.at("contract").at("currency").text()},
                   {"due", {{"minor", due.at("minor").text()}, {"shown", due.at("shown").text()}}},
                   {"evidence", pins.at("evidence").at("sha256").text()},
                   {"engine", pins.at("engine").text()},
                   {"batches", statement["pins"]["batches"]},
                   {"statements", statement["pins"]["statements"]}};
  if (const auto known_at = pins.find("known_at_batch")) {
    attested["known_at_batch"] = known_at->integer();
  }
  if (again) {
    attested["reconciles"] = again->at("superseded").at("sha256").text();
  }
  return attested;
}

}  // namespace outturn
