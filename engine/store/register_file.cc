#include "store/register_file.h"

#include "record/file.h"
#include "store/layout.h"
#include "value/problem.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;
using store::Connection;
using store::Layout;
using store::Statement;
using store::Transaction;

constexpr std::int64_t kApplicationId = 0x4F757452;  // "OutR"
constexpr int kWaitMilliseconds = 15'000;            // for other writers

// A value of SQLite may hold four megabytes; a document may be larger.
constexpr std::size_t kPartSize = 1'000'000;

constexpr store::Definition kTables[] = {
    {"entry",
     R"((
  sequence INTEGER PRIMARY KEY,
  body TEXT NOT NULL,  -- canonical JSON
  hash TEXT NOT NULL   -- SHA-256 of a zero byte and the body
) STRICT)"},
    {"document",
     R"((
  sha256 TEXT NOT NULL,
  part INTEGER NOT NULL,  -- from 0: long documents are cut
  content BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
) STRICT, WITHOUT ROWID)"},
};

const Layout& layout_of_register() {
  static const Layout kLayout{kApplicationId,
                              kRegisterVersion,
                              "use the version of the program that made it",
                              store::guarded_tables(kTables, "the register only grows")};
  return kLayout;
}

Connection open_register(const fs::path& path, Connection::Mode mode) {
  return store::open_checked(path, mode, store::kRegisterFile, layout_of_register());
}

std::vector<StoredEntry> entries_in(const Connection& connection) {
  Statement row(connection, "SELECT sequence, body, hash FROM entry ORDER BY sequence");
  std::vector<StoredEntry> entries;
  while (row.step()) {
    const auto expected = static_cast<std::int64_t>(entries.size()) + 1;
    if (row.integer(0) != expected) {
      connection.fail_corrupt(fmt::format("entry {} is missing", expected));
    }
    entries.push_back({std::string(row.text(1)), std::string(row.text(2))});
  }
  return entries;
}

bool has_document(const Connection& connection, std::string_view sha256) {
  Statement row(connection, "SELECT 1 FROM document WHERE sha256 = ? AND part = 0");
  row.bind(1, sha256);
  return row.step();
}

void write_document(const Connection& connection,
                    std::string_view sha256,
                    std::string_view content) {
  Statement insert(connection, "INSERT INTO document (sha256, part, content) VALUES (?, ?, ?)");
  std::int64_t part = 0;
  do {
    const std::size_t size = std::min(content.size(), kPartSize);
    insert.bind(1, sha256);
    insert.bind(2, part);
    insert.bind_bytes(3, content.substr(0, size));
    insert.run();
    content.remove_prefix(size);
    ++part;
  } while (!content.empty());
}

void write(const Connection& connection, std::size_t already, const Addition& addition) {
  Statement insert(connection, "INSERT INTO entry (sequence, body, hash) VALUES (?, ?, ?)");
  auto sequence = static_cast<std::int64_t>(already);
  for (const StoredEntry& entry : addition.entries) {
    ++sequence;
    insert.bind(1, sequence);
    insert.bind(2, std::string_view(entry.body));
    insert.bind(3, std::string_view(entry.hash));
    insert.run();
  }
  for (const auto& [sha256, content] : addition.documents) {
    if (!has_document(connection, sha256)) {
      write_document(connection, sha256, content);
    }
  }
}

}  // namespace

struct RegisterFile::State {
  Connection connection;
  Transaction transaction;  // what is read belongs together

  explicit State(const fs::path& path)
      : connection(open_register(path, Connection::Mode::read)),
        transaction(connection, Transaction::Kind::read) {}
};

RegisterFile::RegisterFile(const fs::path& path) : state_(std::make_unique<State>(path)) {}
RegisterFile::~RegisterFile() = default;
RegisterFile::RegisterFile(RegisterFile&&) noexcept = default;
RegisterFile& RegisterFile::operator=(RegisterFile&&) noexcept = default;

const std::string& RegisterFile::path() const {
  return state_->connection.path();
}

std::vector<StoredEntry> RegisterFile::entries() const {
  return entries_in(state_->connection);
}

std::optional<std::string> RegisterFile::document(std::string_view sha256) const {
  Statement row(state_->connection,
                "SELECT part, content FROM document WHERE sha256 = ? ORDER BY part");
  row.bind(1, sha256);
  std::optional<std::string> content;
  std::int64_t part = 0;
  while (row.step()) {
    if (row.integer(0) != part++) {
      state_->connection.fail_corrupt(fmt::format("a part of document {} is missing", sha256));
    }
    content = content.value_or("").append(row.text(1));
  }
  return content;
}

std::vector<std::string> RegisterFile::documents() const {
  Statement row(state_->connection, "SELECT DISTINCT sha256 FROM document ORDER BY sha256");
  std::vector<std::string> names;
  while (row.step()) {
    names.emplace_back(row.text(0));
  }
  return names;
}

void extend_register(const fs::path& path, const Extend& extend) {
  const Connection connection = open_register(path, Connection::Mode::write);
  sqlite3_busy_timeout(connection.handle(), kWaitMilliseconds);
  connection.run("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
  Transaction transaction(connection, Transaction::Kind::write);
  const std::vector<StoredEntry> entries = entries_in(connection);
  write(connection, entries.size(), extend(entries));
  transaction.commit();
}

void make_register(const fs::path& path, const Addition& beginning) {
  const StagedFolder staged(path);
  const fs::path temporary = staged.path() / path.filename();
  {
    const Connection connection(
        temporary, Connection::Mode::create, path.string(), store::kRegisterFile);
    connection.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    Transaction transaction(connection, Transaction::Kind::write);
    store::mark(connection, layout_of_register());
    for (const store::SchemaObject& object : layout_of_register().objects) {
      connection.run(object.sql);
    }
    write(connection, 0, beginning);
    transaction.commit();
  }
  move_new(temporary, path);
}

}  // namespace outturn
