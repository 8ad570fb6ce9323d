#include "store/store.h"

#include "record/file.h"
#include "store/import.h"
#include "store/schema.h"
#include "store/stored_cases.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

// A new store is made in a folder of its own beside its place and moved there whole, so nobody sees
// it half made, and it needs no journal.
std::vector<Batch> make_store(const fs::path& path,
                              const std::vector<ImportFile>& files,
                              const ProgressFn& progress) {
  const StagedFolder staged(path);
  const fs::path temporary = staged.path() / path.filename();
  std::vector<Batch> batches;
  {
    const store::Connection connection(temporary, store::Connection::Mode::create, path.string());
    connection.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    store::Transaction transaction(connection, store::Transaction::Kind::write);
    store::create_tables(connection);
    batches = store::import_files(connection, files, progress);
    store::create_indexes(connection);
    transaction.commit();
  }
  move_new(temporary, path);
  return batches;
}

// A rollback journal keeps the store one file when nobody writes and lets it be read from a folder
// that can't be written, which a write-ahead log doesn't; one that another program gave it goes.
// Nothing reaches the file before the
// commit (no spilling), so readers wait for the commit only. EXTRA: a batch that was reported
// survives a power cut.
std::vector<Batch> extend_store(const store::Connection& connection,
                                const std::vector<ImportFile>& files,
                                const ProgressFn& progress) {
  connection.run(
      "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA cache_spill = OFF");
  store::Transaction transaction(connection, store::Transaction::Kind::write);
  std::vector<Batch> batches = store::import_files(connection, files, progress);
  transaction.commit();
  return batches;
}

AttributeValues values_in(const store::Connection& connection, std::string_view table) {
  AttributeValues values;
  store::Statement row(connection, fmt::format("SELECT name, value FROM {}", table));
  while (row.step()) {
    values[std::string(row.text(0))].emplace(row.text(1));
  }
  return values;
}

}  // namespace

struct Store::State {
  fs::path path;
  Open open;
  std::unique_ptr<store::Connection> connection;  // none while the store doesn't exist yet

  void connect() {
    const auto mode =
        open == Open::read ? store::Connection::Mode::read : store::Connection::Mode::write;
    connection = std::make_unique<store::Connection>(store::open_store(path, mode));
  }
};

Store::Store(const fs::path& path, Open open)
    : state_(std::make_unique<State>(State{path, open, nullptr})) {
  std::error_code error;
  if (!path.has_filename() && !fs::exists(path, error)) {  // "" and "new/"
    throw InputError({}, Reason::not_a_store, shown(path.string()) + " doesn't name a file");
  }
  if (open == Open::write_create) {
    remove_leftover_of(path);
  }
  if (open == Open::read || fs::exists(path, error)) {
    state_->connect();
  }
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

std::vector<Batch> Store::batches() const {
  return state_->connection ? store::read_batches(*state_->connection) : std::vector<Batch>{};
}

AttributeValues Store::start_values() const {
  return state_->connection ? values_in(*state_->connection, "start_attribute") : AttributeValues{};
}

AttributeValues Store::event_values() const {
  return state_->connection ? values_in(*state_->connection, "event_attribute") : AttributeValues{};
}

std::vector<std::string> Store::providers() const {
  std::vector<std::string> codes;
  if (!state_->connection) {
    return codes;
  }
  for (const auto& [code, number] : store::load_providers(*state_->connection)) {
    if (number != 0) {
      codes.push_back(code);
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

std::vector<Batch> Store::import(const std::vector<ImportFile>& files, const ProgressFn& progress) {
  if (state_->open != Open::write_create) {
    throw Defect("an import into a store opened for reading");
  }
  if (state_->connection) {
    return extend_store(*state_->connection, files, progress);
  }
  std::vector<Batch> batches = make_store(state_->path, files, progress);
  state_->connect();
  return batches;
}

std::unique_ptr<CaseSource> Store::cases_as_known_at(const KnownAt& known_at) const {
  if (!state_->connection) {
    throw InputError(
        Place{state_->path.string()}, Reason::unknown_batch, "has no batch yet", "import a file");
  }
  return std::make_unique<store::StoredCases>(state_->path, known_at);
}

}  // namespace outturn
