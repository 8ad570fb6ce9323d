#include "pinned_run.h"

#include "record/json_field.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

constexpr std::string_view kContract = "contract";

RuleText text_of(const RuleFile& file) {
  return {file.name, file.text};
}

const RuleFile* find_rules(const std::vector<RuleFile>& files,
                           std::string_view kind,
                           std::string_view reference) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const RuleFile& file) {
    return file.kind == kind && file.reference == reference;
  });
  return found == files.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_without(std::string_view what) {
  throw InputError(
      {}, Reason::corrupt_register, fmt::format("the run was entered without its {}", what));
}

bool is_rules(const DocumentRef& document) {
  return document.kind != kEarlierDocument && document.kind != kChangesDocument;
}

std::vector<RuleFile> rules_of(const RegisterFile& file, const Prepared& run) {
  std::vector<RuleFile> rules;
  for (const DocumentRef& document : run.documents) {
    if (is_rules(document)) {
      rules.push_back({document.kind,
                       document.reference,
                       document.file,
                       document.sha256,
                       document_of(file, document.sha256)});
    }
  }
  return rules;
}

std::vector<EarlierStatement> earlier_of(const RegisterFile& file, const Prepared& run) {
  std::vector<EarlierStatement> earlier;
  for (const DocumentRef& document : run.documents) {
    if (document.kind == kEarlierDocument) {
      earlier.push_back(
          read_earlier_statement(document_of(file, document.sha256), document.reference));
    }
  }
  return earlier;
}

// Of what was agreed in disputes, that which a statement took into account: others may have been
// answered while it was made.
std::vector<AgreedAmount> agreed_in(const JsonField& statement,
                                    const Prepared& run,
                                    const Ledger& ledger) {
  std::set<std::string> entries;
  for (const JsonField& working : statement.at("workings").list()) {
    if (working.at("op").text() == "agreed") {
      entries.insert(working.at("details").at("entry").text());
    }
  }
  std::vector<AgreedAmount> agreed = agreed_amounts(ledger, run.contract, run.period);
  std::erase_if(agreed, [&](const AgreedAmount& one) {
    return !entries.contains(fmt::format("{}", one.entry));
  });
  return agreed;
}

}  // namespace

std::vector<AgreedAmount> agreed_amounts(const Ledger& ledger,
                                         const std::string& contract,
                                         const std::string& period) {
  std::vector<AgreedAmount> agreed;
  for (const UpheldDispute& dispute : ledger.upheld_disputes(contract, period)) {
    if (dispute.amount != Money()) {
      agreed.push_back({dispute.answered_in, dispute.amount, dispute.reason});
    }
  }
  return agreed;
}

Contract load_pinned(const std::vector<RuleFile>& files) {
  const RuleFile* contract = find_rules(files, kContract, "");
  if (contract == nullptr) {
    refuse_without(kContract);
  }
  return load_contract(text_of(*contract), [&](std::string_view kind, std::string_view reference) {
    const RuleFile* found = find_rules(files, kind, reference);
    if (found == nullptr) {
      refuse_without(fmt::format("{} file \"{}\"", kind, reference));
    }
    return text_of(*found);
  });
}

Period period_called(const std::string& name, const Contract& contract) {
  for (Period& period : contract.periods()) {
    if (period.name == name) {
      return std::move(period);
    }
  }
  throw InputError(Place{contract.files.front().name},
                   Reason::bad_period,
                   fmt::format("has no period \"{}\"", name));
}

Contract pinned_contract(const RegisterFile& file, const Prepared& run) {
  return load_pinned(rules_of(file, run));
}

PinnedRun pinned_run(const RegisterFile& file, const Register& records, std::int64_t entry) {
  const Prepared& prepared = records.ledger.run(entry).prepared;
  PinnedRun run;
  run.name = fmt::format("entry {}", entry);
  run.statement = document_of(file, prepared.statement);
  run.evidence = document_of(file, prepared.evidence);
  run.contract = pinned_contract(file, prepared);
  run.earlier = earlier_of(file, prepared);
  run.period = period_called(prepared.period, run.contract);
  const JsonField body(records.entry(entry).json, run.name);
  run.engine = body.at("engine").text();
  if (const auto known_at = body.find("known_at_batch")) {
    run.known_at = static_cast<std::uint32_t>(known_at->integer());
  }
  return run;
}

std::optional<PinnedResettlement> pinned_resettlement(const RegisterFile& file,
                                                      const Register& records,
                                                      std::int64_t entry) {
  const Prepared& prepared = records.ledger.run(entry).prepared;
  if (!prepared.reconciles) {
    return std::nullopt;
  }
  const std::string name = fmt::format("entry {}", entry);
  const Json json = parse_json(document_of(file, prepared.statement), name);
  const JsonField statement(json, name);
  return PinnedResettlement{statement.at("reconciliation").at("run").text(),
                            pinned_run(file, records, prepared.supersedes.value()),
                            agreed_in(statement, prepared, records.ledger)};
}

}  // namespace outturn::cli
