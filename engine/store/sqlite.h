// SQLite as narrowly as this room uses it: connections that trust nothing in the file, statements,
// and one translation of its result codes into our errors.
#pragma once

#include "value/problem.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace outturn::store {

// A kind of file kept in SQLite: what messages call it, and the reasons for which it is refused.
struct FileKind {
  std::string_view noun;       // "store"
  std::string_view full_name;  // "a store of people and events"
  std::string_view writing;    // "an import": what writes to it
  std::string_view mending;    // what to do with a damaged one
  Reason not_ours;             // another program's file, or changed tables
  Reason newer;                // of a later layout
  Reason corrupt;
  Reason locked;
};

extern const FileKind kStoreFile;
extern const FileKind kRegisterFile;

// An open database file. For one thread at a time.
class Connection {
 public:
  enum class Mode { read, write, create };

  // Opens without looking at the content. `shown_path` is what messages call it. Throws
  // InputError(file_missing, kind.not_ours for what is no file, file_unreadable).
  Connection(const std::filesystem::path& path,
             Mode mode,
             std::string shown_path,
             const FileKind& kind = kStoreFile);

  // Runs statements that give no rows.
  void run(const std::string& sql) const;

  // Says that the file holds our tables: before, an SQL error means that the file isn't ours;
  // afterwards it is a Defect.
  void trust_schema() { schema_is_checked_ = true; }

  // Throws what a result code other than OK, ROW and DONE means.
  [[noreturn]] void fail(int code) const;

  // Throws InputError(kind().corrupt) saying what contradicts itself.
  [[noreturn]] void fail_corrupt(const std::string& what) const;

  sqlite3* handle() const { return database_.get(); }
  const std::string& path() const { return path_; }
  const FileKind& kind() const { return *kind_; }

 private:
  struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };

  // The system doesn't let the file be read or written.
  [[noreturn]] void fail_access(int code) const;

  std::string path_;  // for messages
  Mode mode_;
  const FileKind* kind_;
  bool schema_is_checked_ = false;
  std::unique_ptr<sqlite3, Closer> database_;
};

// A prepared statement. Must not outlive its connection's object. Parameters count from 1, columns
// from 0.
class Statement {
 public:
  Statement(const Connection& connection, const std::string& sql);

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view value);
  void bind(int parameter, std::optional<std::int64_t> value);  // nothing is null
  void bind_bytes(int parameter, std::string_view value);       // as a BLOB

  // Moves to the next row; false after the last.
  bool step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
      connection_->fail(code);
    }
    return code == SQLITE_ROW;
  }

  // Makes the statement ready to run again; parameters stay bound.
  void reset() { sqlite3_reset(statement_.get()); }

  // Runs a statement that gives no rows, and resets it.
  void run();

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

  // Nothing when the column is null. SQLite gives null as 0, so only a 0 needs the second question.
  std::optional<std::int64_t> integer_or_null(int column) const {
    const std::int64_t value = integer(column);
    return value == 0 && sqlite3_column_type(statement_.get(), column) == SQLITE_NULL
               ? std::nullopt
               : std::optional(value);
  }

  // Valid until the next step or reset.
  std::string_view text(int column) const;

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  const Connection* connection_;
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

// The integer that a query without parameters gives in its first row, or 0 when there is no row.
std::int64_t one_integer(const Connection& connection, const std::string& sql);

// All or nothing: rolled back unless committed.
class Transaction {
 public:
  enum class Kind { read, write };

  // A write transaction waits for other writers here, and not later.
  Transaction(const Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  const Connection* connection_;
};

}  // namespace outturn::store
