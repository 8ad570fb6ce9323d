#include "settling.h"

#include "notes.h"
#include "settle/words_in_data.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace outturn::cli {

namespace fs = std::filesystem;

Data::Data(Store store, const std::function<KnownAt(std::uint32_t last)>& known_at)
    : store_(std::move(store)) {
  const std::vector<Batch> batches = store_.batches();
  const KnownAt known = known_at(batches.empty() ? 0 : batches.back().number);
  cases_ = store_.cases_as_known_at(known);
  for (const Batch& batch : batches) {
    if (batch.number <= known.late_events) {
      pin(batch);
    }
  }
}

Data::Data(const fs::path& store, std::optional<std::uint32_t> known_at)
    : Data(Store(store, Store::Open::read),
           [&](std::uint32_t last) { return KnownAt::batch(known_at.value_or(last)); }) {}

Data::Data(const fs::path& store, const KnownAt& known_at)
    : Data(Store(store, Store::Open::read), [&](std::uint32_t) { return known_at; }) {}

Observed Data::observed(std::string_view provider) const {
  Observed observed;
  for (const PinnedBatch& batch : pins_) {
    for (const auto& [coverage, until] : {std::pair{&batch.starts_of, &observed.starts},
                                          std::pair{&batch.events_of, &observed.events}}) {
      if (coverage->covers(provider)) {
        *until = std::max(until->value_or(batch.observed_until), batch.observed_until);
      }
    }
  }
  return observed;
}

void Data::require_provider(const Contract& contract) const {
  const std::vector<std::string> known = store_.providers();
  if (std::find(known.begin(), known.end(), contract.provider_code) != known.end()) {
    return;
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  throw InputError(
      Place{contract.files.front().name},
      Reason::unknown_provider,
      fmt::format("the store has nobody under provider \"{}\"", contract.provider_code),
      did_you_mean(contract.provider_code, names));
}

void Data::check_words(const std::vector<const Contract*>& contracts) const {
  const AttributeValues starts = store_.start_values();
  const AttributeValues events = store_.event_values();
  std::vector<std::string> warnings;
  for (const Contract* contract : contracts) {
    require_breakdowns(*contract, starts);
    const std::vector<std::string> more = words_without_rows(*contract, starts, events);
    warnings.insert(warnings.end(), more.begin(), more.end());
  }
  note(warnings);
}

void Data::pin(const Batch& batch) {
  pins_.push_back({batch.number,
                   batch.source,
                   batch.sha256,
                   batch.mapping_sha256,
                   batch.observed_until,
                   batch.starts_of,
                   batch.events_of});
}

std::unique_ptr<Data> open_data(const fs::path& store,
                                std::optional<std::uint32_t> known_at,
                                const std::vector<Contract>& contracts) {
  const bool needed = std::any_of(contracts.begin(), contracts.end(), [](const Contract& contract) {
    return contract.reads_people();
  });
  if (!needed) {
    return nullptr;
  }
  if (store.empty()) {
    throw CLI::RequiredError("--store (a contract measures people)");
  }
  auto data = std::make_unique<Data>(store, known_at);
  std::vector<const Contract*> readers;
  for (const Contract& contract : contracts) {
    if (contract.reads_people()) {
      data->require_provider(contract);
      readers.push_back(&contract);
    }
  }
  data->check_words(readers);
  return data;
}

namespace {

Observed observed_of(const Contract& contract, const Data* data) {
  return contract.reads_people() ? data->observed(contract.provider_code) : Observed{};
}

}  // namespace

Measured measure_task(const Task& task, Data* data) {
  Measured measured;
  for (const CohortSpec& spec : cohorts_needed(*task.contract, task.period)) {
    measured.cohorts.push_back(measure_cohort(*task.contract, data->cases(), spec));
  }
  if (task.contract->milestones) {
    const auto spec =
        milestones_needed(*task.contract, task.period, observed_of(*task.contract, data).events);
    measured.milestones = measure_milestones(*task.contract, data->cases(), *spec);
  }
  return measured;
}

Settlement settle_task(const Task& task, Data* data, const EarlierStatements& earlier) {
  return settle_measured(task, data, earlier.needed_for(*task.contract, task.period));
}

Settlement settle_measured(const Task& task,
                           Data* data,
                           const std::vector<EarlierStatement>& earlier) {
  Measured measured = measure_task(task, data);
  return settle(*task.contract,
                task.period,
                std::move(measured.cohorts),
                observed_of(*task.contract, data),
                std::move(measured.milestones),
                earlier);
}

Pins pins_of(const Task& task, const Data* data) {
  const bool people = task.contract->reads_people();
  return {OUTTURN_VERSION, people ? data->pins() : std::vector<PinnedBatch>{}};
}

}  // namespace outturn::cli
