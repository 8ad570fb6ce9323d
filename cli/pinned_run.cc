#include "pinned_run.h"

#include "record/json_field.h"
#include "settling.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

constexpr std::string_view kContract = "contract";
constexpr std::string_view kEarlier = "earlier";

RuleText text_of(const RegisterFile& file, const DocumentRef& document) {
  return {document.file, document_of(file, document.sha256)};
}

// Finds rule files among those of the run, by what the file that refers to them calls them.
FindRules rules_among(const RegisterFile& file, const std::vector<DocumentRef>& documents) {
  return [&file, documents](std::string_view kind, std::string_view name) {
    const auto found =
        std::find_if(documents.begin(), documents.end(), [&](const DocumentRef& document) {
          return document.kind == kind && document.reference == name;
        });
    if (found == documents.end()) {
      throw InputError(Place{file.path()},
                       Reason::corrupt_register,
                       fmt::format("the run was entered without its {} file \"{}\"", kind, name));
    }
    return text_of(file, *found);
  };
}

const DocumentRef& contract_among(const RegisterFile& file, const Prepared& prepared) {
  for (const DocumentRef& document : prepared.documents) {
    if (document.kind == kContract) {
      return document;
    }
  }
  throw InputError(
      Place{file.path()}, Reason::corrupt_register, "the run was entered without its contract");
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

}  // namespace

Contract pinned_contract(const RegisterFile& file, const Prepared& run) {
  return load_contract(text_of(file, contract_among(file, run)), rules_among(file, run.documents));
}

PinnedRun pinned_run(const RegisterFile& file, const Register& records, std::int64_t entry) {
  const Prepared& prepared = records.ledger.run(entry).prepared;
  PinnedRun run;
  run.statement = document_of(file, prepared.statement);
  run.evidence = document_of(file, prepared.evidence);
  run.contract = pinned_contract(file, prepared);
  run.period = period_called(prepared.period, run.contract);
  for (const DocumentRef& document : prepared.documents) {
    if (document.kind == kEarlier) {
      run.earlier.push_back(
          read_earlier_statement(document_of(file, document.sha256), document.reference));
    }
  }
  const std::string name = fmt::format("entry {}", entry);
  const JsonField body(records.entry(entry).json, name);
  run.engine = body.at("engine").text();
  if (const auto known_at = body.find("known_at_batch")) {
    run.known_at = static_cast<std::uint32_t>(known_at->integer());
  }
  return run;
}

Documents settle_again(const PinnedRun& run, const std::filesystem::path& store) {
  const Task task{&run.contract, run.period};
  std::vector<Contract> contracts(1, run.contract);
  const std::unique_ptr<Data> data = open_data(store, run.known_at, contracts);
  const Settlement settlement = settle_measured(task, data.get(), run.earlier);
  Pins pins = pins_of(task, data.get());
  pins.engine = run.engine;
  return write_documents(run.contract, settlement, pins);
}

}  // namespace outturn::cli
