#include "audit/pack.h"

#include "audit/pack_index.h"
#include "record/sha256.h"
#include "record/statement_folder.h"
#include "register/proof.h"
#include "report/show.h"
#include "report/statement_view.h"
#include "value/problem.h"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kRuleEnding = ".yaml";

// A name that needs no quoting anywhere, and leads out of no folder.
std::string plain_name(std::string name) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  for (char& letter : name) {
    letter = kLetters.find(letter) == std::string_view::npos ? '_' : letter;
  }
  return name.empty() || name.front() == '.' || name.front() == '-' ? "_" + name : name;
}

// The name under which the file that refers to it finds it, where all lie in one folder.
std::string rule_name(const DocumentRef& document) {
  return plain_name(document.reference.empty()
                        ? std::filesystem::path(document.file).filename().string()
                        : document.reference + std::string(kRuleEnding));
}

class Packing {
 public:
  Packing(const RegisterFile& file, const Register& records, std::int64_t entry)
      : file_(file), records_(records), run_(records.ledger.run(entry)) {}

  Pack take() {
    add_statement();
    add_documents();
    add_signatures();
    add_register();
    add_index();
    add_sums();
    return std::move(pack_);
  }

 private:
  void add(const std::string& name, std::string text, std::string what) {
    pack_[name] = {std::move(text), std::move(what)};
  }

  void add_statement() {
    const std::string statement = document_of(file_, run_.prepared.statement);
    view_ = read_statement(statement, "statement.json");
    add("statement.json", statement, "the statement: every amount, and every figure on the way");
    add("evidence.csv",
        document_of(file_, run_.prepared.evidence),
        "a row for each start that was looked at, and what became of it");
    add("payments.csv", payments_csv(view_), "lines, total and payers, for a spreadsheet");
    add("workings.csv", workings_csv(view_), "every quantity and its rule, for a spreadsheet");
  }

  void add_documents() {
    for (const DocumentRef& document : run_.prepared.documents) {
      std::string text = document_of(file_, document.sha256);
      if (document.kind == kEarlierDocument) {
        add(earlier_name(document),
            std::move(text),
            "an earlier statement that this one builds on");
      } else if (document.kind == kChangesDocument) {
        add("changes.csv",
            std::move(text),
            "rows that differ from the settlement before, by cause");
      } else {
        add(name_of(document), std::move(text), document.kind);
      }
    }
  }

  // Where `settle --statements` looks for it.
  std::string earlier_name(const DocumentRef& document) const {
    for (const EarlierView& one : view_.earlier) {
      if (one.sha256 == document.sha256) {
        return fmt::format("{}/{}/{}/statement.json",
                           kPackEarlier,
                           plain_name(one.contract),
                           plain_name(folder_of_period(one.period)));
      }
    }
    throw InputError(
        Place{records_.path},
        Reason::corrupt_register,
        fmt::format("entry {} names an earlier statement that its statement doesn't", run_.entry));
  }

  // A contract may bear the name of its tariff, and one file may be referred to twice.
  std::string name_of(const DocumentRef& document) const {
    const auto path = [](const std::string& name) {
      return fmt::format("{}/{}", kPackRules, name);
    };
    std::string name = rule_name(document);
    while (pack_.contains(path(name)) && sha256(pack_.at(path(name)).text) != document.sha256) {
      name.insert(0, plain_name(document.kind) + "-");
    }
    return path(name);
  }

  void add_signatures() {
    for (const SignatureFile& signature : signature_files(records_, run_)) {
      add(signature.name,
          signature.text,
          fmt::format("signature of who {} it", code_of(signature.by)));
    }
  }

  void add_register() {
    add("proof.json",
        proof_of(records_, run_.entry, std::nullopt),
        "that these entries stand in the register, for outturn-verify");
    add("head.txt", to_text(records_.head()), "the head of the register when this was packed");
    for (const std::int64_t sequence : entries_about(records_, run_)) {
      about_.push_back(&records_.entry(sequence));
      add(fmt::format("{}/{}.json", kPackEntries, sequence),
          canonical(about_.back()->json),
          fmt::format("entry {} of the register, as it was signed", sequence));
    }
  }

  void add_index() {
    std::string index = pack_index({view_, run_, about_, records_.ledger.register_id(), pack_});
    add("index.html", std::move(index), "");
  }

  // As sha256sum writes and checks it.
  void add_sums() {
    std::string sums;
    for (const auto& [name, file] : pack_) {
      sums += fmt::format("{}  {}\n", sha256(file.text), name);
    }
    add("SHA256SUMS", std::move(sums), "");
  }

  const RegisterFile& file_;
  const Register& records_;
  const EnteredRun& run_;
  StatementView view_;
  std::vector<const Entry*> about_;
  Pack pack_;
};

}  // namespace

Pack pack_of(const RegisterFile& file, const Register& records, std::int64_t entry) {
  return Packing(file, records, entry).take();
}

}  // namespace outturn
