// Files that aren't ours, or are no longer whole.
#include "record/file.h"
#include "store/sample.h"
#include "store/sqlite.h"
#include "support/catch.h"
#include "support/temp_folder.h"

#include <sys/stat.h>
#include <unistd.h>

namespace outturn {

using store::Connection;

namespace {

namespace fs = std::filesystem;

const std::string kRestore =
    "\n    restore it from a copy, or import its files again into a new store";

const std::string kReadOnly =
    ": can't be written: the file or its folder is read-only [write_failed]\n"
    "    an import writes to both";

// A store on disk, closed, and the means to spoil it.
class ClosedStore {
 public:
  ClosedStore() {
    Store(path(), Store::Open::write_create)
        .import({file_of(
            "f", {{2, "P1", "C01", "2014-10-01"}}, {{3, "P1", "2015-01-02", "2015-03-04"}})});
  }

  std::string path() const { return (folder_ / "s.sqlite").string(); }
  const fs::path& folder() const { return folder_.path(); }

  // What the sqlite3 shell could do.
  void run(const std::string& sql) const {
    Connection(path(), Connection::Mode::write, "").run(sql);
  }

  // Replaces the rows of a table in spite of the triggers.
  void put(const std::string& table, const std::string& values) const {
    run("DELETE FROM " + table + "; INSERT INTO " + table + " VALUES " + values);
  }

  std::string refusal_of_reading() const {
    return refusal_of([&] {
      const Store store(path(), Store::Open::read);
      store.batches();
      known_at(store, 1);
    });
  }

 private:
  TempFolder folder_;
};

}  // namespace

TEST_CASE("a file that isn't there, or is a folder, isn't a store") {
  const ClosedStore closed;
  const std::string missing = (closed.folder() / "missing").string();
  CHECK(refusal_of([&] { Store(missing, Store::Open::read); }) ==
        missing + ": no such store [file_missing]");
  CHECK_FALSE(fs::exists(missing));
  CHECK(refusal_of([&] { Store(closed.folder(), Store::Open::read); }) ==
        closed.folder().string() + ": is a folder, not a store [not_a_store]");
  const std::string pipe = (closed.folder() / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(refusal_of([&] { Store(pipe, Store::Open::write_create); }) ==
        pipe + ": isn't a file, so it is no store [not_a_store]");
}

TEST_CASE("a store can't be made without a name of its own") {
  const TempFolder folder;
  const std::string name = GENERATE(true, false) ? "" : (folder / "new/").string();
  CHECK(refusal_of([&] { Store(name, Store::Open::write_create); }) ==
        "\"" + name + "\" doesn't name a file [not_a_store]");
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("another program's file isn't a store, and isn't touched") {
  const TempFolder folder;
  const std::string path = (folder / "f").string();
  const auto content = GENERATE(as<std::string>{},
                                "",
                                "person,provider\nP1,C01\n",
                                "SQLite format 3",
                                std::string("SQLite format 3\0", 16) + std::string(500, '\x7f'));
  write_synced(path, content);
  for (const auto open : {Store::Open::read, Store::Open::write_create}) {
    CHECK(refusal_of([&] { const Store store(path, open); }) ==
          path + ": isn't a store of people and events [not_a_store]");
  }
  CHECK(read_file(path, 1000) == content);
}

TEST_CASE("another program's database isn't a store") {
  const TempFolder folder;
  const std::string path = (folder / "f").string();
  Connection(path, Connection::Mode::create, "").run("CREATE TABLE t(x)");
  CHECK(refusal_of([&] { Store(path, Store::Open::write_create); }) ==
        path + ": isn't a store of people and events [not_a_store]");
}

TEST_CASE("a store with a layout of another version is refused") {
  const ClosedStore closed;
  closed.run("PRAGMA user_version = 7");
  CHECK(closed.refusal_of_reading() ==
        closed.path() +
            ": has layout 7; this program knows 2 [newer_store]\n"
            "    use the version of the program that made it, or a later one");
  closed.run("PRAGMA user_version = 1");
  CHECK(closed.refusal_of_reading() == closed.path() +
                                           ": has layout 1; this program reads layout 2 "
                                           "[not_a_store]\n"
                                           "    import its files again, into a new store");
  closed.run("PRAGMA user_version = 0");
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": has layout 0, which never was [not_a_store]");
}

TEST_CASE("a store with anything added or missing is refused by name") {
  struct Case {
    std::string sql;
    std::string message;
    std::string advice = "take out what was added to the store, or go back to a copy of it";
  };
  const auto c =
      GENERATE(Case{"CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM person; END",
                    "holds a trigger that isn't ours: \"t\""},
               Case{"CREATE VIEW v AS SELECT 1", "holds a view that isn't ours: \"v\""},
               Case{"CREATE TABLE extra(x)", "holds a table that isn't ours: \"extra\""},
               Case{"CREATE INDEX i ON start (person)", "holds an index that isn't ours: \"i\""},
               Case{"DROP VIEW v_events; CREATE VIEW v_events AS SELECT 1",
                    "holds a view that isn't ours: \"v_events\""},
               Case{"DROP TABLE start_record; CREATE TABLE start_record(record, id)",
                    "holds a table that isn't ours: \"start_record\""},
               Case{"DROP TRIGGER event_no_delete",
                    "lacks the trigger \"event_no_delete\"",
                    "go back to a copy of the store"});
  const ClosedStore closed;
  closed.run(c.sql);
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": " + c.message + " [not_a_store]\n    " + c.advice);
}

TEST_CASE("values that can't be are damage, not figures") {
  struct Case {
    std::string table;
    std::string values;
    std::string message;
  };
  const std::string event = std::to_string(1 << 24);
  const std::string start = std::to_string(((std::int64_t{1} << 17) + 41911) << 26);  // 2014-10-01
  const auto c = GENERATE_COPY(
      Case{"event", "(" + event + ", 84006, NULL, 0, 1, 3)", "it holds a day that isn't one"},
      Case{"event", "(" + event + ", 16000, -25568, 0, 1, 3)", "it holds a day that isn't one"},
      Case{"event", "(" + event + ", 16000, 16000, 1, 1, 3)", "it names profile 1, which it lacks"},
      Case{"event",
           "(" + event + ", 16000, 16000, -1, 1, 3)",
           "it names profile -1, which it lacks"},
      Case{"start", "(" + start + ", 1, NULL, 99, 1, 2)", "it names profile 99, which it lacks"},
      Case{"start", "(" + start + ", 0, NULL, 0, 1, 2)", "a start has no person"},
      Case{"start", "(" + start + ", 2, NULL, 0, 1, 2)", "person 2 has no pseudonym"},
      Case{"event",
           "(" + event + ", 16000, 16000, 0, 4294967297, 3)",
           "it holds a row of line 3 of batch 4294967297"},
      Case{"start", "(" + start + ", 1, NULL, 0, 0, 2)", "it holds a row of line 2 of batch 0"},
      Case{"event_attribute", "(2, 'outcome', 'x')", "event_attribute skips profile 1"},
      Case{"provider", "(0, 'C01')", "its list of providers contradicts itself"},
      Case{"provider", "(1, 'C01'), (2, 'C01')", "its list of providers contradicts itself"},
      Case{"coverage", "(2, 'events', '')", "a coverage isn't what it should be"},
      Case{"coverage", "(1, 'people', '')", "a coverage isn't what it should be"},
      Case{"batch", "(2, 'f', '', '', 16000, 0, 0, 0, 0)", "batch 1 isn't what it should be"},
      Case{"batch", "(1, 'f', '', '', 99999, 0, 0, 0, 0)", "batch 1 isn't what it should be"});
  const ClosedStore closed;
  closed.put(c.table, c.values);
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": is damaged: " + c.message + " [corrupt_store]" + kRestore);
}

TEST_CASE("a truncated store is damaged") {
  const ClosedStore closed;
  const auto size = fs::file_size(closed.path());
  fs::resize_file(closed.path(), size / 2);
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": is damaged: database disk image is malformed [corrupt_store]" +
            kRestore);
}

TEST_CASE("rows can't be changed or deleted from the sqlite3 shell") {
  const ClosedStore closed;
  sqlite3* shell = nullptr;
  REQUIRE(sqlite3_open(closed.path().c_str(), &shell) == SQLITE_OK);
  for (const std::string sql : {"UPDATE event SET offence = 1", "DELETE FROM batch"}) {
    CHECK(sqlite3_exec(shell, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    CHECK(std::string(sqlite3_errmsg(shell)) == "the store only grows");
  }
  sqlite3_close(shell);
}

TEST_CASE("the views say in words what the tables hold") {
  const TempFolder folder;
  const std::string path = (folder / "s.sqlite").string();
  {
    Store store(path, Store::Open::write_create);
    store.import(
        {file_of("f",
                 {{2, "P1", "C01", "2014-10-01", RowAction::add, "S1", "custody", 612'500}},
                 {{3, "P1", "2015-01-02", "2015-03-04", RowAction::add, "E1", "convicted"},
                  {4, "P1", "2015-01-03", ""}})});
    store.import({file_of("g", {}, {{7, "P1", "", "", RowAction::withdraw, "1/4"}})});
  }
  sqlite3* shell = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &shell) == SQLITE_OK);
  const auto rows_of = [&](const std::string& view) {
    std::string rows;
    const auto add_row = [](void* out, int columns, char** values, char**) {
      for (int i = 0; i < columns; ++i) {
        *static_cast<std::string*>(out) +=
            std::string(values[i] == nullptr ? "" : values[i]) + (i + 1 < columns ? "|" : "\n");
      }
      return 0;
    };
    sqlite3_exec(shell, ("SELECT * FROM " + view).c_str(), add_row, &rows, nullptr);
    return rows;
  };
  CHECK(rows_of("v_starts") == "P1|C01|2014-10-01|0.6125|disposal=custody|1|2|S1|\n");
  CHECK(rows_of("v_events") ==
        "P1|2015-01-02|2015-03-04|breach=no; outcome=convicted|1|3|E1|\n"
        "P1|2015-01-03|||1|4||2/7\n");
  CHECK(rows_of("v_people") == "1|P1\n");
  CHECK(rows_of("v_batches").substr(0, 43) == "1|f|2016-12-31|everyone|everyone|3|1|2|0|25");
  sqlite3_close(shell);
}

TEST_CASE("a store in use is waited for, then reported") {
  const ClosedStore closed;
  const Connection other(closed.path(), Connection::Mode::write, "");
  other.run("BEGIN EXCLUSIVE");
  CHECK(closed.refusal_of_reading() == closed.path() +
                                           ": another program is using the store [locked_store]\n"
                                           "    try again when it has finished");
}

TEST_CASE("an import waits for nobody who only reads what is there already") {
  const ClosedStore closed;
  Store store(closed.path(), Store::Open::write_create);
  {
    const auto reading = store.cases_as_known_at(1);
    const Connection other(closed.path(), Connection::Mode::write, "");
    other.run("BEGIN IMMEDIATE");  // an import before its commit
    CHECK(known_at(store, 1).size() == 2);
  }
  store.import({file_of("g", {{2, "P2", "C01", "2014-10-01"}}, {})});
  CHECK(known_at(store, 2).size() == 3);
}

TEST_CASE("a store in a folder that can't be written can be read, not extended") {
  if (::geteuid() == 0) {
    return;  // nothing is forbidden to the superuser
  }
  const ClosedStore closed;
  fs::permissions(closed.folder(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(closed.refusal_of_reading() == "accepted");
  CHECK(refusal_of([&] {
          Store store(closed.path(), Store::Open::write_create);
          store.import({file_of("g", {{2, "P2", "C01", "2014-10-01"}}, {})});
        }) == closed.path() + kReadOnly);
  fs::permissions(closed.folder(), fs::perms::owner_all);
}

TEST_CASE("a store that may not be written, read or reached is said to be so") {
  if (::geteuid() == 0) {
    return;
  }
  const ClosedStore closed;
  const auto refusal_of_import = [&] {
    return refusal_of([&] {
      Store store(closed.path(), Store::Open::write_create);
      store.import({file_of("g", {{2, "P2", "C01", "2014-10-01"}}, {})});
    });
  };
  fs::permissions(closed.path(), fs::perms::owner_read);
  CHECK(refusal_of_import() == closed.path() + kReadOnly);
  fs::permissions(closed.path(), fs::perms::none);
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": can't be read: Permission denied [file_unreadable]");
  fs::permissions(closed.folder(), fs::perms::none);
  CHECK(closed.refusal_of_reading() ==
        closed.path() + ": can't be read: Permission denied [file_unreadable]");
  fs::permissions(closed.folder(), fs::perms::owner_all);
}

TEST_CASE("an import ends a write-ahead log that another program gave the store") {
  const ClosedStore closed;
  closed.run("PRAGMA journal_mode = WAL");
  if (::geteuid() != 0) {
    fs::permissions(closed.folder(), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(closed.refusal_of_reading() ==
          closed.path() +
              ": can't be read here: another program gave it a write-ahead log [file_unreadable]\n"
              "    copy it to a folder that can be written; an import there ends the log");
    fs::permissions(closed.folder(), fs::perms::owner_all);
  }
  Store(closed.path(), Store::Open::write_create)
      .import({file_of("g", {{2, "P2", "C01", "2014-10-01"}}, {})});
  const std::string header = read_file(closed.path(), 1'000'000).substr(18, 2);
  CHECK(header == "\1\1");  // a rollback journal, by SQLite's file format
}

}  // namespace outturn
