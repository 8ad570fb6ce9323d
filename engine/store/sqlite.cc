#include "store/sqlite.h"

#include "value/problem.h"

#include <array>
#include <new>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace outturn::store {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 5'000;

struct Setting {
  int option;
  int value;
};

// The file may come from anybody. Triggers and views in it are for people who open it with the
// sqlite3 shell; this program runs none of them.
constexpr std::array kSettings = {
    Setting{SQLITE_DBCONFIG_DEFENSIVE, 1},
    Setting{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    Setting{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    Setting{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    Setting{SQLITE_DBCONFIG_DQS_DML, 0},
    Setting{SQLITE_DBCONFIG_DQS_DDL, 0},
};

constexpr std::array kLimits = {
    Setting{SQLITE_LIMIT_LENGTH, 4'000'000},  // bytes of a value or a row
    Setting{SQLITE_LIMIT_SQL_LENGTH, 10'000},
    Setting{SQLITE_LIMIT_COLUMN, 32},
    Setting{SQLITE_LIMIT_EXPR_DEPTH, 32},
    Setting{SQLITE_LIMIT_COMPOUND_SELECT, 2},
    Setting{SQLITE_LIMIT_VDBE_OP, 10'000},
    Setting{SQLITE_LIMIT_ATTACHED, 0},
    Setting{SQLITE_LIMIT_VARIABLE_NUMBER, 16},
    Setting{SQLITE_LIMIT_WORKER_THREADS, 0},
};

int flags_of(Connection::Mode mode) {
  constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case Connection::Mode::read:
      return kCommon | SQLITE_OPEN_READONLY;
    case Connection::Mode::write:
      return kCommon | SQLITE_OPEN_READWRITE;
    case Connection::Mode::create:
      return kCommon | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  throw Defect("a mode of opening without flags");
}

std::string words_of(int system_error) {
  return std::generic_category().message(system_error);
}

void check_is_file(const fs::path& path, const FileKind& kind) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const auto refuse = [&](Reason reason, std::string message) {
    throw InputError(Place{path.string()}, reason, std::move(message));
  };
  if (status.type() == fs::file_type::not_found) {
    refuse(Reason::file_missing, fmt::format("no such {}", kind.noun));
  }
  if (!fs::exists(status)) {
    refuse(Reason::file_unreadable, "can't be read: " + words_of(error.value()));
  }
  if (fs::is_directory(status)) {
    refuse(kind.not_ours, fmt::format("is a folder, not a {}", kind.noun));
  }
  if (!fs::is_regular_file(status)) {
    refuse(kind.not_ours, fmt::format("isn't a file, so it is no {}", kind.noun));
  }
}

}  // namespace

const FileKind kStoreFile = {
    .noun = "store",
    .full_name = "a store of people and events",
    .writing = "an import",
    .mending = "restore it from a copy, or import its files again into a new store",
    .not_ours = Reason::not_a_store,
    .newer = Reason::newer_store,
    .corrupt = Reason::corrupt_store,
    .locked = Reason::locked_store,
};

const FileKind kRegisterFile = {
    .noun = "register",
    .full_name = "a register of statements",
    .writing = "an entry",
    .mending = "restore it from a copy, and check that against a head that you kept",
    .not_ours = Reason::not_a_register,
    .newer = Reason::newer_register,
    .corrupt = Reason::corrupt_register,
    .locked = Reason::locked_register,
};

Connection::Connection(const fs::path& path,
                       Mode mode,
                       std::string shown_path,
                       const FileKind& kind)
    : path_(std::move(shown_path)), mode_(mode), kind_(&kind) {
  if (mode != Mode::create) {
    check_is_file(path, kind);
  }
  sqlite3* database = nullptr;
  // An absolute path can't be taken for ":memory:" or another of SQLite's special names.
  const int opened =
      sqlite3_open_v2(fs::absolute(path).c_str(), &database, flags_of(mode), nullptr);
  database_.reset(database);
  if (opened != SQLITE_OK) {
    fail(opened);
  }
  for (const Setting& setting : kSettings) {
    sqlite3_db_config(database, setting.option, setting.value, nullptr);
  }
  for (const Setting& limit : kLimits) {
    sqlite3_limit(database, limit.option, limit.value);
  }
  sqlite3_busy_timeout(database, kBusyMilliseconds);
}

void Connection::run(const std::string& sql) const {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
  }
}

void Connection::fail(int code) const {
  const auto refuse = [&](Reason reason, std::string message, std::string advice) {
    return InputError(Place{path_}, reason, std::move(message), std::move(advice));
  };
  if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY) {
    throw refuse(
        kind_->locked,
        fmt::format("{} was interrupted, and what it left can't be undone here", kind_->writing),
        fmt::format("open the {} once where its folder can be written", kind_->noun));
  }
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw refuse(kind_->locked,
                   fmt::format("another program is using the {}", kind_->noun),
                   "try again when it has finished");
    case SQLITE_NOTADB:
      throw refuse(kind_->not_ours, fmt::format("isn't {}", kind_->full_name), "");
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      fail_corrupt(sqlite3_errstr(code));
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_FULL:
    case SQLITE_IOERR:
      fail_access(code);
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      break;
  }
  if (!schema_is_checked_) {
    throw refuse(kind_->not_ours, fmt::format("isn't {}", kind_->full_name), "");
  }
  throw Defect(fmt::format("SQLite: {} ({})", sqlite3_errmsg(database_.get()), code));
}

void Connection::fail_access(int code) const {
  const int kind = code & 0xFF;
  const int error = sqlite3_system_errno(database_.get());
  const std::string why = error == 0 ? sqlite3_errstr(code) : words_of(error);
  if (mode_ == Mode::read && kind == SQLITE_READONLY) {  // only such a log makes a reader write
    throw InputError(Place{path_},
                     Reason::file_unreadable,
                     "can't be read here: another program gave it a write-ahead log",
                     fmt::format("copy it to a folder that can be written; {} there ends the log",
                                 kind_->writing));
  }
  if (mode_ == Mode::read) {
    throw InputError(Place{path_}, Reason::file_unreadable, "can't be read: " + why);
  }
  if (kind == SQLITE_READONLY) {
    throw InputError(Place{path_},
                     Reason::write_failed,
                     "can't be written: the file or its folder is read-only",
                     fmt::format("{} writes to both", kind_->writing));
  }
  throw InputError(Place{path_}, Reason::write_failed, "can't be written: " + why);
}

void Connection::fail_corrupt(const std::string& what) const {
  throw InputError(Place{path_},
                   kind_->corrupt,
                   fmt::format("is damaged: {}", what),
                   std::string(kind_->mending));
}

Statement::Statement(const Connection& connection, const std::string& sql)
    : connection_(&connection) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection.handle(),
                                      sql.data(),
                                      static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT,
                                      &statement,
                                      nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) {
    connection.fail(code);
  }
}

void Statement::bind(int parameter, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(statement_.get(), parameter, value); code != SQLITE_OK) {
    connection_->fail(code);
  }
}

void Statement::bind(int parameter, std::string_view value) {
  const int code = sqlite3_bind_text(
      statement_.get(), parameter, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) {
    connection_->fail(code);
  }
}

void Statement::bind(int parameter, std::optional<std::int64_t> value) {
  if (value) {
    bind(parameter, *value);
    return;
  }
  if (const int code = sqlite3_bind_null(statement_.get(), parameter); code != SQLITE_OK) {
    connection_->fail(code);
  }
}

void Statement::bind_bytes(int parameter, std::string_view value) {
  const int code = sqlite3_bind_blob(
      statement_.get(), parameter, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) {
    connection_->fail(code);
  }
}

void Statement::run() {
  step();
  reset();
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr
             ? std::string_view{}
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t one_integer(const Connection& connection, const std::string& sql) {
  Statement statement(connection, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Transaction::Transaction(const Connection& connection, Kind kind) : connection_(&connection) {
  connection.run(kind == Kind::read ? "BEGIN" : "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (connection_ != nullptr) {
    sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  connection_->run("COMMIT");
  connection_ = nullptr;
}

}  // namespace outturn::store
