// Settling a contract's period on a store: what settle and what-if share.
#pragma once

#include "earlier_statements.h"
#include "periods.h"
#include "settle/settle.h"
#include "settle/statement.h"
#include "store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace outturn::cli {

// The store as known at a batch.
class Data {
 public:
  // The last batch when none is named.
  Data(const std::filesystem::path& store, std::optional<std::uint32_t> known_at);
  Data(const std::filesystem::path& store, const KnownAt& known_at);

  CaseSource& cases() { return *cases_; }
  const std::vector<PinnedBatch>& pins() const { return pins_; }

  // Until when the imports up to the batch show everything of a provider: the latest day of those
  // that say they cover the provider. What other files hold of these people tells nothing about
  // what they don't hold.
  Observed observed(std::string_view provider) const;

  // Throws InputError(unknown_provider).
  void require_provider(const Contract& contract) const;

  // Refuses contracts that are broken down by what nobody has, and warns of counted words that
  // nobody has.
  void check_words(const std::vector<const Contract*>& contracts) const;

 private:
  Data(Store store, const std::function<KnownAt(std::uint32_t last)>& known_at);
  void pin(const Batch& batch);

  Store store_;
  std::unique_ptr<CaseSource> cases_;
  std::vector<PinnedBatch> pins_;
};

// The store that contracts read, or nullptr when none of them reads people.
std::unique_ptr<Data> open_data(const std::filesystem::path& store,
                                std::optional<std::uint32_t> known_at,
                                const std::vector<Contract>& contracts);

// What a contract's data holds for one period.
struct Measured {
  std::vector<MeasuredCohort> cohorts;
  std::optional<MeasuredMilestones> milestones;
};

// Measures whatever settling the task needs; `data` may be nullptr for a contract that reads no
// people. Throws InputError with everything that the rules don't cover.
Measured measure_task(const Task& task, Data* data);

// One settlement; `data` may be nullptr for a contract that reads no people.
Settlement settle_task(const Task& task, Data* data, const EarlierStatements& earlier);

// The same with the earlier statements at hand.
Settlement settle_measured(const Task& task,
                           Data* data,
                           const std::vector<EarlierStatement>& earlier);

// What a statement of the task pins besides its rules.
Pins pins_of(const Task& task, const Data* data);

}  // namespace outturn::cli
