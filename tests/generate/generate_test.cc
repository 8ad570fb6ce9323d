#include "generate/generate.h"

#include "generate/arguments.h"
#include "support/catch.h"
#include "value/problem.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

// A folder of this test's own, removed at its end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("outturn-generate-" + std::to_string(getpid()))) {
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

Settings forty_people() {
  Arguments arguments;
  arguments.people = "40";
  arguments.seed = "42";
  arguments.providers = "C01,C03";
  return settings_from(arguments);
}

void ignore(std::uint64_t) {}

// When the generator is changed on purpose:
//   outturn-generate --people 40 --seed 42 --providers C01,C03 --force --out tests/generate/golden
TEST_CASE("a seed gives the same bytes everywhere") {
  const Folder folder;
  generate(forty_people(), folder.path(), Overwrite::no, ignore);
  const fs::path golden = fs::path(OUTTURN_SOURCE_DIR) / "tests/generate/golden";
  CHECK(content_of(folder.path() / "starts.csv") == content_of(golden / "starts.csv"));
  CHECK(content_of(folder.path() / "events.csv") == content_of(golden / "events.csv"));
  CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("more people are the same people and others after them") {
  const Folder folder;
  Settings settings = forty_people();
  generate(settings, folder.path() / "few", Overwrite::no, ignore);
  settings.people = 60;
  generate(settings, folder.path() / "more", Overwrite::no, ignore);
  const std::string few = content_of(folder.path() / "few/events.csv");
  const std::string more = content_of(folder.path() / "more/events.csv");
  CHECK(more.size() > few.size());
  CHECK(more.substr(0, few.size()) == few);
}

TEST_CASE("a row says everything about a start or an event") {
  const Provider& northumbria = *find_provider("C01");
  const Offence& shoplifting = offences().front();
  InventedPerson person{7, {}, {}, 1};
  person.starts.push_back({&northumbria,
                           Date::of(2016, 2, 29),
                           "community_order",
                           50,
                           "female",
                           "25-29",
                           "gateshead",
                           "women",
                           &shoplifting,
                           "high",
                           "yes"});
  person.events.push_back(
      {Date::of(2016, 3, 1), Date::of(2016, 4, 2), "caution", &shoplifting, false});
  person.events.push_back(
      {Date::of(2016, 5, 1), std::nullopt, "acquittal", &breach_of_order(), true});
  std::string starts;
  append_starts(starts, person, 3);
  CHECK(starts ==
        "3-0000007,C01,2016-02-29,community_order,0.00050,female,25-29,gateshead,women,04600,"
        "shoplifting,high,yes\n");
  std::string events;
  append_events(events, person, 3);
  CHECK(events ==
        "3-0000007,2016-03-01,2016-04-02,caution,04600,shoplifting,no\n"
        "3-0000007,2016-05-01,,acquittal,99800,other_crimes,yes\n");
}

TEST_CASE("files that exist are left alone unless told otherwise") {
  const Folder folder;
  fs::create_directories(folder.path());
  const fs::path events = folder.path() / "events.csv";
  std::ofstream(events) << "mine";
  CHECK_THROWS_WITH(generate(forty_people(), folder.path(), Overwrite::no, ignore),
                    events.string() +
                        ": there is a file of this name already [write_failed]\n"
                        "    choose another folder, or overwrite it with --force");
  CHECK(content_of(events) == "mine");
  CHECK(files_in(folder.path()) == 1);
  generate(forty_people(), folder.path(), Overwrite::yes, ignore);
  CHECK(content_of(events).substr(0, kEventsHeader.size()) == kEventsHeader);
}

TEST_CASE("a folder that can't be made is named") {
  const Folder folder;
  fs::create_directories(folder.path());
  std::ofstream(folder.path() / "file") << "x";
  const fs::path inside = folder.path() / "file" / "cohort";
  CHECK_THROWS_WITH(generate(forty_people(), inside, Overwrite::no, ignore),
                    inside.string() + ": the folder can't be made: Not a directory [write_failed]");
}

TEST_CASE("a file that can't be created or filled is named, and no part of it stays") {
  const Folder folder;
  const fs::path missing = folder.path() / "missing" / "starts.csv";
  CHECK_THROWS_WITH(NewFile(missing, Overwrite::no),
                    missing.string() +
                        ": can't be created: No such file or directory "
                        "[write_failed]");
  fs::create_directories(folder.path());
  const fs::path taken = folder.path() / "starts.csv";
  fs::create_directories(taken / "inside");
  {
    NewFile file(taken, Overwrite::yes);
    file.write("text");
    file.finish();
    CHECK_THROWS_WITH(file.publish(),
                      taken.string() + ": can't be given its name: Is a directory [write_failed]");
  }
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("the totals are those of the rows") {
  const Folder folder;
  const Totals totals = generate(forty_people(), folder.path(), Overwrite::no, ignore);
  const auto rows = [&folder](const char* name) {
    const std::string text = content_of(folder.path() / name);
    return std::count(text.begin(), text.end(), '\n') - 1;
  };
  CHECK(totals.people == 40);
  CHECK(totals.starts == rows("starts.csv"));
  CHECK(totals.events == rows("events.csv"));
}

TEST_CASE("totals are shown with what they are a share of") {
  CHECK(to_string(Totals{200, 10, 203, 650, 9'120'000, 95, 437}) ==
        "people            200\n"
        "  not matched     10\n"
        "starts            203\n"
        "events            650\n"
        "mean score        0.4560\n"
        "reoffenders       95 (50.00% of matched people)\n"
        "reoffences        437 (4.60 a reoffender)\n");
  CHECK(to_string(Totals{}) ==
        "people            0\n"
        "  not matched     0\n"
        "starts            0\n"
        "events            0\n"
        "mean score        -\n"
        "reoffenders       0 (-% of matched people)\n"
        "reoffences        0 (- a reoffender)\n");
}

TEST_CASE("progress is reported, and an empty cohort is two headers") {
  const Folder folder;
  Settings settings = forty_people();
  settings.people = 0;
  generate(settings, folder.path(), Overwrite::no, ignore);
  CHECK(content_of(folder.path() / "starts.csv") == kStartsHeader);
  settings.people = 10'000;
  std::uint64_t reported = 0;
  generate(settings, folder.path(), Overwrite::yes, [&](std::uint64_t done) { reported = done; });
  CHECK(reported == 10'000);
}

}  // namespace
}  // namespace outturn
