#include "record/minisign.h"
#include "record/sha256.h"
#include "value/utf8.h"
#include "verify/proof.h"
#include "verify/questions.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::verify {
namespace {

// A signature of the statement, whose key is known to belong to somebody.
struct Signed {
  std::string role;  // "prepared", "approved"
  std::string key;
  std::string person;
};

std::string comment_of(std::string_view role, const JsonField& statement) {
  return fmt::format("outturn: {} statement of {} {}, register ",
                     role,
                     statement.at("contract").at("id").text(),
                     statement.at("period").at("name").text());
}

// "<32 hex digits>, entry 7": how a comment ends.
bool names_an_entry(std::string_view text) {
  constexpr std::size_t kIdDigits = 32;
  constexpr std::string_view kEntry = ", entry ";
  const std::string_view id = text.substr(0, kIdDigits);
  const std::string_view rest = text.substr(std::min(kIdDigits, text.size()));
  const std::string_view number = rest.substr(std::min(kEntry.size(), rest.size()));
  return id.size() == kIdDigits &&
         id.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         rest.starts_with(kEntry) && !number.empty() && number.front() != '0' &&
         number.find_first_not_of("0123456789") == std::string_view::npos;
}

// What both ways of holding signatures share: whom the reader trusts, and what was signed.
class Signatures {
 public:
  Signatures(const Document& statement, const File& keys, Findings& findings)
      : statement_(statement),
        trusted_(read_key_list(keys.text, keys.name)),
        keys_(keys.name),
        findings_(findings) {}

  // Those of a register.
  void check(const Proof& proof) {
    const Entry* prepared = proof.prepared(sha256(statement_.file().text));
    if (prepared == nullptr) {
      findings_.fail_in(proof.name(), "entries", "entries: none of them prepared a statement");
      return;
    }
    check_entry(proof, *prepared, "prepared", prepared->sequence());
    const Entry* approved = proof.about("approved", prepared->sequence());
    if (approved == nullptr) {
      findings_.fail_in(proof.name(),
                        "entries",
                        fmt::format("entries: nobody approved entry {}; one signature is no two",
                                    prepared->sequence()));
      return;
    }
    check_entry(proof, *approved, "approved", prepared->sequence());
    if (const Entry* issued = proof.about("issued", prepared->sequence())) {
      check_entry(proof, *issued, "issued", prepared->sequence());
    }
    tell();
  }

  // Those beside the statement.
  void check(const File& prepared, const File& approved) {
    const std::string first = check_detached(prepared, "prepared");
    const std::string second = check_detached(approved, "approved");
    findings_.expect_in(
        approved.name, "register and entry of the comment", second, first, prepared.name);
    findings_.note("Whether a key had been revoked before, only a proof of the register shows.");
    tell();
  }

 private:
  const TrustedKey* owner_of(const PublicKey& key) const {
    const auto found = std::find_if(
        trusted_.begin(), trusted_.end(), [&](const TrustedKey& one) { return one.key == key; });
    return found == trusted_.end() ? nullptr : &*found;
  }

  void check_entry(const Proof& proof,
                   const Entry& entry,
                   const std::string& role,
                   std::int64_t prepared) {
    const auto key = parse_public_key(entry.key());
    const TrustedKey* owner = key ? owner_of(*key) : nullptr;
    if (owner == nullptr) {
      findings_.fail_in(
          entry.name(),
          "by.key",
          fmt::format(
              "by.key: {} isn't among the keys that you trust ({})", shown(entry.key()), keys_));
      return;
    }
    findings_.expect_in(entry.name(), "by.person", entry.person(), owner->person, keys_);
    const JsonField signature = entry.root().at("statement_signature");
    check_comment(
        entry.name(),
        signed_comment(*key, statement_.file().text, signature.text()),
        fmt::format(
            "{}{}, entry {}", comment_of(role, statement_.root()), proof.register_id(), prepared));
    check_not_revoked(proof, entry);
    keep({role, entry.key(), owner->person}, entry.name());
  }

  void check_comment(const std::string& file,
                     const std::optional<std::string>& said,
                     const std::string& right) {
    if (!said) {
      findings_.fail_in(file,
                        "statement_signature",
                        "statement_signature: it isn't a signature of this statement by its key");
      return;
    }
    findings_.expect_in(
        file, "trusted comment of statement_signature", *said, right, "what is signed");
  }

  void check_not_revoked(const Proof& proof, const Entry& entry) {
    for (const Entry& other : proof.entries()) {
      if (other.kind() == "key_revoked" && other.root().at("key").text() == entry.key() &&
          other.sequence() < entry.sequence()) {
        findings_.fail_in(entry.name(),
                          "by.key",
                          fmt::format("by.key: the key was revoked by entry {}, before it signed",
                                      other.sequence()));
      }
    }
  }

  // Different keys and different people; who issues may be either.
  void keep(Signed one, const std::string& file) {
    for (const Signed& other : signed_) {
      if (one.role == "issued") {
        break;
      }
      if (other.key == one.key) {
        findings_.fail_in(file, "by.key", "by.key: the same key prepared and approved");
      } else if (other.person == one.person) {
        findings_.fail_in(
            file, "by.person", fmt::format("by.person: {} prepared and approved", one.person));
      }
    }
    signed_.push_back(std::move(one));
  }

  // Returns what the comment says behind "register ".
  std::string check_detached(const File& file, const std::string& role) {
    const std::string beginning = comment_of(role, statement_.root());
    for (const TrustedKey& one : trusted_) {
      const auto comment = signed_comment(one.key, statement_.file().text, file.text);
      if (!comment) {
        continue;
      }
      std::string end = comment->substr(std::min(beginning.size(), comment->size()));
      if (!comment->starts_with(beginning) || !names_an_entry(end)) {
        findings_.expect_in(file.name,
                            "trusted comment",
                            *comment,
                            beginning + "ID, entry NUMBER",
                            "what is signed");
      }
      keep({role, to_string(one.key), one.person}, file.name);
      return end;
    }
    findings_.fail_in(
        file.name,
        "",
        fmt::format("it isn't a signature of this statement by a key that you trust ({})", keys_));
    return "";
  }

  void tell() {
    for (const Signed& one : signed_) {
      findings_.note(fmt::format("{} by {}.",
                                 one.role == "prepared"   ? "Prepared"
                                 : one.role == "approved" ? "Approved"
                                                          : "Issued",
                                 one.person));
    }
  }

  const Document& statement_;
  std::vector<TrustedKey> trusted_;
  std::string keys_;
  Findings& findings_;
  std::vector<Signed> signed_;
};

}  // namespace

Verdict is_signed_by_two(const Document& statement, const Inputs& inputs) {
  return judged(statement.file().name, [&](Findings& findings) {
    const DetachedSignatures& detached = inputs.signatures;
    if (!inputs.keys) {
      findings.leave_out("whose signatures would do: no list of the keys that you trust was given",
                         "write one, a line a key, as \"RW... Ann Smith\": --keys FILE");
    } else if (inputs.proof) {
      Signatures(statement, *inputs.keys, findings).check(Proof(*inputs.proof));
    } else if (detached.prepared && detached.approved) {
      Signatures(statement, *inputs.keys, findings).check(*detached.prepared, *detached.approved);
    } else {
      findings.leave_out("the signatures: they aren't here",
                         "ask for proof.json, or for statement.json.prepared.minisig and "
                         "statement.json.approved.minisig");
    }
  });
}

}  // namespace outturn::verify
