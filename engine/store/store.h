// The store of people and events: one SQLite file that only grows.
// The only room that knows sqlite3.h. Physical layout and tables: docs/data.md.
#pragma once

#include "cases/coverage.h"
#include "cases/person.h"
#include "cases/rows.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

inline constexpr std::int32_t kStoreSchemaVersion = 2;

// One import: a numbered batch.
struct Batch {
  std::uint32_t number = 0;    // from 1, without gaps
  std::string source;          // the file's own name, without folders
  std::string sha256;          // of the file's bytes
  std::string mapping_sha256;  // of the mapping file's bytes; empty for canonical columns
  Date observed_until;         // the last day on which the source would have seen an event
  Coverage starts_of;          // whose starts it shows until then; nobody's when it reads none
  Coverage events_of;          // and whose events
  std::int64_t rows = 0;       // data rows of the file
  std::int64_t starts = 0;
  std::int64_t events = 0;
  std::int64_t withdrawn = 0;
};

// One file to import: what it is called, its digest, the rows it gave.
struct ImportFile {
  std::string source;
  std::string sha256;
  std::string mapping_sha256;
  Date observed_until;
  Coverage starts_of;
  Coverage events_of;
  Rows rows;
};

// Which of a store's rows are seen. Normally what one batch knew: all three are its number. Between
// what two batches knew, late events and corrections can be let in one after the other.
struct KnownAt {
  std::uint32_t starts;       // starts as known at this batch
  std::uint32_t events;       // events as known at this batch, and beside them
  std::uint32_t late_events;  // those that batches up to this one added, and none of them withdrew;
                              // what takes a withdrawn event's place is not late but corrected

  static KnownAt batch(std::uint32_t number) { return {number, number, number}; }

  friend bool operator==(const KnownAt&, const KnownAt&) = default;
};

using ProgressFn = std::function<void(std::int64_t done, std::int64_t total)>;

class Store {
 public:
  enum class Open { read, write_create };

  // Opens a store, or with write_create makes it when there is no such file. Throws InputError:
  // file_missing, not_a_store (another application's file, foreign tables, triggers or views),
  // newer_store, corrupt_store, locked_store.
  Store(const std::filesystem::path& path, Open open);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // Every batch, in order of number.
  std::vector<Batch> batches() const;

  // The provider codes seen, sorted.
  std::vector<std::string> providers() const;

  // What the attributes of starts, or of events, are anywhere in the store: of every batch, and of
  // rows withdrawn since.
  AttributeValues start_values() const;
  AttributeValues event_values() const;

  // Adds the files as one batch each, in one transaction: all of them or none. Starts of all files
  // are taken in before events. Throws InputError with every problem (already_imported,
  // duplicate_row, unknown_person, unknown_record), each at its line of its file.
  std::vector<Batch> import(const std::vector<ImportFile>& files, const ProgressFn& progress = {});

  // The rows as known at a batch (rows of later batches, and rows withdrawn by a batch up to it,
  // are not there). One read transaction for the life of the source. Throws
  // InputError(unknown_batch). The source must not outlive the store.
  std::unique_ptr<CaseSource> cases_as_known_at(const KnownAt& known_at) const;
  std::unique_ptr<CaseSource> cases_as_known_at(std::uint32_t batch) const {
    return cases_as_known_at(KnownAt::batch(batch));
  }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace outturn
