#include "record/file.h"

#include "support/catch.h"
#include "support/refusal.h"
#include "support/temp_folder.h"
#include "value/problem.h"

#include <algorithm>
#include <string>
#include <vector>

#include <unistd.h>

namespace fs = std::filesystem;
using outturn::move_new;
using outturn::read_file;
using outturn::refusal_of;
using outturn::remove_leftover_of;
using outturn::StagedFolder;
using outturn::TempFolder;
using outturn::write_atomically;
using outturn::write_synced;

namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void publish(const fs::path& target, const std::string& content) {
  StagedFolder staged(target);
  write_synced(staged.path() / "file", content);
  staged.publish();
}

}  // namespace

TEST_CASE("read_file gives every byte, up to the size asked for") {
  const TempFolder folder;
  const std::string content("a\0\r\n\xff", 5);
  write_synced(folder / "f", content);
  CHECK(read_file(folder / "f", 5) == content);
  const std::string path = (folder / "f").string();
  CHECK(refusal_of([&] { read_file(path, 4); }) ==
        path + ": is larger than 4 bytes [file_too_large]");
}

TEST_CASE("read_file says why a file can't be read") {
  const TempFolder folder;
  const std::string missing = (folder / "missing").string();
  CHECK(refusal_of([&] { read_file(missing, 9); }) == missing + ": no such file [file_missing]");
  CHECK(refusal_of([&] { read_file(folder.path(), 9); }) ==
        folder.path().string() + ": is a folder, not a file [file_unreadable]");
  CHECK(refusal_of([&] { read_file("/dev/zero", 9); }) ==
        "/dev/zero: is a device, not a file [file_unreadable]");
  write_synced(folder / "f", "");
  CHECK(refusal_of([&] { read_file(folder / "f" / "g", 9); }) ==
        (folder / "f" / "g").string() + ": no such file [file_missing]");
}

TEST_CASE("write_synced writes new files only") {
  const TempFolder folder;
  const std::string path = (folder / "f").string();
  write_synced(path, "first");
  CHECK(refusal_of([&] { write_synced(path, "second"); }) ==
        path + ": can't be written: File exists [write_failed]");
  CHECK(read_file(path, 100) == "first");
}

TEST_CASE("write_atomically replaces a file and leaves nothing beside it") {
  const TempFolder folder;
  write_atomically(folder / "deep" / "f", "first");
  write_atomically(folder / "deep" / "f", "second");
  CHECK(read_file(folder / "deep" / "f", 100) == "second");
  CHECK(names_in(folder / "deep") == std::vector<std::string>{"f"});
}

TEST_CASE("write_atomically leaves the permissions of the file it replaces") {
  const TempFolder folder;
  write_atomically(folder / "f", "first");
  fs::permissions(folder / "f", fs::perms::owner_read | fs::perms::owner_write);
  write_atomically(folder / "f", "second");
  CHECK(fs::status(folder / "f").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("move_new doesn't replace what is there") {
  const TempFolder folder;
  write_synced(folder / "a", "a");
  write_synced(folder / "b", "b");
  CHECK(refusal_of([&] { move_new(folder / "a", folder / "b"); }) ==
        (folder / "b").string() + ": can't be written: File exists [write_failed]");
  move_new(folder / "a", folder / "c");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"b", "c"});
}

TEST_CASE("a staged folder appears whole, and replaces the one before it") {
  const TempFolder folder;
  publish(folder / "deep" / "out", "first");
  publish((folder / "deep" / "out").string() + "/", "second");
  CHECK(names_in(folder / "deep") == std::vector<std::string>{"out"});
  CHECK(read_file(folder / "deep" / "out" / "file", 100) == "second");
}

TEST_CASE("a staged folder that isn't published leaves everything as it was") {
  const TempFolder folder;
  publish(folder / "out", "first");
  {
    const StagedFolder staged(folder / "out");
    write_synced(staged.path() / "file", "second");
    CHECK(names_in(folder.path()) == std::vector<std::string>{".outturn-out", "out"});
  }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"out"});
  CHECK(read_file(folder / "out" / "file", 100) == "first");
}

TEST_CASE("a staged folder doesn't replace a file") {
  const TempFolder folder;
  write_synced(folder / "out", "a file");
  CHECK(refusal_of([&] { publish(folder / "out", "content"); }) ==
        (folder / "out").string() + ": is a file; a folder would be written here [write_failed]");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"out"});
}

TEST_CASE("what a killed run left is removed; what a living one holds is not") {
  const TempFolder folder;
  const auto leave = [&] {
    fs::create_directory(folder / ".outturn-out");
    write_synced(folder / ".outturn-out" / "file", "half");
  };
  leave();
  const StagedFolder living(folder / "living");
  { const StagedFolder next(folder / "out"); }
  CHECK(names_in(folder.path()) == std::vector<std::string>{".outturn-living"});
  leave();
  remove_leftover_of(folder / "living");
  CHECK(names_in(folder.path()) == std::vector<std::string>{".outturn-living", ".outturn-out"});
  remove_leftover_of(folder / "out");
  CHECK(names_in(folder.path()) == std::vector<std::string>{".outturn-living"});
}

TEST_CASE("only what a run of the same target could have left is removed") {
  const TempFolder folder;
  fs::create_directories(folder / ".outturn-notes");
  fs::create_directories(folder / ".outturn-out" / "deep");
  fs::create_directories(folder / "mine");
  fs::create_directory_symlink(folder / "mine", folder / ".outturn-link");
  write_synced(folder / ".outturn-file", "mine");
  for (const char* target : {"out", "link", "file"}) {
    remove_leftover_of(folder / target);
    CHECK(refusal_of([&] { const StagedFolder staged(folder / target); }) ==
          (folder / (std::string(".outturn-") + target)).string() +
              ": is in the way: a result is made under this name before it is put in its place "
              "[write_failed]\n    move it away; no run of this program made it");
  }
  publish(folder / "other", "content");
  CHECK(names_in(folder.path()) ==
        std::vector<std::string>{
            ".outturn-file", ".outturn-link", ".outturn-notes", ".outturn-out", "mine", "other"});
}

TEST_CASE("folders made on the way to a result go with it") {
  const TempFolder folder;
  {
    const StagedFolder first(folder / "a" / "b" / "one");
    const StagedFolder second(folder / "a" / "b" / "two");
  }
  CHECK(names_in(folder.path()).empty());
  fs::create_directory(folder / "a");
  { const StagedFolder staged(folder / "a" / "b" / "one"); }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a"});
  publish(folder / "a" / "b" / "one", "content");
  CHECK(names_in(folder / "a" / "b") == std::vector<std::string>{"one"});
}

TEST_CASE("folders made before one that can't be are removed again") {
  const TempFolder folder;
  const fs::path target = folder / "a" / std::string(300, 'x') / "out";
  CHECK_THROWS_AS(StagedFolder(target), outturn::InputError);
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("two runs don't write the same target at once") {
  const TempFolder folder;
  const StagedFolder first(folder / "out");
  CHECK(refusal_of([&] { const StagedFolder second(folder / "out"); }) ==
        (folder / "out").string() +
            ": another run is writing this [write_failed]\n    wait for it to end");
}

TEST_CASE("a folder that can't be written is said to be so") {
  if (::geteuid() == 0) {
    return;  // nothing is forbidden to the superuser
  }
  const TempFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(refusal_of([&] { write_atomically(folder / "f", "x"); }) ==
        (folder / "f").string() + ": can't be written: Permission denied [write_failed]");
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("a result may have folders in it, of names that it was made with") {
  const TempFolder folder;
  {
    StagedFolder staged(folder / "pack", {"rules"});
    staged.add("index.html", "a page");
    staged.add("rules/x.yaml", "rules");
    staged.add("rules/deep/y.yaml", "more");
    CHECK_THROWS_AS(staged.add("other/x", "x"), outturn::Defect);
    staged.publish();
  }
  CHECK(names_in(folder / "pack") == std::vector<std::string>{"index.html", "rules"});
  CHECK(outturn::read_file(folder / "pack" / "rules" / "deep" / "y.yaml", 10) == "more");
}

TEST_CASE("what a killed run left of a result with folders in it is removed by the next") {
  const TempFolder folder;
  fs::create_directories(folder / ".outturn-pack" / "rules" / "deep");
  write_synced(folder / ".outturn-pack" / "rules" / "x.yaml", "half");
  CHECK(refusal_of([&] { const StagedFolder staged(folder / "pack", {"entries"}); }) ==
        (folder / ".outturn-pack").string() +
            ": is in the way: a result is made under this name before it is put in its place "
            "[write_failed]\n    move it away; no run of this program made it");
  { const StagedFolder staged(folder / "pack", {"entries", "rules"}); }
  CHECK(names_in(folder.path()).empty());
  fs::create_directories(folder / ".outturn-pack" / "rules");
  fs::create_directory_symlink(folder.path(), folder / ".outturn-pack" / "rules" / "link");
  CHECK_THROWS_AS(StagedFolder(folder / "pack", {"rules"}), outturn::InputError);
}
