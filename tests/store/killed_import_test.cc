// An import that is killed leaves the store as it was.
#include "store/sample.h"
#include "store/sqlite.h"
#include "support/catch.h"
#include "support/temp_folder.h"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace outturn {

namespace {

ImportFile large_file() {
  std::vector<NewStart> starts;
  for (std::size_t line = 2; line < 20'000; ++line) {
    starts.push_back({line, "Q" + std::to_string(line), "C01", "2014-10-01"});
  }
  return file_of("large", starts, {});
}

// Imports in a process of its own, which kills itself once some rows are written.
void import_and_die(const std::filesystem::path& path) {
  const ImportFile file = large_file();
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    Store store(path, Store::Open::write_create);
    store.import({file}, [](std::int64_t, std::int64_t) { ::kill(::getpid(), SIGKILL); });
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a first import that is killed leaves no store, and the next one tidies up") {
  const TempFolder folder;
  import_and_die(folder / "s.sqlite");
  CHECK_FALSE(std::filesystem::exists(folder / "s.sqlite"));
  Store store(folder / "s.sqlite", Store::Open::write_create);
  CHECK(store.import({large_file()}).size() == 1);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a later import that is killed leaves the batches before it") {
  const TempFolder folder;
  const auto path = folder / "s.sqlite";
  Store(path, Store::Open::write_create)
      .import({file_of("f", {{2, "P1", "C01", "2014-10-01"}}, {})});
  import_and_die(path);
  Store store(path, Store::Open::write_create);
  CHECK(store.batches().size() == 1);
  CHECK(known_at(store, 1).size() == 1);
  CHECK(store.import({large_file()}).front().number == 2);
}

TEST_CASE("what a process killed in its commit left is undone by whoever reads next") {
  // A hot journal: the pages of the store before a commit that never ended.
  const TempFolder folder;
  const auto path = folder / "s.sqlite";
  Store(path, Store::Open::write_create)
      .import({file_of("f", {{2, "P1", "C01", "2014-10-01"}}, {})});
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const store::Connection connection(path, store::Connection::Mode::write, "");
    connection.run("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE");
    connection.run("INSERT INTO person VALUES (2, 'P2'), (3, 'P3'), (4, '" +
                   std::string(9'000, 'x') + "')");
    connection.run("DELETE FROM start");
    sqlite3_db_cacheflush(connection.handle());
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  REQUIRE(std::filesystem::exists(folder / "s.sqlite-journal"));
  const Store store(path, Store::Open::read);
  CHECK(known_at(store, 1).size() == 1);
  CHECK_FALSE(std::filesystem::exists(folder / "s.sqlite-journal"));
}

}  // namespace outturn
